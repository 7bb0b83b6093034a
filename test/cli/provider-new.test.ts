import { join } from 'node:path';
import { expect, test } from 'vitest';
import { filesOf } from '../../src/cli/provider/files.ts';
import { PACKAGE } from '../../src/cli/provider/layout.ts';
import { namesOf } from '../../src/cli/provider/names.ts';

// What is compiled, checked and run of a new provider: test/package/new-provider.test.ts.

const files = await filesOf(namesOf('north_wind_pay2'), PACKAGE);

test('a new provider has nothing of the example in its files', () => {
  for (const { path, text } of files) expect(path + text).not.toMatch(/acme/i);
});

test('a new provider in a package of its own imports Node, the kit and its own files alone', () => {
  const paths = files.map(({ path }) => path);
  const imports = files.flatMap(({ path, text }) =>
    [...text.matchAll(/(?:from |import\()'([^']+)'/g)].map(([, to = '']) => ({ path, to })),
  );

  expect(paths).toEqual(expect.arrayContaining(['package.json', 'tsconfig.json', 'registration.ts', 'test/kit.ts']));
  expect(imports.length).toBeGreaterThan(30);
  for (const { path, to } of imports)
    expect(
      to.startsWith('.')
        ? paths
        : ['fitstack-payments/provider-kit', 'node:crypto', 'node:http', 'node:stream/consumers'],
    ).toContain(to.startsWith('.') ? join(path, '..', to) : to);
});
