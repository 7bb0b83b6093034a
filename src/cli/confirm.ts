import type { Command } from 'commander';
import { terminalOf } from './terminal.ts';

/** An option of every command that moves money, or ends what could bring some. */
export function addYesOption(command: Command): Command {
  return command.option('--yes', 'do it without asking first, as in a script');
}

/**
 * Asks the operator on the terminal before money moves. Without a terminal, as in a pipe, the command needs `--yes`.
 * @throws Error when the answer is no, or there is no terminal.
 */
export async function confirm(command: Command, what: string, afterwards: string): Promise<void> {
  if (command.opts<{ readonly yes?: boolean }>().yes) return;
  const terminal = terminalOf(command);
  if (!terminal.isInteractive) throw new Error(`${what}? Nothing was done: add --yes to do it without being asked`);
  const answer = await terminal.ask(`${what}?\n${afterwards}\nType yes to go on: `);
  if (!/^(?:y|yes)$/i.test(answer.trim())) throw new Error('Nothing was done');
}
