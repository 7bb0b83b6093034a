import { expect, test } from 'vitest';
import { onServer } from '../adapters/store/postgres/server-database.ts';
import { runCli } from './cli.ts';

const ELSEWHERE = 'postgresql://owner@db.example/payments';

test.each([
  [{ NODE_ENV: 'production' }, 'DATABASE_URL: is required in production'],
  [{ NODE_ENV: 'production', DATABASE_URL: ELSEWHERE }, 'DATABASE_URL: must verify another machine by TLS'],
  [{ NODE_ENV: 'prod', DATABASE_URL: ELSEWHERE }, 'NODE_ENV: must be one of production'],
  [{ DATABASE_URL: 'mysql://localhost/payments' }, 'DATABASE_URL: must be a URL that starts with postgresql://'],
  [{}, 'DATABASE_URL: is required (the embedded database migrates by itself)'],
])('a migration refuses a database that the service would refuse: %j', async (env, words) => {
  const { code, out, err } = await runCli(['migrate'], { env });

  expect({ code, out }).toEqual({ code: 1, out: '' });
  expect(err).toMatch(/^fitstack-payments: .+\n$/);
  expect(err).toContain(words);
});

onServer('A migration', (database) => {
  test.each(['development', 'production'])(
    'a migration in %s needs nothing but the database, whichever packages have the providers',
    async (NODE_ENV) => {
      const env = { NODE_ENV, DATABASE_URL: database().url, PROVIDERS: 'no-such-package', SOMEPAY_KEY: 'x', PORT: 'x' };

      expect(await runCli(['migrate'], { env })).toEqual({ code: 0, out: 'Nothing to apply.\n', err: '' });
    },
  );
});
