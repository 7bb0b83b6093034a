import { execFile } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type TestContext, test } from 'vitest';
import { freePort } from '../../src/sandbox/demo/free-port.ts';

const run = promisify(execFile);

/** Where Debian keeps each version's programs; newest first. */
const VERSIONS = '/usr/lib/postgresql';

/** A PostgreSQL server that a test may stop and start, since no other test uses it. */
export type OwnServer = {
  /** Of a user who may create databases. */
  readonly url: string;
  /** As a crash would: no process is asked, nothing is flushed. */
  readonly stop: () => Promise<void>;
  readonly start: () => Promise<void>;
  readonly restart: () => Promise<void>;
  readonly remove: () => Promise<void>;
};

/** A test that needs a server of its own. Without PostgreSQL's programs it is shown as skipped, and fails where CI=true. */
export function onOwnServer(title: string, define: (context: TestContext, programs: string) => Promise<void>): void {
  test(title, async (context) => {
    const programs = programsOf();
    if (programs !== null) return define(context, programs);
    if (process.env['CI'] === 'true') throw new Error(`There is no PostgreSQL in ${VERSIONS}`);
    context.skip(`There is no PostgreSQL in ${VERSIONS}`);
  });
}

function programsOf(): string | null {
  if (!existsSync(VERSIONS)) return null;
  const versions = readdirSync(VERSIONS).sort((a, b) => Number(b) - Number(a));
  return (
    versions.map((version) => join(VERSIONS, version, 'bin')).find((bin) => existsSync(join(bin, 'initdb'))) ?? null
  );
}

export async function startOwnServer(programs: string): Promise<OwnServer> {
  const home = mkdtempSync(join(tmpdir(), 'fitstack-postgres-'));
  const data = join(home, 'data');
  const port = await freePort();
  // The server refuses to run as root, and then its user has to get at the directory.
  chmodSync(home, 0o777);
  const as = process.getuid?.() === 0 ? ['runuser', '-u', 'postgres', '--'] : [];
  const postgres = async (program: string, ...args: string[]) => {
    const [command = '', ...rest] = [...as, join(programs, program), ...args];
    await run(command, rest, { cwd: home });
  };
  const control = (...args: string[]) => postgres('pg_ctl', '--pgdata', data, '--silent', '--wait', ...args);
  const options = ['-o', `-p ${port} -k ${home} -c listen_addresses=127.0.0.1`, '-l', join(home, 'log')];
  const server = {
    url: `postgresql://postgres@127.0.0.1:${port}/postgres`,
    start: () => control('start', ...options),
    stop: () => control('stop', '-m', 'immediate'),
    restart: () => control('restart', '-m', 'immediate', ...options),
    async remove() {
      await control('stop', '-m', 'immediate').catch(() => {});
      rmSync(home, { recursive: true, force: true });
    },
  };
  await postgres('initdb', '--pgdata', data, '--auth', 'trust', '--username', 'postgres', '--encoding', 'UTF8');
  await server.start();
  return server;
}
