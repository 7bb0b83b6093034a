import { type Command, Option } from 'commander';
import { TYPED } from '../config/version.ts';
import { address } from './arguments.ts';
import { terminalOf } from './terminal.ts';

type About = {
  /** The command's name and arguments, as commander reads them. */
  readonly usage: string;
  readonly says: string;
  /** An example of use, without the program's name. */
  readonly example: string;
  /** Whether its parent does this when no command of its own is named. */
  readonly isDefault?: boolean;
};

/** A command with a line of its own in the help of its parent, and an example in its own. */
export function addCommand(parent: Command, { usage, says, example, isDefault = false }: About): Command {
  return parent
    .command(usage, { isDefault })
    .description(says)
    .addHelpText('after', `\nExample:\n  $ ${TYPED} ${example}`);
}

const URL_HELP = 'where the service is (default: http://localhost:$PORT$BASE_PATH)';
const TOKEN_HELP = 'a bearer token or an API key; other users of this machine can see it, unlike one in FITSTACK_TOKEN';

const clientOptions = () => [
  new Option('--url <url>', URL_HELP).argParser(address),
  new Option('--token <token>', TOKEN_HELP),
];

/** A command that asks a running service. */
export function addClientCommand(parent: Command, about: About): Command {
  const command = addCommand(parent, about);
  for (const option of clientOptions()) command.addOption(option);
  return command;
}

/** Takes the options of client commands before the command, too. A command that asks no service refuses them there as well. */
export function addClientOptions(program: Command): void {
  for (const option of clientOptions()) program.addOption(option.hideHelp());
  program.hook('preAction', (_program, command) => {
    const given = program.options.filter((option) => option.hidden && option.attributeName() in program.opts());
    const unknown = given.find(({ long }) => !command.options.some((own) => own.long === long));
    if (unknown !== undefined) command.error(`unknown option '${unknown.long}'`);
  });
}

/** Commands that stand under one word. */
export function addGroup(program: Command, name: string, says: string): Command {
  return program.command(name).description(says);
}

/** What was typed, without the options that were left out. */
export function given(options: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}

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
