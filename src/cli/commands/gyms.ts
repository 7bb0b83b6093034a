import { type Command, Option } from 'commander';
import type { GymLink, GymList, GymView } from '../answers.ts';
import { orNone, repeated, segment, whole } from '../arguments.ts';
import { addClientCommand, addGroup, given } from '../command.ts';
import {
  type CredentialOptions,
  type Credentials,
  credentialFields,
  credentialsIn,
  typedLines,
} from '../credentials.ts';
import { moment, record, show, table } from '../output.ts';
import { serviceOf } from '../service.ts';
import { terminalOf } from '../terminal.ts';

type PutOptions = CredentialOptions & {
  readonly name?: string;
  readonly enabled?: true;
  readonly disabled?: true;
  readonly provider?: string;
  readonly currency?: string;
  readonly returnUrl?: string;
  readonly statementDescriptor?: string;
  readonly signature?: string;
};

const SCOPE = 'gyms:write';

export function addGymCommands(program: Command): void {
  const gyms = addGroup(program, 'gym', 'who takes payments into an account of their own');

  addClientCommand(gyms, {
    usage: 'put <slug>',
    says: 'create a gym, or change the given fields',
    example: `gym put iron-temple --name "Iron Temple" --credentials-stdin < credentials.txt

A new gym needs a name. Of one that exists, what is not given stays as it is.

Secrets are no arguments, since everybody on a machine can read those. On standard input each line is one of the
provider's credentials, such as client_secret=…; a list has a line for each. Lines without names are those that the
provider requires, in its order; a list takes all that are left. Or set a variable for each, such as
FITSTACK_CLIENT_SECRET, or FITSTACK_WEBHOOK_SECRETS separated by commas. Without any, the stored ones stay. For the names,
GET /api/v1/providers.`,
  })
    .option('--name <name>', 'what people call it')
    .option('--enabled', 'switch its payments on, as those of a new gym are')
    .addOption(new Option('--disabled', 'switch its payments off').conflicts('enabled'))
    .option('--provider <name>', 'who takes the money')
    .option('--currency <code>', 'default: ARS')
    .option('--return-url <url>', "where the payment page sends buyers back; '' takes it away")
    .option('--statement-descriptor <text>', "what buyers read on their statements; '' is the gym's name")
    .option('--signature <policy>', 'required, or advisory: what unsigned notifications are worth')
    .option('--credentials-stdin', 'read the credentials from standard input')
    .option(
      '--credential <name=value>',
      'one that is no secret, such as public_key=…, beside them; can be repeated',
      repeated,
    )
    .action(async (slug: string, options: PutOptions, command: Command) => {
      const terminal = terminalOf(command);
      const typed = await typedLines(terminal, options);
      const path = `/api/v1/gyms/${segment(slug)}`;
      const service = serviceOf(command, SCOPE);
      // PUT replaces: a field that is left out would get a new gym's default.
      const present = await service.find<GymView>(path);
      const fields = await credentialFields(service, options.provider ?? present?.provider);
      const credentials = credentialsIn(terminal, typed, fields, options);
      const body = { ...(present ?? { payments_enabled: true }), ...bodyOf(options, credentials) };
      const gym = await service.call<GymView>('PUT', path, { body });
      show(command, gym, () => shown(gym));
    });

  addClientCommand(gyms, { usage: 'get <slug>', says: 'show a gym', example: 'gym get demo-gym' }).action(
    async (slug: string, _options: unknown, command: Command) => {
      const gym = await serviceOf(command, SCOPE).call<GymView>('GET', `/api/v1/gyms/${segment(slug)}`);
      show(command, gym, () => shown(gym));
    },
  );

  addClientCommand(gyms, {
    usage: 'connect <slug>',
    says: "print a link with which the gym's owner connects their account at the provider",
    example: 'gym connect iron-temple',
  })
    .option('--replace', 'also where another account than the present one is connected')
    .action(async (slug: string, { replace }: { replace?: true }, command: Command) => {
      const path = `/api/v1/gyms/${segment(slug)}/connect`;
      const link = await serviceOf(command, SCOPE).call<GymLink>('POST', path, { body: given({ replace }) });
      show(command, link, () => record({ link: link.authorization_url, 'good until': moment(link.expires_at) }));
    });

  addClientCommand(gyms, { usage: 'list', says: 'list the gyms', example: 'gym list --limit 50' })
    .option('--limit <count>', '1 to 100 (default: 20)', whole)
    .option('--cursor <cursor>', 'where the page begins, as the previous page ended')
    .action(async ({ limit, cursor }: { limit?: number; cursor?: string }, command: Command) => {
      const query = new URLSearchParams(given({ limit, cursor }) as Record<string, string>);
      const gyms = await serviceOf(command, SCOPE).call<GymList>('GET', `/api/v1/gyms?${query}`);
      show(command, gyms, () => listed(gyms));
    });
}

function bodyOf(options: PutOptions, credentials: Credentials | null): object {
  return given({
    name: options.name,
    payments_enabled: options.enabled ?? (options.disabled && false),
    provider: options.provider,
    currency: options.currency?.toUpperCase(),
    return_url: orNone(options.returnUrl),
    statement_descriptor: options.statementDescriptor,
    signature: options.signature,
    credentials: credentials ?? undefined,
  });
}

function shown(gym: GymView): string {
  return record({
    gym: gym.slug,
    name: gym.name,
    'payments enabled': gym.payments_enabled,
    provider: gym.provider,
    currency: gym.currency,
    'return url': gym.return_url,
    signature: gym.signature,
    'has credentials': gym.has_credentials,
    'needs reconnect': gym.needs_reconnect,
    created: moment(gym.created_at),
    updated: moment(gym.updated_at),
  });
}

function listed({ items, next_cursor }: GymList): string {
  const rows = items.map((gym) => [
    gym.slug,
    gym.name,
    gym.provider,
    gym.currency,
    gym.payments_enabled,
    gym.has_credentials,
  ]);
  const gyms = table(['GYM', 'NAME', 'PROVIDER', 'CURRENCY', 'ENABLED', 'CREDENTIALS'], rows);
  return next_cursor === null ? gyms : `${gyms}\n\nMore: --cursor ${next_cursor}`;
}
