import { InvalidArgumentError } from 'commander';
import { SCOPES, USER_ID } from '../app/actor.ts';
import { canBeBegun } from './provider/names.ts';

// What is typed, in the one form that makes sense. Nothing is guessed of what is in another, and nothing of it is sent.

/** Takes a text that `isGood`, as it stands. */
function only(isGood: (text: string) => boolean, says: string): (text: string) => string {
  return (text) => {
    if (!isGood(text)) throw new InvalidArgumentError(says);
    return text;
  };
}

/** A whole number: not `10.5` or `1e3`. */
export function whole(text: string): number {
  if (!/^\d{1,15}$/.test(text)) throw new InvalidArgumentError('It must be a whole number.');
  return Number(text);
}

/** An amount of money as it is written on a receipt: `75.00`, and `1000` where the currency has no decimals. */
export const amount = only(
  (text) => /^\d{1,12}(?:\.\d{1,3})?$/.test(text),
  'It must be decimals of the currency, such as 75.00.',
);

export function chance(text: string): number {
  if (!/^(?:0?\.\d+|[01])$/.test(text)) throw new InvalidArgumentError('It must be a number from 0 to 1.');
  return Number(text);
}

/** No service would take a token of another. */
export const userId = only((text) => USER_ID.test(text), 'It must be 1 to 255 characters, and no control characters.');

/** An option that can stand several times. */
export const repeated = (text: string, before: readonly string[] = []): readonly string[] => [...before, text];

/** What can be taken away again, by typing nothing. */
export const orNone = (text: string | undefined): string | null | undefined => (text === '' ? null : text);

/** A token without any is made by leaving the option out: what is empty was meant to name one. */
export const scopes = only(
  (text) => text.trim().split(/ +/).every(isScope),
  `It must name scopes: ${SCOPES.join(', ')}.`,
);

function isScope(word: string): boolean {
  return SCOPES.some((scope) => scope === word);
}

export const providerName = only(
  canBeBegun,
  'It must be words of small letters and digits, with _ between them, 32 characters at most, and no word of the language: some_pay.',
);

export const address = only(
  (text) => /^https?:\/\//.test(text) && URL.canParse(text),
  'It must be a URL that begins with http:// or https://.',
);

/** What a header can carry. */
export const VISIBLE = /^[\x21-\x7e]+$/;
export const visible = only((text) => VISIBLE.test(text), 'It must be visible ASCII characters.');

/** Part of a path, whatever was typed. @throws Error for what would be no part of it, or lead somewhere else. */
export function segment(text: string): string {
  if (['', '.', '..'].includes(text)) throw new Error(`'${text}' is no id`);
  return encodeURIComponent(text);
}
