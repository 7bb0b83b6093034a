import { execFile } from 'node:child_process';
import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Report } from '../../src/provider-kit/check.ts';
import { paysThroughBothApis } from './adapter-in-service.ts';
import { ENVIRONMENT, type Installed } from './installed.ts';

const MODULES = join(import.meta.dirname, '../../node_modules');
const COMPILER = join(MODULES, 'typescript/bin/tsc');
const EXAMPLE = join(import.meta.dirname, '../../examples/provider');

type Ended = { readonly code?: number; readonly stdout: string };

/** What authors of adapters do in a project that has the package. */
export function adapterTests(shop: () => Installed): void {
  const run = (program: string, ...args: string[]): Promise<Ended> =>
    promisify(execFile)(program, args, { cwd: shop().directory, env: ENVIRONMENT, maxBuffer: 2 ** 26 }).catch(
      (error: Ended) => error,
    );
  const node = (...args: string[]) => run(process.execPath, ...args);
  /** As its author builds it, with the libraries of this checkout. */
  const build = (folder: string) =>
    node(COMPILER, '--project', join(folder, 'tsconfig.json'), '--typeRoots', join(MODULES, '@types'));

  describe('an adapter in a package of its own', () => {
    beforeAll(() => cp(EXAMPLE, join(shop().directory, 'acme-pay'), { recursive: true }));

    test('an adapter in a package of its own is built with the types of fitstack-payments/provider-kit', async () => {
      expect(await build('acme-pay')).toEqual({ stdout: '', stderr: '' });
    });

    test('an adapter in a package of its own is loaded by its name, and takes payments through both APIs', async () => {
      await paysThroughBothApis(shop().directory, join(shop().directory, 'acme-pay'));
    });

    test('an adapter in a package of its own keeps every promise, says the kit', async () => {
      const { stdout } = await node('acme-pay/test/kit.ts');

      expect(stdout).toMatch(/^Acme Pay keeps every promise that applies: (\d+) of \1 kept\.\n/);
      expect(stdout).toContain('Not declared:');
    });

    test('an adapter in a package of its own that is wrong ends the kit with 1, the mistake and the page about it', async () => {
      const refunds = join(shop().directory, 'acme-pay/reversals/refunds.ts');
      const right = await readFile(refunds, 'utf8');
      await writeFile(refunds, right.replace(/\bidempotencyKey(?=,\s+read)/, 'crypto.randomUUID()'));

      const ended = await node('acme-pay/test/kit.ts', '--json', 'refund');
      await writeFile(refunds, right);

      const broken = (JSON.parse(ended.stdout) as Report).results.filter((result) => result.broken !== null);
      expect(ended).toMatchObject({ code: 1 });
      expect(broken.map(({ promise }) => promise)).toEqual([
        'A refund is sent once for one key, and again for another key',
      ]);
      const [page = '', anchor = ''] = broken[0]?.doc.split('#') ?? [];
      expect((await readFile(join(shop().home, page), 'utf8')).toLowerCase()).toContain(`# ${anchor}`);
    });
  });

  describe('npx fitstack-payments provider new', () => {
    const FOLDER = 'fitstack-payments-north-wind';
    beforeAll(async () => {
      const begun = await run('npx', 'fitstack-payments', 'provider', 'new', 'north_wind');
      expect(begun.stdout).toContain(`PROVIDERS=./${FOLDER}/registration.ts npx fitstack-payments`);
    });

    test('npx fitstack-payments provider new makes a package that depends on this one, and is built at once', async () => {
      const manifest = JSON.parse(await readFile(join(shop().directory, FOLDER, 'package.json'), 'utf8'));

      expect(manifest).toMatchObject({ name: FOLDER, peerDependencies: { 'fitstack-payments': '*' } });
      expect(await build(FOLDER)).toEqual({ stdout: '', stderr: '' });
    });

    test('npx fitstack-payments provider new makes a kit that lists what is to be written', async () => {
      const ended = await run('npm', 'run', '--silent', '--prefix', FOLDER, 'kit', '--', 'open', 'refund');

      expect(ended).toMatchObject({ code: 1 });
      expect(ended.stdout).toMatch(/^North Wind breaks \d+ promises/);
      expect(ended.stdout).toContain('To be written: `open`, in parents/parents.ts');
      expect(ended.stdout).not.toMatch(/TypeError|\n\s+at /);
    });
  });
}
