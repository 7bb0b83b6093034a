import { randomUUID } from 'node:crypto';
import type { Command } from 'commander';
import { minorOf } from '../amount.ts';
import type { OrderView } from '../answers.ts';
import { amount, orNone, segment } from '../arguments.ts';
import { addClientCommand, addGroup, given } from '../command.ts';
import { moment, price, record, show } from '../output.ts';
import { type Service, serviceOf } from '../service.ts';

type PutOptions = {
  readonly user?: string;
  readonly amount?: string;
  readonly currency?: string;
  readonly email?: string;
  readonly description?: string;
  readonly provider?: string;
  readonly capture?: string;
  readonly returnUrl?: string;
};

const SCOPE = 'orders:write';

export function addOrderCommands(program: Command): void {
  const orders = addGroup(program, 'order', 'what client apps want paid');

  addClientCommand(orders, {
    usage: 'put [order-id]',
    says: 'create an order, or change the given fields; without an id a new one',
    example: `order put --user demo-user --amount 20.00 --currency usd --description "Two towels"

A new order needs a user, an amount and a currency. Of one that exists, what is not given stays as it is.`,
  })
    .option('--user <user>', 'who pays')
    .option('--amount <decimals>', 'in decimals of the currency: 20.00 for usd, 1000 for jpy', amount)
    .option('--currency <code>', 'jpy, usd, ars, …')
    .option('--email <address>', "where the receipt goes; '' takes it away")
    .option('--description <text>', "what the customer gets to read; '' takes it away")
    .option('--provider <name>', 'who takes the money')
    .option('--capture <method>', 'automatic, or manual to take the money later')
    .option('--return-url <url>', "where hosted pages send the customer back; '' takes it away")
    .action(async (id: string | undefined, options: PutOptions, command: Command) => {
      const service = serviceOf(command, SCOPE);
      // PUT replaces: a field that is left out would get a new order's default.
      const present = id === undefined ? null : await service.find<OrderView>(pathOf(id));
      const order = await put(service, id ?? randomUUID(), {
        ...present,
        status: undefined,
        ...bodyOf(options, present),
      });
      show(command, order, () => shown(order));
    });

  addClientCommand(orders, {
    usage: 'get <order-id>',
    says: 'show an order',
    example: 'order get 550e8400-e29b-41d4-a716-446655440000',
  }).action(async (id: string, _options: unknown, command: Command) => {
    const order = await get(serviceOf(command, SCOPE), id);
    show(command, order, () => shown(order));
  });

  addClientCommand(orders, {
    usage: 'cancel <order-id>',
    says: 'cancel an order, and its open payment at the provider',
    example: 'order cancel 550e8400-e29b-41d4-a716-446655440000',
  }).action(async (id: string, _options: unknown, command: Command) => {
    const service = serviceOf(command, SCOPE);
    const { order_id, created_at: _made, updated_at: _changed, ...order } = await get(service, id);
    const cancelled = await put(service, order_id, { ...order, status: 'cancelled' });
    show(command, cancelled, () => shown(cancelled));
  });
}

function bodyOf(options: PutOptions, present: OrderView | null): object {
  return given({
    user_id: options.user,
    amount: amountOf(options, present),
    currency: options.currency?.toLowerCase(),
    customer_email: orNone(options.email),
    description: orNone(options.description),
    provider: options.provider,
    capture_method: options.capture,
    return_url: orNone(options.returnUrl),
  });
}

/**
 * In minor units; undefined leaves it as it is.
 * @throws Error when it can't be said what the amount is, also of an order that gets another currency.
 */
function amountOf({ amount: typed, currency }: PutOptions, present: OrderView | null): number | undefined {
  if (typed !== undefined) {
    const meant = currency ?? present?.currency;
    if (meant === undefined) throw new Error('--amount needs --currency, such as --currency usd');
    return minorOf(typed, meant);
  }
  if (present !== null && currency !== undefined && currency.toLowerCase() !== present.currency)
    throw new Error(`--currency needs --amount: the order is of ${price(present.amount, present.currency)}`);
  return undefined;
}

function pathOf(id: string): string {
  return `/api/v1/orders/${segment(id)}`;
}

function get(service: Service, id: string): Promise<OrderView> {
  return service.call<OrderView>('GET', pathOf(id));
}

function put(service: Service, id: string, body: object): Promise<OrderView> {
  return service.call<OrderView>('PUT', pathOf(id), { body });
}

function shown(order: OrderView): string {
  return record({
    order: order.order_id,
    status: order.status,
    amount: price(order.amount, order.currency),
    user: order.user_id,
    email: order.customer_email,
    description: order.description,
    provider: order.provider,
    capture: order.capture_method,
    'return url': order.return_url,
    created: moment(order.created_at),
    updated: moment(order.updated_at),
  });
}
