import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '..');
const DOCUMENTS = [
  'README.md',
  ...readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.md'))
    .map((path) => join('docs', path)),
];

/** Paths of files that a document names: from the top of the repository, or (tests) from `test/`. */
function namedIn(document: string): readonly string[] {
  const text = readFileSync(join(ROOT, document), 'utf8');
  return [...text.matchAll(/`((?:src|test|bench|prisma|scripts|bin)\/[\w./-]+|[\w./-]+\.test\.ts)`/g)].map(
    ([, path = '']) => path,
  );
}

function exists(path: string): boolean {
  // Some name a test's file without its ending.
  return ['', '.ts', '.test.ts'].some(
    (ending) => existsSync(join(ROOT, path + ending)) || existsSync(join(ROOT, 'test', path + ending)),
  );
}

test('the documents name files, and each of them exists', () => {
  const named = DOCUMENTS.flatMap((document) => namedIn(document).map((path) => ({ document, path })));
  expect(named.length).toBeGreaterThan(100);
  expect(named.filter(({ path }) => !exists(path))).toEqual([]);
});
