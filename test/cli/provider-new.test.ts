import { join } from 'node:path';
import { expect, test } from 'vitest';
import { providerName } from '../../src/cli/arguments.ts';
import { filesOf } from '../../src/cli/provider/files.ts';
import { PACKAGE } from '../../src/cli/provider/layout.ts';
import { canBeBegun, namesOf } from '../../src/cli/provider/names.ts';

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

test('a new provider has the files that the others have for money that goes back', () => {
  const paths = files.map(({ path }) => path);

  expect(paths).toEqual(expect.arrayContaining(['reversals/refunds.ts', 'reversals/disputes.ts']));
});

test.each(['some_pay', 'pay2', 'pay_360', 'north_wind_pay2', 'switch_pay'])(
  'a provider can be begun under the name %s',
  (name) => {
    expect(canBeBegun(name)).toBe(true);
  },
);

test.each(['switch', 'new', 'await', 'never', 'Some', 'some-pay', '2pay', 'some__pay', 'a'.repeat(33), ''])(
  'no provider is begun under the name "%s", since code could not be written with it',
  (name) => {
    expect(canBeBegun(name)).toBe(false);
    expect(() => providerName(name)).toThrow('no word of the language');
  },
);
