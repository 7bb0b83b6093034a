import { Command, CommanderError } from 'commander';
import { ConfigError } from '../config/config.ts';
import { VERSION } from '../config/version.ts';
import { addClientOptions } from './command.ts';
import { addApiKeyCommands } from './commands/api-keys.ts';
import { addAuditCommands } from './commands/audit.ts';
import { addEndpointCommands } from './commands/endpoints.ts';
import { addEventCommands } from './commands/events.ts';
import { addGymCommands } from './commands/gyms.ts';
import { addOrderCommands } from './commands/orders.ts';
import { addExplainCommand } from './commands/payments/explain.ts';
import { addPaymentCommands } from './commands/payments/payments.ts';
import { addProblemCommands } from './commands/problems.ts';
import { addProviderCommands } from './commands/providers.ts';
import { addSetupCommands } from './commands/setup.ts';
import { addStatisticsCommand } from './commands/statistics.ts';
import { addSandboxCommands } from './sandbox.ts';
import type { StartSandbox } from './start-sandbox.ts';
import { setTerminal, type Terminal } from './terminal.ts';

/** Runs one command, as it was typed after the program's name. Its exit code: 0 when it succeeded, 1 otherwise. */
export async function run(args: readonly string[], terminal: Terminal, startSandbox: StartSandbox): Promise<number> {
  try {
    await programOn(terminal, startSandbox).parseAsync(args, { from: 'user' });
    return 0;
  } catch (error) {
    // Of help, versions and what can't be parsed everything was printed.
    if (error instanceof CommanderError) return error.exitCode;
    for (const line of linesOf(error)) complain(terminal, line);
    return 1;
  }
}

function programOn(terminal: Terminal, startSandbox: StartSandbox): Command {
  // The settings stand first: each command takes over those that its parent has when it is added.
  const program = new Command('fitstack-payments')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => terminal.write(text),
      writeErr: (text) => terminal.writeError(text),
      outputError: (message) => complain(terminal, message.replace(/^error: /, '')),
      getOutHelpWidth: () => terminal.columns,
      getErrHelpWidth: () => terminal.columns,
    })
    .configureHelp({ showGlobalOptions: true })
    .description(
      'FitStack Payments. Without a command it is the service, configured by environment variables: without any, the sandbox, ' +
        'where no money moves. With a command it is the command line of the service.',
    )
    .version(VERSION, '--version', 'print the version')
    .option('--json', 'print the data as JSON instead of text');
  setTerminal(program, terminal);
  addClientOptions(program);
  addSetupCommands(program);
  addOrderCommands(program);
  addGymCommands(program);
  addApiKeyCommands(program);
  addEndpointCommands(program);
  addEventCommands(program);
  addAuditCommands(program);
  addPaymentCommands(program);
  addExplainCommand(program, 'explain');
  addProblemCommands(program);
  addStatisticsCommand(program);
  addSandboxCommands(program, startSandbox);
  addProviderCommands(program);
  return program;
}

function linesOf(error: unknown): readonly string[] {
  if (error instanceof ConfigError) return error.problems;
  return [error instanceof Error ? error.message : String(error)];
}

/** In one line, whatever it was made of. */
function complain(terminal: Terminal, message: string): void {
  terminal.writeError(`fitstack-payments: ${message.trim().replace(/\s*\n\s*/g, ' ')}\n`);
}
