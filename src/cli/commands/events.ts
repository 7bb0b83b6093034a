import type { Command } from 'commander';
import type { EventList, EventView } from '../answers.ts';
import { segment, whole } from '../arguments.ts';
import { addClientCommand, addGroup, given } from '../command.ts';
import { moment, printable, record, show, table } from '../output.ts';
import { serviceOf } from '../service.ts';
import { addEventDeliveries } from './deliveries.ts';

type ListOptions = {
  readonly type?: string;
  readonly payment?: string;
  readonly order?: string;
  readonly gym?: string;
  readonly since?: string;
  readonly until?: string;
  readonly limit?: number;
  readonly cursor?: string;
};

const SCOPE = 'webhooks:manage';
const PATH = '/api/v1/events';

export function addEventCommands(program: Command): void {
  const events = addGroup(program, 'events', 'what has changed, as subscribers are sent it');

  addClientCommand(events, {
    usage: 'list',
    says: 'list events, newest first',
    example: 'events list --type payment.failed --since 2026-03-01T00:00:00Z',
  })
    .option('--type <type>', 'payment.succeeded, refund.failed, …')
    .option('--payment <payment-id>', 'only events about this payment')
    .option('--order <order-id>', 'only events of this order and its payments')
    .option('--gym <slug>', "only this gym's events")
    .option('--since <time>', 'from this moment on, such as 2026-03-01T00:00:00Z')
    .option('--until <time>', 'before this moment')
    .option('--limit <count>', '1 to 100 (default: 20)', whole)
    .option('--cursor <cursor>', 'where the page begins, as the previous page ended')
    .action(async ({ payment, order, gym, ...rest }: ListOptions, command: Command) => {
      const { type, since, until, limit, cursor } = rest;
      const about = { payment_id: payment, order_id: order, gym_id: gym };
      const query = given({ type, ...about, since, until, limit, cursor }) as Record<string, string>;
      const page = await serviceOf(command, SCOPE).call<EventList>('GET', `${PATH}?${new URLSearchParams(query)}`);
      show(command, page, () => listed(page));
    });

  addClientCommand(events, {
    usage: 'get <event-id>',
    says: 'show an event with all that it says',
    example: 'events get 990e8400-e29b-41d4-a716-446655440000',
  }).action(async (id: string, _options: unknown, command: Command) => {
    const event = await serviceOf(command, SCOPE).call<EventView>('GET', `${PATH}/${segment(id)}`);
    show(command, event, () => shown(event));
  });

  addEventDeliveries(events);
}

function shown({ id, type, timestamp, data }: EventView): string {
  const lines = JSON.stringify(data, null, 2).split('\n').map(printable);
  return `${record({ event: id, type, recorded: moment(timestamp) })}\n\n${lines.join('\n')}`;
}

function listed({ items, next_cursor }: EventList): string {
  const rows = items.map((event) => [event.id, event.type, moment(event.timestamp), subjectOf(event)]);
  const events = table(['EVENT', 'TYPE', 'RECORDED', 'ABOUT'], rows);
  return next_cursor === null ? events : `${events}\n\nMore: --cursor ${next_cursor}`;
}

function subjectOf({ data }: EventView): string {
  if ('payment' in data) return `payment ${data.payment.id}`;
  return 'order' in data ? `order ${data.order.order_id}` : `gym ${data.gym.slug}`;
}
