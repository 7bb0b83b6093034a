import { expect } from 'vitest';
import type { Payment } from '../../../src/domain/payment/payment.ts';
import type { Parent } from '../../../src/ports/payment-provider/requests.ts';
import type { StoreAndCommands as Store } from '../../stores.ts';
import type { Twist } from '../fake-twists.ts';
import { anOrder, createGateway, DAY_MS, type Gateway, type GatewayOptions, refusedWith } from '../gateway.ts';

/** Too long for a search to have seen everything yet, and short enough for it always to have. */
export const FAR = { searchLagMs: DAY_MS };
export const NONE = { searchLagMs: 0 };
export const UNSAFE = { repeatsAreSafeForMs: 0 };
export const UNAVAILABLE = refusedWith('provider_unavailable');

/** The open payment of an order that could not be opened yet. */
export async function paymentOf({ store }: Gateway, orderId: string): Promise<Payment> {
  const payment = await store.findOpenPayment(orderId);
  if (payment === null) throw new Error('the order has no open payment');
  return payment;
}

/** An order whose first opening was lost on the way: as scripted, and its end is unknown. */
export async function aLostOpening(store: Store, options: GatewayOptions, twist: Twist) {
  const gateway = createGateway(store, options);
  const { order, input } = await anOrder(gateway);
  gateway.provider.next('open', twist);
  await expect(gateway.app.openIntent(input)).rejects.toMatchObject(UNAVAILABLE);
  const payment = await paymentOf(gateway, order.id);
  return { gateway, order, input, payment };
}

/** The keys of all calls that opened a parent, in their order. */
export function keysOf({ provider }: Gateway): string[] {
  return provider.opened().map(({ idempotencyKey }) => idempotencyKey);
}

/** The same parent, as a provider shows it to a stranger to its account. */
export function ofAnotherAccount({ report, ...parent }: Parent): Parent {
  return { ...parent, report: { ...report, accountMatches: false } };
}
