/** Markup that is safe to send. Only `html` makes it. */
export type Html = { readonly markup: string };

type Part = Html | string | number | false | null | readonly Part[];

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** What is filled in is text, and escaped, unless it is markup itself. */
export function html(literals: TemplateStringsArray, ...parts: readonly Part[]): Html {
  const markup = literals.map((literal, index) => (index === 0 ? '' : markupOf(parts[index - 1] ?? '')) + literal);
  return { markup: markup.join('') };
}

function markupOf(part: Part): string {
  if (part === false || part === null) return '';
  if (typeof part === 'string' || typeof part === 'number') return escaped(String(part));
  return 'markup' in part ? part.markup : part.map(markupOf).join('');
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}
