import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { PROVIDER_DOCUMENTS } from '../scripts/provider-documents.ts';
import { PROVIDER_SETTINGS } from '../src/adapters/providers/index.ts';

const DOCUMENTS = PROVIDER_DOCUMENTS.map(({ file, text }) => ({ file, text, name: file.pathname.split('/').at(-1) }));

test.each(DOCUMENTS)(
  '$name says of each provider what its settings and its adapter declare',
  async ({ file, text }) => {
    // Otherwise: npm run documents
    expect(await readFile(file, 'utf8')).toBe(await text());
  },
);

test.each(DOCUMENTS)('$name names every variable of every credential', async ({ file }) => {
  const written = await readFile(file, 'utf8');
  const variables = PROVIDER_SETTINGS.flatMap(({ credentials }) => credentials.fields.map(({ variable }) => variable));

  expect(variables.length).toBeGreaterThan(0);
  expect(variables.filter((variable) => !written.includes(variable))).toEqual([]);
});
