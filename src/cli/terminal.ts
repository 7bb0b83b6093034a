import { createInterface } from 'node:readline/promises';
import { text } from 'node:stream/consumers';
import type { Command } from 'commander';
import type { Environment } from '../config/environment.ts';

/** All that the command line takes from the process that it runs in, and all that it gives back but its exit code. */
export type Terminal = {
  readonly env: Environment;
  /** How wide help may be. */
  readonly columns: number;
  /** Whether a person types what is read. */
  readonly isInteractive: boolean;
  /** What was typed or piped, to its end. */
  readAll(): Promise<string>;
  /** The line that the person types. @throws Error when they press Ctrl-C or Ctrl-D instead. */
  ask(question: string): Promise<string>;
  /** For data. */
  write(text: string): void;
  /** For errors, and for what else is no data. */
  writeError(text: string): void;
};

/** Where standard output is no terminal. */
const COLUMNS = 80;

/** A reader such as `head` may leave before the end: that is no failure of the command. */
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

/** `process.stdin` opens standard input when it is read: only what reads it may touch it. */
export const processTerminal: Terminal = {
  env: process.env,
  columns: process.stdout.columns ?? COLUMNS,
  get isInteractive() {
    return process.stdin.isTTY === true;
  },
  readAll: () => text(process.stdin),
  ask: askOnProcess,
  write: (text) => void process.stdout.write(text),
  writeError: (text) => void process.stderr.write(text),
};

async function askOnProcess(question: string): Promise<string> {
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return await lines.question(question);
  } finally {
    lines.close();
  }
}

const terminals = new WeakMap<Command, Terminal>();

/** Makes this the terminal of the program and of all its commands. */
export function setTerminal(program: Command, terminal: Terminal): void {
  terminals.set(program, terminal);
}

/** The terminal of the program that the command belongs to. */
export function terminalOf(command: Command): Terminal {
  const own = terminals.get(command);
  if (own !== undefined) return own;
  if (command.parent === null) throw new Error('The program has no terminal');
  return terminalOf(command.parent);
}
