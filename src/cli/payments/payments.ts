import type { Command } from 'commander';
import type { DetailsView, PaymentList, PaymentView } from '../answers.ts';
import { segment, whole } from '../arguments.ts';
import { addClientCommand, addGroup, given } from '../command.ts';
import { moment, price, show, table } from '../output.ts';
import { type Service, serviceOf } from '../service.ts';
import { addResolveCommand } from './anomalies.ts';
import { addExplainCommand } from './explain.ts';
import { addActionCommands } from './payment-actions.ts';
import { SCOPE, shown } from './payment-view.ts';
import { openProblems } from './state.ts';

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
    .option('--limit <count>', '1 to 100 (default: 20)', whole)
    .option('--cursor <cursor>', 'where the page begins, as the previous page ended')
    .action(async ({ status, order, gym, limit, cursor }: ListOptions, command: Command) => {
      const filter = given({ status, order_id: order, gym_id: gym, limit, cursor }) as Record<string, string>;
      const path = `/api/v1/payments?${new URLSearchParams(filter)}`;
      const service = serviceOf(command, SCOPE);
      const found = await service.call<PaymentList>('GET', path);
      // Programs get what the API answers; a person wants to see what is wrong, which only the details say.
      if (command.optsWithGlobals<{ readonly json?: boolean }>().json) return show(command, found, () => '');
      const details = await detailsOfAll(service, found.items);
      show(command, found, () => listed(found, details));
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

/** How many are asked for at once: a page has at most 100. */
const AT_ONCE = 5;

async function detailsOfAll(service: Service, payments: readonly PaymentView[]): Promise<readonly DetailsView[]> {
  const found: DetailsView[] = [];
  for (let at = 0; at < payments.length; at += AT_ONCE) {
    const some = payments.slice(at, at + AT_ONCE);
    const asked = some.map(({ id }) => service.call<DetailsView>('GET', `/api/v1/payments/${segment(id)}/details`));
    found.push(...(await Promise.all(asked)));
  }
  return found;
}

const TITLES = ['PAYMENT', 'STATUS', 'AMOUNT', 'REFUNDED', 'DISPUTE', 'PROBLEMS', 'FOR', 'BUYER', 'CREATED (UTC)'];

function listed({ next_cursor }: PaymentList, payments: readonly DetailsView[]): string {
  if (payments.length === 0) return 'No payments.';
  const rows = payments.map((one) => [
    one.id,
    one.status,
    price(one.amount, one.currency),
    one.amounts.refunded > 0 ? price(one.amounts.refunded, one.currency) : null,
    one.disputes.at(-1)?.status,
    openProblems(one).join(', '),
    one.order_id === null ? `gym ${one.gym_id}` : `order ${one.order_id}`,
    one.customer_email ?? one.user_id,
    moment(one.created_at),
  ]);
  const page = table(TITLES, rows);
  return next_cursor === null ? page : `${page}\n\nMore: --cursor ${next_cursor}`;
}
