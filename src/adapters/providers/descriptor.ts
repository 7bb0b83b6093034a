/** Marks that stand above or below a letter, once it is taken apart. */
const MARKS = /\p{Mark}/gu;
const OTHERS = /[^\x20-\x7e]|[<>\\'"*]/g;
const LETTER = /[A-Za-z]/;

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
