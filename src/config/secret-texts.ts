import type { Parser } from './environment.ts';

// Whether a text can be a secret at all.

/** A credential that grants access: nothing shorter is one at any provider. */
const MIN_KEY_LENGTH = 20;
/** A secret that webhooks' signatures, or callers of `/metrics`, are checked with. */
const MIN_SECRET_LENGTH = 16;

/** Texts that stand where a secret belongs in examples; the last is jwt.io's (2026-11-28), whose tokens all the world can sign. */
const EXAMPLES = [
  /^(?:change|replace)[-_ ]?(?:me|this|it|with)/i,
  /^(?:your|insert)[-_ ]/i,
  /^(?:example|placeholder|todo)\b/i,
  /^[<{[].*[>}\]]$/,
  /(?:\.\.\.|…)$/,
  /^a-string-secret-at-least-256-bits-long$/,
];

/** Why a text can't be a real secret, completing "NAME: …"; null when it may be one. Never with a part of it. */
export type SecretFault = (text: string) => string | null;

export const keyFault: SecretFault = (text) => shortFault(text, MIN_KEY_LENGTH) ?? exampleFault(text);
export const secretFault: SecretFault = (text) => shortFault(text, MIN_SECRET_LENGTH) ?? exampleFault(text);

export function exampleFault(text: string): string | null {
  if (new Set(text).size === 1) return 'is one character repeated, which is easy to guess';
  return EXAMPLES.some((example) => example.test(text)) ? 'is an example: put the real one there' : null;
}

function shortFault(text: string, length: number): string | null {
  return text.length < length ? `is too short to be real: at least ${length} characters` : null;
}

/** A secret that passes all of these checks. */
export function without(...faults: readonly SecretFault[]): Parser<string> {
  return (secret) => {
    for (const fault of faults) {
      const found = fault(secret);
      if (found !== null) throw new Error(found);
    }
    return secret;
  };
}
