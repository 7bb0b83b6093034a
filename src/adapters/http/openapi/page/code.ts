import { type Html, html } from '../../html.ts';
import type { Json } from '../types.ts';

// A name is a text with a colon behind it; what stands between these is punctuation.
const TOKENS = /("(?:[^"\\]|\\.)*")(\s*:)?|(-?\d[\d.eE+-]*|\btrue\b|\bfalse\b|\bnull\b)/g;

/** JSON, laid out and coloured. */
export function jsonCode(value: Json): Html[] {
  const text = JSON.stringify(value, null, 2);
  const pieces: Html[] = [];
  let end = 0;
  for (const match of text.matchAll(TOKENS)) {
    const [whole, string, colon, word = ''] = match;
    pieces.push(html`${text.slice(end, match.index)}`);
    if (string === undefined) pieces.push(html`<i class="word">${word}</i>`);
    else if (colon === undefined) pieces.push(html`<i class="text">${string}</i>`);
    else pieces.push(html`<i class="name">${string}</i>${colon}`);
    end = match.index + whole.length;
  }
  return [...pieces, html`${text.slice(end)}`];
}

export function codeBlock(title: Html | string, code: Html | readonly Html[]): Html {
  return html`<figure><figcaption>${title}</figcaption><pre tabindex="0"><code>${code}</code></pre></figure>`;
}
