import { createHash } from 'node:crypto';

/** Markup that is safe to send. Only `html` makes it. */
export type Html = { readonly markup: string };

type Part = Html | string | number | false | null | undefined | readonly Part[];

/** What is filled in is text, and escaped, unless it is markup itself. */
export function html(literals: TemplateStringsArray, ...parts: readonly Part[]): Html {
  const markup = literals.map((literal, index) => (index === 0 ? '' : markupOf(parts[index - 1])) + literal);
  return { markup: markup.join('') };
}

function markupOf(part: Part): string {
  if (part === false || part === null || part === undefined) return '';
  if (typeof part === 'string' || typeof part === 'number') return escaped(String(part));
  return 'markup' in part ? part.markup : part.map(markupOf).join('');
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}

/** A page that stands by itself: no script, no font and no picture from anywhere. */
export type Page = { readonly title: string; readonly style: string; readonly language?: string; readonly body: Html };

export function documentOf({ title, style, language = 'en', body }: Page): string {
  const { markup } = html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<style>${{ markup: style }}</style>
</head>
<body>
${body}
</body>
</html>
`;
  return markup;
}

/** Nothing may be loaded or run but the one style that stands in the page. */
export function pageHeaders(style: string) {
  const policy = [
    "default-src 'none'",
    `style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ];
  return { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy.join('; ') };
}

/** The colours of all pages, light and dark. */
export const PALETTE = `
:root { --ink: #1b2330; --soft: #5a6577; --line: #e3e7ee; --ground: #fff; --panel: #f6f8fb; --accent: #2457c5;
  --green: #137a4b; --amber: #9a5b00; --red: #b3261e; --violet: #6b3fa0; --code: #101828; --on-code: #d7deea; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e4e9f2; --soft: #9aa6b8; --line: #2a3342; --ground: #10151d; --panel: #171e29; --accent: #84aaff;
    --green: #57c795; --amber: #e0a458; --red: #f08b83; --violet: #bb98ec; --code: #0a0e14; } }
`;
