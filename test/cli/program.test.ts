import { execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { decodeJwt } from 'jose';
import { describe, expect, test } from 'vitest';
import { CLI, startCli } from './cli.ts';

// What the other tests, which run the command line in their own process, can not see: how the program itself is started.

describe('the program', () => {
  test('the program prints data on standard output, and ends with 0', async () => {
    expect(await startCli(['--version'])).toEqual({ code: 0, out: '0.1.0\n', err: '' });
  });

  test('the program prints errors on standard error, and ends with 1', async () => {
    const { code, out, err } = await startCli(['paymnet']);

    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toBe("fitstack-payments: unknown command 'paymnet' (Did you mean payment?)\n");
  });

  test('the program reads its environment', async () => {
    const { code, out } = await startCli(['token', '--sub', 'user-1'], { env: { JWT_SECRET: 'x'.repeat(32) } });

    expect({ code, sub: decodeJwt(out.trim()).sub }).toEqual({ code: 0, sub: 'user-1' });
  });

  test('the program reads standard input, and ends with 1 when a command fails', async () => {
    const args = ['gym', 'put', 'a', '--name', 'A', '--credentials-stdin'];

    const { code, out, err } = await startCli(args, { stdin: '\n' });

    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(/^fitstack-payments: Standard input must hold the credentials.+\n$/);
  });

  test('the program is the service when no command is given, and its help says so', async () => {
    const { code, out, err } = await startCli([], { env: { PORT: 'eighty' } });

    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(/^fitstack-payments: PORT: .+\n$/);
    expect((await startCli(['--help'])).out).toContain('Without a command it is the service');
  });

  test('the program says in one line that its Node is too old', async () => {
    const { engines } = JSON.parse(await readFile('package.json', 'utf8')) as { engines: { node: string } };
    const oldest = Number(engines.node.replace('>=', ''));
    const older = `Object.defineProperty(process, 'versions', { value: { node: '${oldest - 1}.9.0' } })`;
    const start = () =>
      execFileSync(process.execPath, ['--import', `data:text/javascript,${older}`, CLI, '--version'], {
        encoding: 'utf8',
        stdio: 'pipe',
      });

    expect(start).toThrow(
      expect.objectContaining({
        status: 1,
        stdout: '',
        stderr: `fitstack-payments: this is Node ${oldest - 1}.9.0, and Node ${oldest} or newer is needed\n`,
      }),
    );
  });
});
