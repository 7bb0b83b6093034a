import { describe, expect, test } from 'vitest';
import { freePort } from '../../src/sandbox/demo/free-port.ts';
import { runCli } from './cli.ts';

const COMMANDS = [
  'migrate',
  'token',
  'order put',
  'order get',
  'order cancel',
  'gym put',
  'gym get',
  'gym list',
  'gym connect',
  'payment list',
  'payment find',
  'payment export',
  'payment get',
  'payment explain',
  'payment cancel',
  'payment capture',
  'payment receive',
  'payment refund',
  'payment sync',
  'payment resolve',
  'explain',
  'problems list',
  'problems summary',
  'problems retry',
  'problems resolve',
  'statistics',
  'endpoint create',
  'endpoint list',
  'endpoint get',
  'endpoint put',
  'endpoint delete',
  'endpoint rotate-secret',
  'endpoint test',
  'endpoint redeliver',
  'events list',
  'events get',
  'events deliveries',
  'events deliver',
  'sandbox start',
  'sandbox pay',
  'sandbox fault',
  'provider new',
];

describe('the command line', () => {
  test.each(COMMANDS)('the command line helps with %s, by an example', async (command) => {
    const { code, out } = await runCli([...command.split(' '), '--help']);

    expect(code).toBe(0);
    expect(out).toContain(`Usage: fitstack-payments ${command}`);
    expect(out).toContain('--json');
    expect(out).toMatch(new RegExp(`Example:\n  \\$ npm run cli -- ${command}\\b`));
  });

  test('the command line lists every command', async () => {
    const groups = [...new Set(COMMANDS.map((command) => command.split(' ')[0] ?? ''))];
    const pages = await Promise.all([[], ...groups.map((group) => [group])].map((path) => runCli([...path, '--help'])));
    const listed = pages.map(({ out }) => out).join('\n');

    for (const command of COMMANDS) expect(listed).toMatch(new RegExp(`^  ${command.split(' ').at(-1)} `, 'm'));
  });

  test.each([
    ['an unknown command', ['frobnicate']],
    ['an argument that is missing', ['payment', 'get']],
    ['an option that is missing', ['payment', 'resolve', 'x', 'y']],
    ['an unknown option', ['gym', 'list', '--colour']],
    ['an amount with a comma', ['payment', 'refund', 'x', '--amount', '10,5']],
    ['an amount in another notation', ['payment', 'refund', 'x', '--amount', '1e3']],
    ['nothing to make a token with', ['payment', 'list']],
    ['nothing to make a token of', ['token', '--sub', 'u']],
    ['a configuration that is wrong', ['migrate']],
  ])('the command line says in one line that there is %s', async (_what, args) => {
    const env = { DATA_DIR: '/nonexistent', ...(args[0] === 'migrate' && { DATABASE_URL: 'mysql://x' }) };

    const { code, out, err } = await runCli(args, { env });

    expect(code).toBe(1);
    expect(out).toBe('');
    expect(err).toMatch(/^fitstack-payments: .+\n$/);
  });

  test.each([
    [['paymnet'], "unknown command 'paymnet' (Did you mean payment?)"],
    [['--url', 'http://localhost:1', 'token', '--sub', 'u'], "unknown option '--url'"],
    [['token', '--sub', 'u', '--token', 'x'], "unknown option '--token'"],
    [['token', '--sub', ''], "option '--sub <user>' argument '' is invalid."],
    [['token', '--sub', 'a\nb'], "option '--sub <user>' argument 'a b' is invalid."],
    [['token', '--sub', 'u', '--scope', ' '], "option '--scope <scopes>' argument ' ' is invalid."],
    [
      ['token', '--sub', 'u', '--scope', 'gyms:write nope'],
      "argument 'gyms:write nope' is invalid. It must name scopes: orders:write, gyms:write, payments:read, payments:manage, webhooks:manage, keys:manage, audit:read.",
    ],
    [['payment', 'cancel', ''], "'' is no id"],
    [['payment', 'resolve', 'x', '..', '--reason', 'r'], "'..' is no id"],
    [['payment', 'refund', '.'], "'.' is no id"],
    [['payment', 'refund', 'x', '--key', 'ключ'], "option '--key <key>' argument 'ключ' is invalid."],
    [['gym', 'list', '--token', 'a b'], 'The token must be visible ASCII characters'],
    [['gym', 'list', '--url', 'localhost:8080'], "option '--url <url>' argument 'localhost:8080' is invalid."],
    [['provider', 'new', 'Some-Pay'], 'It must be words of small letters and digits, with _ between them'],
    [['sandbox', 'fault', '--sandbox-url', ''], "option '--sandbox-url <url>' argument '' is invalid."],
  ])('the command line refuses %j in one line, and sends nothing', async (args, words) => {
    // All that it would need to go on; asking would say that nothing answers.
    const env = { JWT_SECRET: 'x'.repeat(32), FITSTACK_TOKEN: 'x', PORT: String(await freePort()) };

    const { code, out, err } = await runCli([...args, '--json'], { env });

    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(/^fitstack-payments: .+\n$/);
    expect(err).toContain(words);
  });

  test('the command line prints its version', async () => {
    expect(await runCli(['--version'])).toEqual({ code: 0, out: '0.1.0\n', err: '' });
  });

  test('an empty FITSTACK_TOKEN is none', async () => {
    const { err } = await runCli(['gym', 'list'], { env: { FITSTACK_TOKEN: '', DATA_DIR: '/nonexistent' } });

    expect(err).toContain('There is no token (set FITSTACK_TOKEN)');
  });

  test('the command line says in one line that nothing is running', async () => {
    const url = `http://127.0.0.1:${await freePort()}`;

    const { code, out, err } = await runCli(['payment', 'list', '--url', url], { env: { FITSTACK_TOKEN: 'x' } });

    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toBe(`fitstack-payments: Nothing answers at ${url} (ECONNREFUSED): is the service running?\n`);
  });
});
