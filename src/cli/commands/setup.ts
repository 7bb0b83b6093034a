import type { Command } from 'commander';
import { loadDatabaseUrl } from '../../config/config.ts';
import { scopes, userId } from '../arguments.ts';
import { addCommand } from '../command.ts';
import { tokenFor } from '../configuration.ts';
import { show } from '../output.ts';
import { terminalOf } from '../terminal.ts';

/** What works on the configuration, without a running service. */
export function addSetupCommands(program: Command): void {
  addCommand(program, {
    usage: 'migrate',
    says: 'apply the database migrations that DATABASE_URL lacks',
    example: 'migrate',
  }).action(async (_options: unknown, command: Command) => {
    const databaseUrl = loadDatabaseUrl(terminalOf(command).env);
    if (databaseUrl === null) throw new Error('DATABASE_URL: is required (the embedded database migrates by itself)');
    // The other commands have no use for a database's code.
    const { migrate } = await import('../../adapters/store/index.ts');
    const applied = await migrate(databaseUrl);
    show(command, { applied }, () => (applied.length === 0 ? 'Nothing to apply.' : `Applied ${applied.join(', ')}.`));
  });

  addCommand(program, {
    usage: 'token',
    says: 'print a bearer token that is good for one hour',
    example: "token --sub user-1 --scope 'orders:write payments:manage'",
  })
    .requiredOption('--sub <user>', 'the user id', userId)
    .option('--scope <scopes>', 'what it grants beyond own payments, separated by spaces', scopes)
    .action(({ sub, scope }: { sub: string; scope?: string }, command: Command) => {
      const token = tokenFor(terminalOf(command).env, sub, scope ?? null);
      show(command, { token }, () => token);
    });
}
