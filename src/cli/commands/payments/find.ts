import type { Command } from 'commander';
import type { DetailsView, PaymentList, PaymentView } from '../../answers.ts';
import { segment, whole } from '../../arguments.ts';
import { addClientCommand, given } from '../../command.ts';
import { moment, price, show, table } from '../../output.ts';
import { type Service, serviceOf } from '../../service.ts';
import { terminalOf } from '../../terminal.ts';
import { SCOPE } from './payment-view.ts';
import { openProblems } from './state.ts';

type Filters = {
  readonly q?: string;
  readonly status?: string;
  readonly order?: string;
  readonly gym?: string;
  readonly provider?: string;
  readonly currency?: string;
  readonly amount?: number;
  readonly from?: string;
  readonly to?: string;
  readonly hasProblems?: true;
};
type Page = { readonly limit?: number; readonly cursor?: string };

/** How payments are looked for: by a list, by one id or address, and as a table. */
export function addFindCommands(payments: Command): void {
  const list = addClientCommand(payments, {
    usage: 'list',
    says: 'list payments, newest first',
    example: 'payment list --status failed --gym demo-gym',
  });
  withPage(withFilters(list)).action(async (options: Filters & Page, command: Command) => {
    await showFound(command, { ...wantedBy(options), limit: options.limit, cursor: options.cursor });
  });

  addClientCommand(payments, {
    usage: 'find <id-or-address>',
    says: 'find payments by one id of theirs, by an e-mail address or by a gym',
    example: `payment find ana@example.com

Ids are those of payments, orders and refunds, and any that the provider gave.`,
  }).action((q: string, _options: unknown, command: Command) => showFound(command, { q }));

  const table = addClientCommand(payments, {
    usage: 'export',
    says: 'print all payments that match as CSV',
    example: 'payment export --from 2026-03-01T00:00:00Z --to 2026-04-01T00:00:00Z > march.csv',
  });
  withFilters(table).action(async (options: Filters, command: Command) => {
    const { write } = terminalOf(command);
    await serviceOf(command, SCOPE).download(pathOf(wantedBy(options)), 'text/csv', write);
  });
}

function withFilters(command: Command): Command {
  return command
    .option('--q <id-or-address>', 'only those with this id, address or gym')
    .option('--status <status>', 'pending, processing, succeeded, failed or cancelled')
    .option('--order <order-id>', 'only payments of this order')
    .option('--gym <slug>', 'only checkouts at this gym')
    .option('--provider <name>', 'only payments through this provider')
    .option('--currency <code>', 'only payments in this currency')
    .option('--amount <minor>', 'only payments of this amount, in minor units', whole)
    .option('--from <time>', 'only what was opened then or later, such as 2026-03-01T12:00:00Z')
    .option('--to <time>', 'only what was opened before')
    .option('--has-problems', 'only what waits for a person');
}

function withPage(command: Command): Command {
  return command
    .option('--limit <count>', '1 to 100 (default: 20)', whole)
    .option('--cursor <cursor>', 'where the page begins, as the previous page ended');
}

function wantedBy({ q, status, order, gym, provider, currency, amount, from, to, hasProblems }: Filters) {
  const named = { q, status, order_id: order, gym_id: gym, provider, currency, amount };
  return { ...named, created_from: from, created_to: to, has_problems: hasProblems };
}

function pathOf(wanted: Readonly<Record<string, unknown>>): string {
  return `/api/v1/payments?${new URLSearchParams(given(wanted) as Record<string, string>)}`;
}

async function showFound(command: Command, wanted: Readonly<Record<string, unknown>>): Promise<void> {
  const service = serviceOf(command, SCOPE);
  const found = await service.call<PaymentList>('GET', pathOf(wanted));
  // Programs get what the API answers; a person wants to see what is wrong, which only the details say.
  if (command.optsWithGlobals<{ readonly json?: boolean }>().json) return show(command, found, () => '');
  const details = await detailsOfAll(service, found.items);
  show(command, found, () => listed(found, details));
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
