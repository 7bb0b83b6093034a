import { createInterface } from 'node:readline/promises';
import type { Command } from 'commander';

/** An option of every command that moves money, or ends what could bring some. */
export function addYesOption(command: Command): Command {
  return command.option('--yes', 'do it without asking first, as in a script');
}

/**
 * Asks the operator on the terminal before money moves; what is piped has nobody to ask, and needs `--yes`.
 * @throws Error when the answer is no, or nobody can be asked.
 */
export async function confirm(command: Command, what: string, afterwards: string): Promise<void> {
  if (command.opts<{ readonly yes?: boolean }>().yes) return;
  if (!process.stdin.isTTY) throw new Error(`${what}? Nothing was done: add --yes to do it without being asked`);
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await terminal.question(`${what}?\n${afterwards}\nType yes to go on: `);
  terminal.close();
  if (!/^(?:y|yes)$/i.test(answer.trim())) throw new Error('Nothing was done');
}
