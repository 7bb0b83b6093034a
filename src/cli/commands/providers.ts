import type { Command } from 'commander';
import { IS_CHECKOUT, TYPED } from '../../config/version.ts';
import { providerName } from '../arguments.ts';
import { addCommand, addGroup } from '../command.ts';
import { show } from '../output.ts';

/** What developers of adapters need beside the kit. */
export function addProviderCommands(program: Command): void {
  const provider = addGroup(program, 'provider', 'adapters of payment providers (docs/adding-a-provider.md)');

  addCommand(provider, {
    usage: 'new',
    says:
      'begin an adapter: what is to be written, a stub of the provider, and the test that lists what is missing; in a project ' +
      'with the package, in a package of its own',
    example: 'provider new some_pay',
  })
    .argument('<name>', 'as it is written in addresses', providerName)
    .action(async (name: string, _options: unknown, command: Command) => {
      // No other command has a use for it.
      const { beginInCheckout, beginPackage } = await import('../provider/begin.ts');
      const begun = await (IS_CHECKOUT ? beginInCheckout(name) : beginPackage(name));
      show(
        command,
        begun,
        () => `Made ${begun.folder}.\n\n${IS_CHECKOUT ? inCheckout(name) : inPackage(begun.folder)}`,
      );
    });
}

const INVENTED =
  'What the files say of the API is invented: docs/adding-a-provider.md says what to replace, step by step.';

function inCheckout(name: string): string {
  return `What is missing:    npm run kit -- ${name}
For the documents:  npm run documents

${INVENTED}`;
}

function inPackage(folder: string): string {
  return `What is missing:    cd ${folder} && npm run kit
In the service:     PROVIDERS=./${folder}/registration.ts ${TYPED}

${INVENTED}`;
}
