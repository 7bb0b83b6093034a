import type { Command } from 'commander';
import { address, chance, segment, whole } from './arguments.ts';
import { addCommand, addGroup, given } from './command.ts';
import { localService } from './configuration.ts';
import { record, show, table } from './output.ts';
import { ask } from './service.ts';
import { addStartSandboxCommand, type StartSandbox } from './start-sandbox.ts';
import { terminalOf } from './terminal.ts';

type Webhook = { readonly id: string; readonly event_type: string; readonly status_code: number | null };
type Settled = { readonly id: string; readonly status: string; readonly webhooks: readonly Webhook[] };
type Kind = { readonly fault: string; readonly description: string; readonly operations: readonly string[] };
type Switched = {
  readonly id: string;
  readonly fault: string;
  readonly provider: string | null;
  readonly operation: string | null;
  readonly struck: number;
  readonly left: number | null;
};
type Faults = { readonly faults: readonly Kind[]; readonly on: readonly Switched[] };

type FaultOptions = {
  readonly sandboxUrl?: string;
  readonly off?: string | true;
  readonly provider?: string;
  readonly operation?: string;
  readonly times?: number;
  readonly probability?: number;
  readonly seed?: number;
  readonly ms?: number;
};

/** The simulated providers alone; and for those that run, the buyer's hands and the providers' bad days. */
export function addSandboxCommands(program: Command, startSandbox: StartSandbox): void {
  const sandbox = addGroup(
    program,
    'sandbox',
    'simulated providers, where no money moves: start them alone, be the buyer, let something go wrong',
  );

  addStartSandboxCommand(sandbox, startSandbox);

  addSandboxCommand(sandbox, {
    usage: 'pay <id> [action]',
    says: 'pay as the buyer would: succeed (default), fail, voucher, process, require_action, cancel or pay_twice',
    example: 'sandbox pay 660e8400-e29b-41d4-a716-446655440000 fail',
  })
    .option('--hold', 'keep the webhook back, as a slow network would')
    .action(async (id: string, action = 'succeed', { hold }: { hold?: boolean }, command: Command) => {
      const path = `/payments/${segment(id)}/${segment(action)}${hold ? '?hold=1' : ''}`;
      const settled = (await asked(command, 'POST', path)) as Settled;
      show(command, settled, () => paid(settled));
    });

  addSandboxCommand(sandbox, {
    usage: 'fault [fault]',
    says: 'switch on what goes wrong at the providers; without one, list what can',
    example: 'sandbox fault hang_after --provider stripe --operation open --times 1',
  })
    .option('--off [id]', 'switch one off, or all of them')
    .option('--provider <name>', 'at this one only')
    .option('--operation <name>', 'open, find, fetch, close, capture, refund, webhook or pay')
    .option('--times <count>', 'how often it strikes (default: always)', whole)
    .option('--probability <chance>', 'how likely it strikes, from 0 to 1', chance)
    .option('--seed <number>', 'where the chance begins', whole)
    .option('--ms <milliseconds>', 'how long, for what lasts', whole)
    .action(async (fault: string | undefined, options: FaultOptions, command: Command) => {
      const { off, sandboxUrl: _where, ...rest } = options;
      if (off !== undefined) return switchOff(command, off);
      if (fault === undefined) return list(command);
      const switched = (await asked(command, 'POST', '/faults', given({ ...rest, fault }))) as Switched;
      show(command, switched, () => record({ ...switched }));
    });
}

function addSandboxCommand(sandbox: Command, about: Parameters<typeof addCommand>[1]): Command {
  return addCommand(sandbox, about).option(
    '--sandbox-url <url>',
    'where the sandbox is (default: the port after $PORT)',
    address,
  );
}

async function switchOff(command: Command, id: string | true): Promise<void> {
  const answer = await asked(command, 'DELETE', id === true ? '/faults' : `/faults/${segment(id)}`);
  show(command, answer, () => `Switched off: ${(answer as { readonly switched_off: number }).switched_off}`);
}

async function list(command: Command): Promise<void> {
  const faults = (await asked(command, 'GET', '/faults')) as Faults;
  show(command, faults, () => listed(faults));
}

function asked(command: Command, method: string, path: string, body?: object): Promise<unknown> {
  const { sandboxUrl } = command.opts<{ readonly sandboxUrl?: string }>();
  const base = sandboxUrl?.replace(/\/+$/, '') ?? `http://127.0.0.1:${localService(terminalOf(command).env).port + 1}`;
  return ask(`${base}/sandbox${path}`, method, body === undefined ? {} : { body });
}

function paid({ id, status, webhooks }: Settled): string {
  const settled = record({ 'at the provider': id, status });
  const rows = webhooks.map((one) => [
    one.event_type,
    one.status_code === null ? 'kept back' : one.status_code,
    one.id,
  ]);
  return rows.length === 0 ? settled : `${settled}\n\n${table(['WEBHOOK', 'ANSWERED', 'ID'], rows)}`;
}

function listed({ faults, on }: Faults): string {
  const kinds = table(
    ['FAULT', 'WHAT HAPPENS'],
    faults.map(({ fault, description }) => [fault, description]),
  );
  if (on.length === 0) return `${kinds}\n\nNone is switched on.`;
  const rows = on.map((one) => [one.id, one.fault, one.provider, one.operation, one.struck, one.left]);
  return `${kinds}\n\n${table(['ON', 'FAULT', 'PROVIDER', 'OPERATION', 'STRUCK', 'LEFT'], rows)}`;
}
