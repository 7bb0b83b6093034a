import type { IncomingMessage } from 'node:http';

/** What is kept of an answer's body. */
const KEPT_BYTES = 1_000;

/** A longer body has no end for us: reading on costs more than any answer is worth. */
const MAX_BYTES = 10 * 1024 * 1024;

export const ENDLESS = 'ERR_ENDLESS';

/** Reads an answer to its end, since only then it counts; `keep` has its beginning as it comes. @throws when it has no end. */
export async function readAnswer(answer: IncomingMessage, keep: (text: string) => void): Promise<void> {
  let kept = Buffer.alloc(0);
  let length = 0;
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    if (kept.length < KEPT_BYTES) {
      kept = Buffer.concat([kept, chunk.subarray(0, KEPT_BYTES - kept.length)]);
      keep(textOf(kept));
    }
    length += chunk.length;
    if (length > MAX_BYTES) throw Object.assign(new Error('the body does not end'), { code: ENDLESS });
  }
}

/** As text that is no longer than the bytes may be: each one that is not UTF-8 becomes a character of three. */
function textOf(bytes: Uint8Array): string {
  const text = decode(bytes);
  return decode(new TextEncoder().encode(text).subarray(0, KEPT_BYTES));
}

/** Without the character that the end cuts. */
function decode(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes, { stream: true });
}

/** What `retry-after` asks for, in milliseconds from `now`: seconds, or a date of HTTP. Null for anything else. */
export function retryAfterMs(header: string | undefined, now: Date): number | null {
  const text = header?.trim() ?? '';
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1_000;
  const date = text.endsWith(' GMT') ? Date.parse(text) : Number.NaN;
  return Number.isNaN(date) ? null : Math.max(0, date - now.getTime());
}
