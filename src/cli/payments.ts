import type { Command } from 'commander';
import type { PaymentView } from '../adapters/http/orders-api/schemas.ts';
import type { PaymentList } from '../adapters/http/payments/list.ts';
import { addResolveCommand } from './anomalies.ts';
import { segment, whole } from './arguments.ts';
import { addClientCommand, addGroup, given } from './command.ts';
import { addExplainCommand } from './explain.ts';
import { moment, price, show, table } from './output.ts';
import { addActionCommands } from './payment-actions.ts';
import { SCOPE, shown } from './payment-view.ts';
import { serviceOf } from './service.ts';

type ListOptions = {
  readonly status?: string;
  readonly order?: string;
  readonly gym?: string;
  readonly limit?: number;
  readonly cursor?: string;
};

export function addPaymentCommands(program: Command): void {
  const payments = addGroup(program, 'payment', 'what became of payments, and what to do about it');

  addClientCommand(payments, {
    usage: 'list',
    says: 'list payments, newest first',
    example: 'payment list --status failed --gym demo-gym',
  })
    .option('--status <status>', 'pending, processing, succeeded, failed or cancelled')
    .option('--order <order-id>', 'only payments of this order')
    .option('--gym <slug>', 'only checkouts at this gym')
    .option('--limit <count>', '1 to 100, and 20 unless told', whole)
    .option('--cursor <cursor>', 'where the page begins: told at the end of the page before')
    .action(async ({ status, order, gym, limit, cursor }: ListOptions, command: Command) => {
      const filter = given({ status, order_id: order, gym_id: gym, limit, cursor }) as Record<string, string>;
      const path = `/api/v1/payments?${new URLSearchParams(filter)}`;
      const found = await serviceOf(command, SCOPE).call<PaymentList>('GET', path);
      show(command, found, () => listed(found));
    });

  addClientCommand(payments, {
    usage: 'get <payment-id>',
    says: 'show a payment',
    example: 'payment get 660e8400-e29b-41d4-a716-446655440000',
  }).action(async (id: string, _options: unknown, command: Command) => {
    const payment = await serviceOf(command, SCOPE).call<PaymentView>('GET', `/api/v1/payments/${segment(id)}`);
    show(command, payment, () => shown(payment));
  });

  addExplainCommand(payments, 'payment explain');
  addActionCommands(payments);
  addResolveCommand(payments);
}

function listed({ items, next_cursor }: PaymentList): string {
  if (items.length === 0) return 'No payments.';
  const rows = items.map((one) => [
    one.id,
    one.status,
    price(one.amount, one.currency),
    one.order_id === null ? 'checkout' : `order ${one.order_id}`,
    moment(one.created_at),
  ]);
  const payments = table(['PAYMENT', 'STATUS', 'AMOUNT', 'FOR', 'CREATED (UTC)'], rows);
  return next_cursor === null ? payments : `${payments}\n\nMore: --cursor ${next_cursor}`;
}
