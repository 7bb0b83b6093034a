import type { Command } from 'commander';
import type { Requested, TryList, TryView } from '../answers.ts';
import { segment, whole } from '../arguments.ts';
import { addClientCommand, given } from '../command.ts';
import { moment, record, show, table } from '../output.ts';
import { serviceOf } from '../service.ts';

const SCOPE = 'webhooks:manage';
const EVENT_ID = '990e8400-e29b-41d4-a716-446655440000';
const ENDPOINT_ID = 'aa0e8400-e29b-41d4-a716-446655440000';
const endpointPath = (id: string) => `/api/v1/webhook-endpoints/${segment(id)}`;
const eventPath = (id: string) => `/api/v1/events/${segment(id)}`;

type RedeliverOptions = { readonly since: string; readonly until?: string; readonly all?: true };

/** What is sent to an endpoint on request. */
export function addEndpointDeliveries(endpoints: Command): void {
  addClientCommand(endpoints, {
    usage: 'test <endpoint-id>',
    says: 'send an event of the type endpoint.test now, and show how it went',
    example: `endpoint test ${ENDPOINT_ID}`,
  }).action(async (id: string, _options: unknown, command: Command) => {
    const made = await serviceOf(command, SCOPE).call<TryView>('POST', `${endpointPath(id)}/test`);
    show(command, made, () => shown(made));
  });

  addClientCommand(endpoints, {
    usage: 'redeliver <endpoint-id>',
    says: 'send again what was not delivered, oldest first',
    example: `endpoint redeliver ${ENDPOINT_ID} --since 2026-03-01T00:00:00Z`,
  })
    .requiredOption('--since <time>', 'events from this moment on, such as 2026-03-01T00:00:00Z')
    .option('--until <time>', 'events before this moment')
    .option('--all', 'also those that were delivered')
    .action(async (id: string, { since, until, all }: RedeliverOptions, command: Command) => {
      const body = given({ since, until, only_failed: all && false });
      const service = serviceOf(command, SCOPE);
      const requested = await service.call<Requested>('POST', `${endpointPath(id)}/redeliver`, { body });
      show(command, requested, () => record({ endpoint: id, 'events to send': requested.events }));
    });
}

/** Where an event was sent to. */
export function addEventDeliveries(events: Command): void {
  addClientCommand(events, {
    usage: 'deliveries <event-id>',
    says: 'show every try to deliver an event, and those that wait',
    example: `events deliveries ${EVENT_ID}`,
  })
    .option('--limit <count>', '1 to 100 (default: 20)', whole)
    .option('--cursor <cursor>', 'where the page begins, as the previous page ended')
    .action(async (id: string, { limit, cursor }: { limit?: number; cursor?: string }, command: Command) => {
      const query = new URLSearchParams(given({ limit, cursor }) as Record<string, string>);
      const page = await serviceOf(command, SCOPE).call<TryList>('GET', `${eventPath(id)}/deliveries?${query}`);
      show(command, page, () => listed(page));
    });

  addClientCommand(events, {
    usage: 'deliver <event-id> <endpoint-id>',
    says: 'send an event to an endpoint now, whether it was delivered or not',
    example: `events deliver ${EVENT_ID} ${ENDPOINT_ID}`,
  }).action(async (id: string, endpointId: string, _options: unknown, command: Command) => {
    const request = { body: { endpoint_id: endpointId } };
    const requested = await serviceOf(command, SCOPE).call<Requested>('POST', `${eventPath(id)}/deliver`, request);
    show(command, requested, () => record({ event: id, endpoint: endpointId, 'events to send': requested.events }));
  });
}

function shown(made: TryView): string {
  return record({
    try: made.id,
    endpoint: made.endpoint_id,
    status: made.status,
    response: made.response_status,
    body: made.response_body,
    error: made.error,
    'took (ms)': made.duration_ms,
    made: made.tried_at && moment(made.tried_at),
  });
}

function listed({ items, next_cursor }: TryList): string {
  const rows = items.map((made) => [
    made.endpoint_id,
    made.try,
    made.status,
    made.response_status,
    made.tried_at && moment(made.tried_at),
    made.next_try_at && moment(made.next_try_at),
    made.error,
  ]);
  const tries = table(['ENDPOINT', 'TRY', 'STATUS', 'RESPONSE', 'MADE', 'NEXT', 'ERROR'], rows);
  return next_cursor === null ? tries : `${tries}\n\nMore: --cursor ${next_cursor}`;
}
