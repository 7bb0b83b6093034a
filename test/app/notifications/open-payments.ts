import type { Status } from '../../../src/domain/payment/fact.ts';
import type { Payment } from '../../../src/domain/payment/payment.ts';
import type { StoreAndCommands as Store } from '../../stores.ts';
import type { Claims } from '../fake-reports.ts';
import { aCheckout, aGym, anOrder, createGateway, type Gateway, type GatewayOptions, parentIdOf } from '../gateway.ts';

export const PLATFORM = { kind: 'platform', provider: 'somepay' } as const;
export const IGNORED = { status: 'ignored' };

/** An order's payment that is just open, a second after its opening. */
export async function anOpenIntent(store: Store, options: GatewayOptions = {}) {
  const gateway = createGateway(store, options);
  const { order, input } = await anOrder(gateway);
  const { payment } = await gateway.app.openIntent(input);
  gateway.clock.advance(1_000);
  return { gateway, order, input, payment, parentId: parentIdOf(payment) };
}

/** A gym's payment that is just open, a second after its opening. */
export async function anOpenCheckout(store: Store, gym: Parameters<typeof aGym>[1] = {}, options: GatewayOptions = {}) {
  const gateway = createGateway(store, options);
  const { channel, credentials, input } = await aGym(gateway, gym);
  const { payment, parentId } = await aCheckout(gateway, channel.slug);
  gateway.clock.advance(1_000);
  return { gateway, channel, credentials, input, payment, parentId };
}

/** An event of this payment, that says by itself what happened just now. */
export function event({ clock, provider }: Gateway, payment: Payment, status: Status, changes: Partial<Claims> = {}) {
  const { id, parentId, amount } = payment;
  return provider.claimed({ reference: id, parentId, status, at: clock.now(), amount, ...changes });
}

/** The payment as it is stored now. */
export async function present(store: Store, payment: Payment): Promise<Payment> {
  const found = await store.findPayment(payment.id);
  if (found === null) throw new Error('payments are never deleted');
  return found;
}
