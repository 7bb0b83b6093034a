import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '..');

/** Where the rule holds: this file alone names the words. */
const PLACES = [
  '.ci',
  'README.md',
  'Dockerfile',
  'bench',
  'bin',
  'clients',
  'docs',
  'examples',
  'prisma',
  'scripts',
  'src',
  'test',
  ':!test/language.test.ts',
];

/**
 * Words that stand for an actor without a name ("nobody may pay it"), or for an event or a report ("what was told"). A
 * sentence names the caller, the client app, the operator, the provider, the worker or the process instead.
 */
const BANNED = /\b(?:told|tell|tells|telling|nobody|somebody|whoever|anybody)\b/gi;

/** `NOTHING_TOLD`, `isTold`, `toldOf`, `tell_twice`: the parts of a name are words, too. */
function wordsOf(text: string): string {
  return text.replace(/([a-z0-9])([A-Z])/g, '$1 $2').replaceAll('_', ' ');
}

test('the code, its tests and its documents name their actors', () => {
  const files = execFileSync('git', ['ls-files', '-z', '-co', '--exclude-standard', '--', ...PLACES], {
    cwd: ROOT,
    encoding: 'utf8',
  }).split('\0');
  const texts = files.filter((file) => /\.(?:ts|js|html|md|sql|prisma|json|css)$|^\.ci\/|^Dockerfile$/.test(file));
  expect(texts.length).toBeGreaterThan(400);

  const found = texts.flatMap((file) =>
    readFileSync(join(ROOT, file), 'utf8')
      .split('\n')
      .flatMap((line, index) => (wordsOf(line).match(BANNED) === null ? [] : [`${file}:${index + 1}: ${line.trim()}`])),
  );

  expect(found).toEqual([]);
});
