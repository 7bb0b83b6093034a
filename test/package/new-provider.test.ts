import { execFile } from 'node:child_process';
import { cp, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Report } from '../../src/provider-kit/check.ts';
import { surroundings } from '../surroundings.ts';

vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

const ROOT = join(import.meta.dirname, '../..');
/** Longer than the example's: lines break at other places. */
const NAME = 'north_wind_pay2';
const LIBRARIES = ['node_modules', 'generated'];
const IGNORED = ['.git', 'dist', 'data', ...LIBRARIES];

/** What an adapter keeps of its promises before anything of it is written, beside refusals of what it does not declare. */
const KEPT = [
  ...['identify.shows-holder', 'credentials.declared', 'credentials.given', 'credentials.same-account'],
  ...['credentials.publishable', 'connect.nothing'],
];

let checkout: string;
beforeAll(async () => {
  checkout = await mkdtemp(join(tmpdir(), 'fitstack-checkout-'));
  for (const name of (await readdir(ROOT)).filter((each) => !IGNORED.includes(each)))
    await cp(join(ROOT, name), join(checkout, name), { recursive: true });
  for (const name of LIBRARIES) await symlink(join(ROOT, name), join(checkout, name));
});
afterAll(() => rm(checkout, { recursive: true, force: true }));

type Ended = { readonly code?: number; readonly stdout: string; readonly stderr: string };

/** A program in the copy, with its arguments. */
function run(...args: readonly string[]): Promise<Ended> {
  return promisify(execFile)(process.execPath, args, { cwd: checkout, env: surroundings(), maxBuffer: 2 ** 26 }).catch(
    (error: Ended) => error,
  );
}

const begin = (name: string) => run('bin/cli.ts', 'provider', 'new', name);
const biome = (...args: readonly string[]) => run('node_modules/@biomejs/biome/bin/biome', 'check', ...args);
const text = (path: string) => readFile(join(checkout, path), 'utf8');

describe('a new provider in the checkout', () => {
  beforeAll(async () => expect(await begin(NAME)).toMatchObject({ stderr: '' }));

  test('a new provider in the checkout has the files of the others', async () => {
    const adapter = await readdir(join(checkout, 'src/adapters/providers', NAME));
    const tests = await readdir(join(checkout, 'test/adapters/providers', NAME));

    expect(adapter).toEqual(expect.arrayContaining(['calls', 'index.ts', 'money.ts', 'parents', 'payments']));
    expect(adapter).toEqual(expect.arrayContaining(['registration.ts', 'reversals', 'settings.ts', 'webhooks']));
    expect(tests.toSorted()).toEqual(['conformance.test.ts', 'subject.ts', 'upstream.ts', 'wire.ts']);
  });

  test('a new provider in the checkout compiles and lints at once', async () => {
    const include = [
      `src/adapters/providers/${NAME}`,
      `test/adapters/providers/${NAME}`,
      'src/adapters/providers/index.ts',
    ];
    const config = { extends: './tsconfig.json', compilerOptions: { incremental: false }, include };
    await writeFile(join(checkout, 'tsconfig.new.json'), JSON.stringify(config));

    const compiled = await run('node_modules/typescript/bin/tsc', '--project', 'tsconfig.new.json');
    const linted = await biome('--error-on-warnings', ...include);

    expect(compiled.stdout).toBe('');
    expect(linted).not.toHaveProperty('code');
  });

  test('a new provider in the checkout has what is to be written listed by the kit, promise by promise', async () => {
    const { stdout } = await run('test/provider-kit/run.ts', NAME, '--json');

    const { results } = JSON.parse(stdout) as Report;
    const [kept, broken] = [true, false].map((is) => results.filter((result) => (result.broken === null) === is));
    expect(kept?.flatMap(({ id }) => (id.endsWith('refused') ? [] : id)).toSorted()).toEqual(KEPT.toSorted());
    for (const { id, broken: seen, advice } of broken ?? []) {
      expect([id, advice]).toEqual([id, expect.stringMatching(/^[A-Z].{20,}\.$/)]);
      expect([id, seen]).not.toEqual([id, expect.stringMatching(/TypeError|undefined \(|is not a function|\n {4}at /)]);
    }
    expect(broken?.filter(({ broken: seen }) => seen?.includes('to be written: `open`')).length).toBeGreaterThan(40);
  });

  test('a new provider in the checkout is in every document after one command, and no list of a test lacks it', async () => {
    for (const script of ['openapi', 'client-types', 'provider-documents'])
      expect(await run(`scripts/${script}.ts`)).not.toHaveProperty('code');
    const lists = ['test/provider-documents.test.ts', 'test/adapters/providers/index.test.ts', 'test/http/openapi'];

    const tested = await run('node_modules/vitest/vitest.mjs', 'run', '--reporter=dot', ...lists);

    expect(await text('README.md')).toContain('`NORTH_WIND_PAY2_API_KEY`');
    expect(await text('docs/providers.md')).toContain(NAME);
    expect(await text('docs/openapi.json')).toContain('NorthWindPay2Credentials');
    expect(tested.code === undefined ? '' : tested.stdout + tested.stderr).toBe('');
  });

  test('a new provider in the checkout is not begun twice, and nothing is written then', async () => {
    const registry = await text('src/adapters/providers/index.ts');

    expect(await begin(NAME)).toMatchObject({ code: 1, stderr: expect.stringContaining('is there already') });
    expect(await text('src/adapters/providers/index.ts')).toBe(registry);
  });
});
