import type { NotDeclared, Report, Result } from './check.ts';

/** For people: what was broken first, with what to do about it; then what was kept, and what was not declared. */
export function formatReport({ provider, isKept, results, notDeclared }: Report): string {
  const broken = results.filter(({ broken }) => broken !== null);
  const kept = results.filter(({ broken }) => broken === null);
  const verdict = isKept ? 'keeps every promise that applies' : `breaks ${counted(broken.length, 'promise')}`;
  return [
    `${provider} ${verdict}: ${kept.length} of ${results.length} kept.`,
    ...broken.map(brokenText),
    ...(kept.length === 0
      ? []
      : [`Kept:\n${kept.map(({ promise, id, ms }) => `  ✓ ${promise} (${id}, ${ms} ms)`).join('\n')}`]),
    ...(notDeclared.length === 0 ? [] : [`Not declared:\n${notDeclared.map(notDeclaredText).join('\n')}`]),
  ].join('\n\n');
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
