import type { NotDeclared, Report, Result } from './check.ts';

/** How a new adapter says of a function that it is not written: `src/cli/provider` makes such functions. */
const UNWRITTEN = /to be written: (.+)/;

/**
 * For people: what is to be written first, each with the promises that wait for it; then what was broken, with what to do about
 * it, what was kept, and what was not declared.
 */
export function formatReport({ provider, isKept, results, notDeclared }: Report): string {
  const broken = results.filter(({ broken }) => broken !== null);
  const kept = results.filter(({ broken }) => broken === null);
  const verdict = isKept ? 'keeps every promise that applies' : `breaks ${counted(broken.length, 'promise')}`;
  return [
    `${provider} ${verdict}: ${kept.length} of ${results.length} kept.`,
    ...waitingTexts(broken),
    ...broken.filter((result) => unwrittenIn(result) === null).map(brokenText),
    ...(kept.length === 0
      ? []
      : [`Kept:\n${kept.map(({ promise, id, ms }) => `  ✓ ${promise} (${id}, ${ms} ms)`).join('\n')}`]),
    ...(notDeclared.length === 0 ? [] : [`Not declared:\n${notDeclared.map(notDeclaredText).join('\n')}`]),
  ].join('\n\n');
}

function unwrittenIn({ broken }: Result): string | null {
  return UNWRITTEN.exec(broken ?? '')?.[1] ?? null;
}

/** One text for all promises that wait for the same function: nothing else of them says what to do. */
function waitingTexts(broken: readonly Result[]): readonly string[] {
  const waiting = Map.groupBy(broken, unwrittenIn);
  return [...waiting].flatMap(([what, results]) => {
    if (what === null) return [];
    const ids = results.map(({ id }) => id).join(', ');
    return [`✗ To be written: ${what}\n    ${counted(results.length, 'promise')} cannot be tried before: ${ids}`];
  });
}

function brokenText({ id, promise, advice, doc, broken }: Result): string {
  const lines = [`What to do: ${advice}`, `Explained in: ${doc}`, `What was seen: ${indented(broken ?? '')}`];
  return [`✗ ${promise} (${id})`, ...lines.map((line) => `    ${line}`)].join('\n');
}

function notDeclaredText({ id, promise, ability, instead }: NotDeclared): string {
  const tried = instead.length === 0 ? '' : `; tried instead: ${instead.join(', ')}`;
  return `  – ${promise} (${id}): ${ability}${tried}`;
}

function indented(text: string): string {
  return text.trim().replaceAll('\n', '\n      ');
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
