import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { onTestFinished } from 'vitest';
import { ENVIRONMENT } from './installed.ts';

type Command = { readonly cwd: string; readonly command: readonly string[]; readonly env: Record<string, string> };

/** A program in a project, and what it prints until `isEnough`. It ends with the test, if it is not stopped before. */
export async function start({ cwd, command, env }: Command, isEnough: (printed: string) => boolean) {
  const [program = '', ...args] = command;
  // A group of its own: npx does not pass on a signal, which reaches all of the group from a terminal.
  const child = spawn(program, args, { cwd, env: { ...ENVIRONMENT, ...env }, detached: true });
  const closed = once(child, 'close');
  const signal = (name: NodeJS.Signals) => child.pid !== undefined && process.kill(-child.pid, name);
  let printed = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text) => {
      printed += text;
    });
  onTestFinished(async () => {
    if (!child.stdout.closed) signal('SIGKILL');
    await closed;
  });
  while (!isEnough(printed)) {
    if (child.exitCode !== null) throw new Error(printed);
    await sleep(50);
  }
  return {
    printed: () => printed,
    async stop(): Promise<number | null> {
      signal('SIGTERM');
      return (await closed)[0];
    },
  };
}

export async function send<Answer>(method: string, url: string, token: string, body?: object): Promise<Answer> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const answer = await fetch(url, { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) });
  return (await answer.json()) as Answer;
}

export const post = <Answer>(url: string, token: string, body?: object) => send<Answer>('POST', url, token, body);
