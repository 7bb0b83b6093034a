import { expect, test } from 'vitest';
import { withService } from './cli.ts';

const { cli, data } = withService();

test('api-key create prints a key that works as a token, until it is revoked', async () => {
  const made = await data(['api-key', 'create', '--name', 'Shop', '--scope', 'orders:write']);
  const key = String(made['key']);
  expect(made).toEqual({
    id: expect.any(String),
    name: 'Shop',
    scopes: ['orders:write'],
    key: expect.stringMatching(/^fsp_/),
    created_at: expect.stringMatching(/Z$/),
    expires_at: null,
    last_used_at: null,
  });

  const put = ['order', 'put', '--user', 'user-1', '--amount', '10.50', '--currency', 'USD', '--token', key];
  expect(await data(put)).toMatchObject({ status: 'pending' });
  expect(await cli(['gym', 'list', '--token', key])).toMatchObject({ code: 1, err: expect.stringContaining('(403)') });
  const { items } = await data<{ items: object[] }>(['api-key', 'list']);
  expect(items).toContainEqual({ ...made, key: undefined, last_used_at: expect.stringMatching(/Z$/) });

  expect(await data(['api-key', 'revoke', String(made['id'])])).toEqual({ id: made['id'], revoked: true });

  expect(await cli(put)).toMatchObject({ code: 1, err: expect.stringContaining('(401)') });
  expect(await cli(['api-key', 'revoke', String(made['id'])])).toMatchObject({
    code: 1,
    err: 'fitstack-payments: API key not found (404)\n',
  });
});

test('api-key create shows a key with what it grants, and api-key list a line of it without the key', async () => {
  const options = ['--name', 'Accounting', '--scope', 'payments:read', '--expires-at', '2099-01-01T00:00:00Z'];

  const created = await cli(['api-key', 'create', ...options]);

  expect(created).toMatchObject({ code: 0, err: '' });
  expect(created.out).toMatch(/^key +fsp_\S+$/m);
  expect(created.out).toMatch(/^scopes +payments:read$/m);
  expect(created.out).toMatch(/^expires +2099-01-01 00:00:00/m);
  const { out } = await cli(['api-key', 'list']);
  expect(out).toMatch(/^\S+ +Accounting +payments:read +20\S+ \S+ +2099-01-01 \S+ +-$/m);
  expect(out).not.toContain('fsp_');
});

test('api-key create takes no unknown scope', async () => {
  const { code, err } = await cli(['api-key', 'create', '--name', 'Shop', '--scope', 'everything']);

  expect(code).toBe(1);
  expect(err).toContain('It must name scopes: orders:write');
});
