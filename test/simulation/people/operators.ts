import type { PaymentRow } from '../../../src/adapters/memory/tables.ts';
import type { RefundInput } from '../../../src/app/captures-and-refunds/refund-payment.ts';
import type { Sim } from '../sim.ts';
import { CUSTOMER, OPERATOR, orderIdOf, remember } from './clients.ts';
import { type Asking, insist, keyed, passes } from './insist.ts';

/** The payments of a purchase, the newest first. An operator sees them in a list. */
export function paymentsOf(sim: Sim, purchase: string): readonly PaymentRow[] {
  const orderId = orderIdOf(sim, purchase);
  const ids = sim.ledger.given.flatMap((given) => (given.purchase === purchase ? [given.paymentId] : []));
  const rows = [...sim.tables.payments.values()];
  return rows
    .filter(
      ({ payment: { id, purpose } }) => ids.includes(id) || (purpose.kind === 'order' && purpose.orderId === orderId),
    )
    .toReversed();
}

/** An operator looks again a few times for what is not there yet. */
async function found<T>({ sim, chance }: Asking, look: () => T | undefined): Promise<T | undefined> {
  for (const ms of LOOKS_MS) {
    const there = look();
    if (there !== undefined) return there;
    await passes(sim, chance, ms * chance.fraction());
  }
  return look();
}

const LOOKS_MS = [100, 2_000, 60_000] as const;

/** `amount` null: all of it. */
type Wanted = { readonly key: string; readonly amount: number | null };

/** All that is left, or a part; each request of the operator's client has the same key. */
export async function refund(asking: Asking, purchase: string, { key, amount }: Wanted): Promise<void> {
  const row = await found(asking, () =>
    paymentsOf(asking.sim, purchase).find(({ attempts }) => attempts.some((one) => one.capturedMinor > 0)),
  );
  if (row !== undefined) await sendBack(asking, key, { paymentId: row.payment.id, amount });
}

export async function sendBack(
  asking: Asking,
  key: string,
  of: Omit<RefundInput, 'refundId' | 'reason'>,
): Promise<void> {
  const { sim } = asking;
  const { paymentId } = of;
  const answer = await insist(asking, (app) =>
    keyed(app, { userId: OPERATOR.userId, key }, async (refundId) => {
      const { id, amount: paid } = await app.refundPayment(OPERATOR, { refundId, reason: null, ...of });
      return JSON.stringify({ id, paymentId, minor: paid.minor });
    }),
  );
  if (answer === null) return;
  remember(sim, key, answer);
  sim.ledger.refunds.push(JSON.parse(answer));
}

export async function capture(asking: Asking, purchase: string, { key, amount }: Wanted): Promise<void> {
  const { sim } = asking;
  const row = await found(asking, () =>
    paymentsOf(sim, purchase).find(({ attempts }) => attempts.some((one) => one.authorized !== null)),
  );
  if (row === undefined) return;
  const { id: paymentId } = row.payment;
  const answer = await insist(asking, (app) =>
    keyed(app, { userId: OPERATOR.userId, key }, async (captureId) => {
      const { status } = await app.capturePayment(OPERATOR, { captureId, paymentId, amount });
      return JSON.stringify({ paymentId, status });
    }),
  );
  if (answer !== null) remember(sim, key, answer);
}

export async function cancel(asking: Asking, purchase: string): Promise<void> {
  const [row] = paymentsOf(asking.sim, purchase);
  if (row !== undefined) await insist(asking, (app) => app.cancelPayment(CUSTOMER, row.payment.id));
}

export async function sync(asking: Asking, purchase: string): Promise<void> {
  const [row] = paymentsOf(asking.sim, purchase);
  if (row !== undefined) await insist(asking, (app) => app.syncPayment(CUSTOMER, row.payment.id));
}

/** Refunds in the provider's own dashboard, where nothing is known of the service. */
export function refundBehind({ banks, story }: Sim, parentId: string, share: number): void {
  const bank = banks.of(parentId);
  const { amount } = bank.provider.requestOf(parentId);
  if (bank.provider.statusOf(parentId) !== 'succeeded' || bank.provider.refundsOf(parentId).length > 0) return;
  story.write('dashboard', () => `${parentId}: refunds ${Math.ceil(amount.minor * share)}`);
  bank.provider.refundBehind(parentId, { ...amount, minor: Math.ceil(amount.minor * share) });
  bank.notice();
}

/** The buyer's bank disputes a payment, or decides on it. */
export function dispute({ banks, story }: Sim, parentId: string, status: 'open' | 'won' | 'lost'): void {
  const bank = banks.of(parentId);
  if (bank.provider.statusOf(parentId) !== 'succeeded') return;
  story.write('bank', () => `${parentId}: the dispute is ${status}`);
  bank.provider.dispute(parentId, { status });
  bank.notice();
}
