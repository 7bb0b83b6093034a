import { type Command, Option } from 'commander';
import type { EndpointList, EndpointView, SecretEndpointView } from '../answers.ts';
import { orNone, segment, whole } from '../arguments.ts';
import { addClientCommand, addGroup, given } from '../command.ts';
import { moment, record, show, table } from '../output.ts';
import { serviceOf } from '../service.ts';
import { addEndpointDeliveries } from './deliveries.ts';

type Fields = {
  readonly to?: string;
  readonly types?: string;
  readonly description?: string;
  readonly gym?: string;
  readonly enable?: true;
  readonly disable?: true;
};

const SCOPE = 'webhooks:manage';
const PATH = '/api/v1/webhook-endpoints';
const pathOf = (id: string) => `${PATH}/${segment(id)}`;
const ID = 'aa0e8400-e29b-41d4-a716-446655440000';

export function addEndpointCommands(program: Command): void {
  const endpoints = addGroup(program, 'endpoint', 'where events are sent to');

  addClientCommand(endpoints, {
    usage: 'create <url>',
    says: 'create an endpoint, and print its secret: it is shown this once',
    example: 'endpoint create https://hooks.example/fitstack --types payment.succeeded,refund.succeeded',
  })
    .option('--types <types>', 'the types of events, separated by commas (default: all)')
    .option('--description <text>', 'for people to read')
    .option('--gym <slug>', "only this gym's events")
    .action(async (url: string, options: Fields, command: Command) => {
      const body = { url, ...given({ ...bodyOf(options), gym_id: options.gym }) };
      const endpoint = await serviceOf(command, SCOPE).call<SecretEndpointView>('POST', PATH, { body });
      show(command, endpoint, () => shown(endpoint));
    });

  addClientCommand(endpoints, { usage: 'list', says: 'list the endpoints', example: 'endpoint list --limit 50' })
    .option('--limit <count>', '1 to 100 (default: 20)', whole)
    .option('--cursor <cursor>', 'where the page begins, as the previous page ended')
    .action(async ({ limit, cursor }: { limit?: number; cursor?: string }, command: Command) => {
      const query = new URLSearchParams(given({ limit, cursor }) as Record<string, string>);
      const page = await serviceOf(command, SCOPE).call<EndpointList>('GET', `${PATH}?${query}`);
      show(command, page, () => listed(page));
    });

  addClientCommand(endpoints, {
    usage: 'get <endpoint-id>',
    says: 'show an endpoint',
    example: `endpoint get ${ID}`,
  }).action(async (id: string, _options: unknown, command: Command) => {
    const endpoint = await serviceOf(command, SCOPE).call<EndpointView>('GET', pathOf(id));
    show(command, endpoint, () => shown(endpoint));
  });

  addClientCommand(endpoints, {
    usage: 'put <endpoint-id>',
    says: 'change the given fields of an endpoint; what is not given stays as it is',
    example: `endpoint put ${ID} --enable`,
  })
    .option('--to <url>', 'where events are sent to')
    .option('--types <types>', "the types of events, separated by commas; '' is all")
    .option('--description <text>', "for people to read; '' takes it away")
    .option('--enable', 'send the next events; what was missed is sent on request')
    .addOption(new Option('--disable', 'send nothing any more').conflicts('enable'))
    .action(async (id: string, options: Fields, command: Command) => {
      const service = serviceOf(command, SCOPE);
      const present = await service.call<EndpointView>('GET', pathOf(id));
      const body = { ...present, ...given({ url: options.to, ...bodyOf(options) }) };
      const endpoint = await service.call<EndpointView>('PUT', pathOf(id), { body });
      show(command, endpoint, () => shown(endpoint));
    });

  addClientCommand(endpoints, {
    usage: 'delete <endpoint-id>',
    says: 'delete an endpoint, with its deliveries; the events stay',
    example: `endpoint delete ${ID}`,
  }).action(async (id: string, _options: unknown, command: Command) => {
    await serviceOf(command, SCOPE).remove(pathOf(id));
    show(command, { id, deleted: true }, () => record({ endpoint: id, deleted: true }));
  });

  addClientCommand(endpoints, {
    usage: 'rotate-secret <endpoint-id>',
    says: 'print a new secret, which is shown this once; for 24 hours the one before signs, too',
    example: `endpoint rotate-secret ${ID}`,
  }).action(async (id: string, _options: unknown, command: Command) => {
    const path = `${pathOf(id)}/rotate-secret`;
    const endpoint = await serviceOf(command, SCOPE).call<SecretEndpointView>('POST', path);
    show(command, endpoint, () => shown(endpoint));
  });

  addEndpointDeliveries(endpoints);
}

function bodyOf({ types, description, enable, disable }: Fields): Record<string, unknown> {
  return {
    event_types:
      types === undefined
        ? undefined
        : (orNone(types)
            ?.split(',')
            .map((type) => type.trim()) ?? null),
    description: orNone(description),
    status: (enable && 'enabled') ?? (disable && 'disabled'),
  };
}

function shown(endpoint: EndpointView & { readonly secret?: string }): string {
  const secret = endpoint.secret === undefined ? {} : { secret: endpoint.secret };
  return record({
    endpoint: endpoint.id,
    ...secret,
    url: endpoint.url,
    types: typesOf(endpoint),
    description: endpoint.description,
    gym: endpoint.gym_id ?? 'all',
    status: endpoint.status,
    'disabled because': endpoint.disabled_reason,
    created: moment(endpoint.created_at),
    updated: moment(endpoint.updated_at),
  });
}

function typesOf({ event_types }: EndpointView): string {
  return event_types?.join(', ') ?? 'all';
}

function listed({ items, next_cursor }: EndpointList): string {
  const rows = items.map((endpoint) => [
    endpoint.id,
    endpoint.url,
    typesOf(endpoint),
    endpoint.gym_id ?? 'all',
    endpoint.status,
    endpoint.disabled_reason,
  ]);
  const endpoints = table(['ENDPOINT', 'URL', 'TYPES', 'GYM', 'STATUS', 'WHY'], rows);
  return next_cursor === null ? endpoints : `${endpoints}\n\nMore: --cursor ${next_cursor}`;
}
