import type { Actor } from '../../../src/app/actor.ts';
import { PROVIDER } from '../banks/banks.ts';
import { GYMS } from '../banks/holders.ts';
import type { Given } from '../ledger.ts';
import type { Sim } from '../sim.ts';
import { type Asking, insist, keyed } from './insist.ts';

export const CUSTOMER: Actor = { userId: 'customer-1', scopes: [] };
export const OPERATOR: Actor = {
  userId: 'operator-1',
  scopes: ['orders:write', 'gyms:write', 'payments:manage', 'payments:read'],
};

export type Order = { readonly amount: number; readonly captureMethod: 'automatic' | 'manual' };

/** The ids that client apps have chosen. */
export function orderIdOf({ chance }: Pick<Sim, 'chance'>, purchase: string): string {
  return chance.stream(`id of ${purchase}`).uuid();
}

export async function putOrder(asking: Asking, purchase: string, order: Order, status: 'cancelled' | null = null) {
  const { sim } = asking;
  const terms = { currency: 'JPY', customerEmail: null, description: 'A mat', provider: PROVIDER, returnUrl: null };
  const orderId = orderIdOf(sim, purchase);
  const input = { orderId, userId: CUSTOMER.userId, ...order, ...terms, status };
  const put = await insist(asking, (app) => app.putOrder(OPERATOR, input));
  if (put !== null) sim.ledger.orders.add(put.value.id);
}

export async function openOrder(asking: Asking, purchase: string): Promise<void> {
  const input = { userId: CUSTOMER.userId, orderId: orderIdOf(asking.sim, purchase), customerEmail: null };
  const opened = await insist(asking, (app) => app.openIntent(input));
  if (opened === null) return;
  const { payment, handover } = opened;
  asking.sim.ledger.give({ purchase, paymentId: payment.id, parentId: handover.replace('token-for-', '') });
}

/** At the first gym. Each of a client's requests for one checkout has the same key. */
export async function openCheckout(asking: Asking, purchase: string, key = purchase): Promise<void> {
  const { sim } = asking;
  const use = { userId: CUSTOMER.userId, key };
  const input = {
    userId: CUSTOMER.userId,
    gymSlug: GYMS[0],
    amount: '1000',
    title: 'A pass',
    payerEmail: 'a@example.com',
  };
  const answer = await insist(asking, (app) =>
    keyed(app, use, async (paymentId) => {
      const { payment, handover } = await app.openCheckout({ ...input, paymentId });
      return JSON.stringify({ paymentId: payment.id, parentId: handover.replace(/^.*\//, '') });
    }),
  );
  if (answer === null) return;
  remember(sim, key, answer);
  sim.ledger.give({ purchase, ...(JSON.parse(answer) as Omit<Given, 'purchase'>) });
}

export function remember({ ledger }: Sim, key: string, answer: string): void {
  ledger.answers.set(key, [...(ledger.answers.get(key) ?? []), answer]);
}
