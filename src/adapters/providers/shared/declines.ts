import type { Decline, DeclineCode } from '../../../domain/payment/decline.ts';
import type { Attempt } from '../../../domain/payment/report.ts';

/** A provider's words for each of our codes; each word once. */
export type DeclineWords = Readonly<Record<DeclineCode, readonly string[]>>;

export type Declines = {
  /** A word that the table lacks is `declined`. */
  readonly read: (word: string) => Decline;
  /** The words of these attempts that the table lacks. */
  readonly unknownIn: (attempts: readonly (Attempt | null)[]) => readonly string[];
};

/** No documented word is longer; what is longer is cut. */
const MAX_WORD = 64;

export function createDeclines(words: DeclineWords): Declines {
  const codes = Object.entries(words) as [DeclineCode, readonly string[]][];
  const table = new Map(codes.flatMap(([code, ofCode]) => ofCode.map((word) => [word, code])));
  return {
    read: (word) => ({ code: table.get(word) ?? 'declined', providerCode: word.slice(0, MAX_WORD) }),
    unknownIn: (attempts) =>
      attempts.flatMap((attempt) => attempt?.decline?.providerCode ?? []).filter((word) => !table.has(word)),
  };
}
