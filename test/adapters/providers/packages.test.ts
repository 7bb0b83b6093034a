import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createProviders, loadRegistrations, PROVIDER_SETTINGS } from '../../../src/adapters/providers/index.ts';
import { ConfigError, loadConfig } from '../../../src/config/config.ts';

const SOMEPAY = join(import.meta.dirname, '../../app/fake-registration.ts');
const OURS = PROVIDER_SETTINGS.map(({ name }) => name);

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'fitstack-providers-'));
});
afterAll(() => rm(directory, { recursive: true, force: true }));

/** A file that exports what a package would. */
async function exporting(name: string, code: string): Promise<string> {
  const file = join(directory, `${name}.mjs`);
  await writeFile(
    file,
    `import { registration as somepay } from ${JSON.stringify(pathToFileURL(SOMEPAY).href)};\n${code}\n`,
  );
  return file;
}

describe('providers of packages', () => {
  test('providers of packages stand behind those that are known, and their adapters work', async () => {
    const { registrations, problems } = await loadRegistrations([SOMEPAY]);
    const made = { timeoutMs: 100, now: () => new Date(), notificationKeys: [], accounts: {} };
    const providers = await createProviders({ ...made, registrations });

    expect(problems).toEqual([]);
    expect(registrations.map(({ settings }) => settings.name)).toEqual([...OURS, 'somepay']);
    expect(providers.get('somepay')?.name).toBe('somepay');
    expect((await createProviders(made)).get('somepay')).toBeUndefined();
  });

  test.each([
    ['export const registration = { settings: {}, load: async () => () => ({}) };', /exports no registration/],
    ['export const registration = { ...somepay, load: null };', /exports no registration/],
    ['export const provider = somepay;', /exports no registration/],
    [
      'export const registration = { ...somepay, settings: { ...somepay.settings, api: undefined } };',
      /exports no registration/,
    ],
    [
      "export const registration = { ...somepay, settings: { ...somepay.settings, name: 'Some Pay' } };",
      /exports no reg/,
    ],
    [
      "export const registration = { ...somepay, settings: { ...somepay.settings, name: 'stripe' } };",
      /the name stripe/,
    ],
    ["throw new Error('a license is missing\\nand more');", /can't be loaded: a license is missing$/],
  ])('providers of packages are refused in one line: %s', async (code, line) => {
    const file = await exporting(`wrong-${Math.random()}`, code);
    const { registrations, problems } = await loadRegistrations([file]);

    expect(registrations.map(({ settings }) => settings.name)).toEqual(OURS);
    expect(problems).toEqual([expect.stringMatching(line)]);
  });

  test('providers of packages that are not installed, not there, or named twice, are each refused in one line', async () => {
    const { problems } = await loadRegistrations([
      ...['fitstack-payments-missing', './missing/registration.ts', SOMEPAY, SOMEPAY],
    ]);

    expect(problems).toEqual([
      'fitstack-payments-missing is not installed here: npm install fitstack-payments-missing',
      'there is no file ./missing/registration.ts',
      `${SOMEPAY} has the name somepay, as another provider has`,
    ]);
  });

  test('what is wrong with a package stops the start, beside what else is', () => {
    const start = () => loadConfig({ PORT: 'eighty' }, PROVIDER_SETTINGS, ['foo is not installed here']);

    expect(start).toThrow(ConfigError);
    expect(start).toThrow(/^PROVIDERS: foo is not installed here\nPORT: /);
  });
});
