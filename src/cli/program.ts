import { Command } from 'commander';
import { ConfigError } from '../config.ts';
import { VERSION } from '../version.ts';
import { addExplainCommand } from './explain.ts';
import { addGymCommands } from './gyms.ts';
import { addOrderCommands } from './orders.ts';
import { addPaymentCommands } from './payments.ts';
import { addSandboxCommands } from './sandbox.ts';
import { addSetupCommands } from './setup.ts';

const program = new Command('fitstack-payments')
  .description('The command line of FitStack Payments')
  .version(VERSION, '--version', 'print the version')
  .option('--json', 'print the data as JSON instead of text')
  .configureHelp({ showGlobalOptions: true })
  .configureOutput({ outputError: (message) => complain(message.replace(/^error: /, '')) });

addSetupCommands(program);
addOrderCommands(program);
addGymCommands(program);
addPaymentCommands(program);
addExplainCommand(program, 'explain');
addSandboxCommands(program);

program.parseAsync().catch((error: unknown) => {
  const lines =
    error instanceof ConfigError ? error.problems : [error instanceof Error ? error.message : String(error)];
  for (const line of lines) complain(line);
  process.exitCode = 1;
});

/** In one line, whatever it was made of. */
function complain(message: string): void {
  process.stderr.write(`fitstack-payments: ${message.trim().replace(/\s*\n\s*/g, ' ')}\n`);
}
