/** Marks that stand above or below a letter, once it is taken apart. */
const MARKS = /\p{Mark}/gu;
const OTHERS = /[^\x20-\x7e]|[<>\\'"*]/g;
const LETTER = /[A-Za-z]/;

/** What a provider shows beside letters, digits and spaces. */
type Punctuation = {
  /** In words that follow "and". */
  readonly form: string;
  /** All characters that are not shown. */
  readonly others: RegExp;
};

const PUNCTUATION: Punctuation = { form: `ASCII punctuation other than < > \\ ' " *`, others: OTHERS };

/** The texts that `descriptorIn` shows whole, in words that follow "must be". */
export function descriptorForm(maxCharacters: number, { form } = PUNCTUATION): string {
  return (
    `at most ${maxCharacters} Latin letters without accents, digits, single inner spaces and ${form}, ` +
    'with at least one letter'
  );
}

/**
 * A text as statements show it, at most so many characters of it: ASCII without those that card networks reserve, unless a
 * provider shows less. Null when no letter is left.
 */
export function descriptorIn(maxCharacters: number, { others } = PUNCTUATION) {
  return (text: string): string | null => {
    const plain = text.normalize('NFD').replace(MARKS, '').replace(others, ' ').replace(/ +/g, ' ').trim();
    const cut = plain.slice(0, maxCharacters).trim();
    return LETTER.test(cut) ? cut : null;
  };
}
