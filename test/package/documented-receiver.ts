import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { onTestFinished, type TestContext, vi } from 'vitest';
import { freePort } from '../../src/sandbox/demo/free-port.ts';
import { surroundings } from '../surroundings.ts';
import { pythonWith } from './python.ts';

const ROOT = join(import.meta.dirname, '../..');

/** How each language marks its code in the document, and what runs it. */
const LANGUAGES = {
  Node: { mark: 'js', file: 'receiver.mjs', program: () => process.execPath },
  Python: { mark: 'python', file: 'receiver.py', program: (context: TestContext) => pythonWith(context, 'sqlite3') },
} as const;

export type Language = keyof typeof LANGUAGES;
export type Kept = { readonly id: string; readonly body: string };
export type Receiver = { readonly url: string; readonly inbox: () => readonly Kept[] };

/** Runs the receiver of docs/events.md in an empty directory, until the test ends; `subscribe` returns the secret for its URL. */
export async function startReceiver(
  context: TestContext,
  language: Language,
  subscribe: (url: string) => Promise<string>,
): Promise<Receiver> {
  const { mark, file, program } = LANGUAGES[language];
  const runs = program(context);
  const directory = await mkdtemp(join(tmpdir(), 'fitstack-receiver-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  await writeFile(join(directory, file), await snippet(mark));
  // What `npm install standardwebhooks` makes.
  await symlink(join(ROOT, 'node_modules'), join(directory, 'node_modules'));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}/`;
  const env = { ...surroundings(), PORT: String(port), WEBHOOK_SECRET: await subscribe(url) };
  const child = spawn(runs, [file], { cwd: directory, env, stdio: ['ignore', 'inherit', 'pipe'] });
  onTestFinished(() => end(child));
  await listening(child, port);
  return { url, inbox: () => rowsOf(join(directory, 'inbox.db')) };
}

async function snippet(mark: string): Promise<string> {
  const page = await readFile(join(ROOT, 'docs/events.md'), 'utf8');
  const found = [...page.matchAll(/^```(\w+)\n(.*?)^```$/gms)].filter(([, its]) => its === mark);
  if (found.length !== 1) throw new Error(`docs/events.md has ${found.length} receivers in ${mark}`);
  return found[0]?.[2] ?? '';
}

/** What it writes is its log of requests; it is shown when the program ends before it listens. */
async function listening(child: ChildProcess, port: number): Promise<void> {
  let written = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    written += text;
  });
  await vi
    .waitFor(() => connected(port), { timeout: 20_000, interval: 50 })
    .catch(() => {
      throw new Error(`the receiver does not listen: ${written}`);
    });
}

async function connected(port: number): Promise<void> {
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect').finally(() => socket.destroy());
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const exited = once(child, 'exit');
  child.kill();
  await exited;
}

function rowsOf(file: string): readonly Kept[] {
  if (!existsSync(file)) return [];
  const db = new DatabaseSync(file, { readOnly: true, timeout: 5000 });
  try {
    return db.prepare('SELECT id, body FROM inbox').all() as Kept[];
  } finally {
    db.close();
  }
}
