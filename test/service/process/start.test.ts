import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { readMigrations } from '../../../src/adapters/store/postgres/migrations.ts';
import { ConfigError } from '../../../src/config/config.ts';
import { startService as startHere } from '../../../src/service.ts';
import { createDatabase } from '../../adapters/store/postgres/create-database.ts';
import { onServer } from '../../adapters/store/postgres/server-database.ts';
import { surroundings } from '../../surroundings.ts';

// Each starts whole processes, beside other tests that do the same.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const MAIN = join(import.meta.dirname, '../../../src/main.ts');
const CLI = join(import.meta.dirname, '../../../bin/cli.ts');

type Ended = { readonly code: number | null; readonly lines: readonly string[] };

let dataDir: string;
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'fitstack-start-'));
});
afterAll(() => rm(dataDir, { recursive: true, force: true }));

/** Starts the service with nothing but these variables and waits for its end. */
async function start(env: Record<string, string>, program: readonly string[] = [MAIN]): Promise<Ended> {
  const child = spawn(process.execPath, program, {
    env: { ...surroundings(), DATA_DIR: dataDir, ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const [errors, [code]] = await Promise.all([text(child.stderr), once(child, 'exit')]);
  return { code, lines: errors.trim().split('\n') };
}

/** What stops a start in this process. As a process it prints a line for each, and ends with 1. */
async function refusalOf(env: Record<string, string>): Promise<readonly string[]> {
  const output = { write() {} };
  const error = await startHere({ DATA_DIR: dataDir, ...env }, output).catch((error: Error) => error);
  return error instanceof ConfigError ? error.problems : [String(Object(error).message)];
}

test('wrong configuration stops the start with one line per variable', async () => {
  const { code, lines } = await start({
    PORT: 'eighty',
    JWT_SECRET: 'short',
    STRIPE_SECRET_KEY: 'sk_test_x',
    DATABASE_URL: 'mysql://localhost/x',
    MERCADOPAGO_API_BASE: 'http://example.com',
    RATE_LIMIT_MAX: '0',
    CREDENTIALS_KEY: 'k1:short',
  });

  expect(code).toBe(1);
  expect(lines.map((line) => /^fitstack-payments: (\w+): ./.exec(line)?.[1]).sort()).toEqual([
    'CREDENTIALS_KEY',
    'DATABASE_URL',
    'JWT_SECRET',
    'MERCADOPAGO_API_BASE',
    'PORT',
    'RATE_LIMIT_MAX',
    'STRIPE_WEBHOOK_SECRET',
  ]);
});

test('production names everything that it needs', async () => {
  const lines = await refusalOf({ NODE_ENV: 'production', SANDBOX: '1' });

  for (const name of ['DATABASE_URL', 'PUBLIC_URL', 'CREDENTIALS_KEY', 'JWT_SECRET', 'SANDBOX'])
    expect(lines.filter((line) => line.includes(`${name}: `))).toHaveLength(1);
});

test.each([
  ['STRIPE_SECRET_KEY', { STRIPE_SECRET_KEY: 'sk_live_x', STRIPE_WEBHOOK_SECRET: 'whsec_x' }],
  ['MERCADOPAGO_ACCESS_TOKEN', { MERCADOPAGO_ACCESS_TOKEN: 'APP_USR-1-2-3-4', MERCADOPAGO_WEBHOOK_SECRET: 'x' }],
])('a sandbox beside the live credential in %s is refused', async (name, credential) => {
  expect(await refusalOf({ SANDBOX: '1', ...credential })).toEqual([expect.stringContaining(name)]);
});

test('a database that can not be reached is one line', async () => {
  const { code, lines } = await start({ DATABASE_URL: 'postgresql://user:hidden@127.0.0.1:1/none' });

  expect({ code, lines: lines.length }).toEqual({ code: 1, lines: 1 });
  expect(lines[0]).toContain('127.0.0.1:1/none');
  expect(lines[0]).not.toContain('hidden');
});

test('a second process on one data directory stops with one line', async () => {
  const { startService } = await import('../../../src/sandbox/demo/service.ts');
  const service = await startService({ DATA_DIR: dataDir });
  try {
    const { code, lines } = await start({ PORT: '1' });

    expect({ code, lines: lines.length }).toEqual({ code: 1, lines: 1 });
    expect(lines[0]).toContain(dataDir);
  } finally {
    await service.stop();
  }
});

onServer('A database without the migrations', () => {
  test('K6, a database without the migrations is migrated by two processes at once as by one', async () => {
    const database = await createDatabase(process.env['TEST_DATABASE_URL'] ?? '');
    try {
      const ends = await Promise.all([1, 2].map(() => start({ DATABASE_URL: database.url }, [CLI, 'migrate'])));
      const applied = await database.query(
        'SELECT migration_name FROM _prisma_migrations WHERE finished_at IS NOT NULL',
      );

      expect(ends).toEqual([
        { code: 0, lines: [''] },
        { code: 0, lines: [''] },
      ]);
      expect(applied).toHaveLength((await readMigrations()).length);
    } finally {
      await database.drop();
    }
  });

  test('a database without the migrations stops the start with one line that says what to run', async () => {
    const database = await createDatabase(process.env['TEST_DATABASE_URL'] ?? '');
    try {
      expect(await refusalOf({ DATABASE_URL: database.url })).toEqual([expect.stringMatching(/^[^\n]*migrate[^\n]*$/)]);
    } finally {
      await database.drop();
    }
  });
});
