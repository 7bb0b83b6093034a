import { type Command, InvalidArgumentError } from 'commander';

type About = {
  /** The command's name and arguments, as commander reads them. */
  readonly usage: string;
  readonly says: string;
  /** What somebody would type, without the program's name. */
  readonly example: string;
};

/** A command with a line of its own in the help of its parent, and an example in its own. */
export function addCommand(parent: Command, { usage, says, example }: About): Command {
  return parent.command(usage).description(says).addHelpText('after', `\nExample:\n  $ npm run cli -- ${example}`);
}

/** A command that asks a running service. */
export function addClientCommand(parent: Command, about: About): Command {
  return addCommand(parent, about)
    .option('--url <url>', 'where the service is (default: http://localhost:$PORT$BASE_PATH)')
    .option('--token <token>', 'a bearer token; everybody on this machine can see it, unlike one in FITSTACK_TOKEN');
}

/** Commands that stand under one word. */
export function addGroup(program: Command, name: string, says: string): Command {
  return program.command(name).description(says);
}

/** An option's whole number: nothing is guessed of `10.5` or `1e3`. */
export function whole(text: string): number {
  if (!/^\d{1,15}$/.test(text)) throw new InvalidArgumentError('It must be a whole number.');
  return Number(text);
}

/** An option's number from 0 to 1. */
export function chance(text: string): number {
  if (!/^(?:0?\.\d+|[01])$/.test(text)) throw new InvalidArgumentError('It must be a number from 0 to 1.');
  return Number(text);
}

/** Part of a path, whatever was typed. */
export function segment(text: string): string {
  return encodeURIComponent(text);
}

/** What was typed, without the options that were left out. */
export function given(options: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}
