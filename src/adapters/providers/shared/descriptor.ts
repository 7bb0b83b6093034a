/** Marks that stand above or below a letter, once it is taken apart. */
const MARKS = /\p{Mark}/gu;
const OTHERS = /[^\x20-\x7e]|[<>\\'"*]/g;
const LETTER = /[A-Za-z]/;

/** The texts that `descriptorIn` shows whole, in words that follow "must be". */
export function descriptorForm(maxCharacters: number): string {
  return (
    `at most ${maxCharacters} Latin letters without accents, digits, single inner spaces and ASCII punctuation ` +
    `other than < > \\ ' " *, with at least one letter`
  );
}

/**
 * A text as statements show it: ASCII without the characters that card networks reserve, at most so many of them. Null
 * when no letter is left.
 */
export function descriptorIn(maxCharacters: number) {
  return (text: string): string | null => {
    const plain = text.normalize('NFD').replace(MARKS, '').replace(OTHERS, ' ').replace(/ +/g, ' ').trim();
    const cut = plain.slice(0, maxCharacters).trim();
    return LETTER.test(cut) ? cut : null;
  };
}
