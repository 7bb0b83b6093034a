import { randomUUID } from 'node:crypto';
import type { RefundInput } from '../../../src/app/captures-and-refunds/refund-payment.ts';
import { money } from '../../../src/domain/money/money.ts';
import type { RefundRequest } from '../../../src/ports/payment-provider/requests.ts';
import type { StoreAndCommands as Store } from '../../stores.ts';
import { anOrder, createGateway, type Gateway, type GatewayOptions, parentIdOf } from '../gateway.ts';

export const ALL = money(1_000, 'JPY');
export const CHANNEL = { kind: 'platform', provider: 'somepay' } as const;

export function aRefund(paymentId: string, changes: Partial<RefundInput> = {}): RefundInput {
  return { refundId: randomUUID(), paymentId, amount: null, reason: null, ...changes };
}

/** An order's payment of 1000 JPY, paid; the provider has not reported it yet unless `isReported`. */
export async function aPaid(store: Store, options: GatewayOptions = {}, { isReported = true } = {}) {
  const gateway = createGateway(store, options);
  const { input } = await anOrder(gateway);
  const { payment } = await gateway.app.openIntent(input);
  const parentId = parentIdOf(payment);
  gateway.provider.settle(parentId, 'succeeded');
  if (isReported) await notify(gateway, parentId);
  return { gateway, ...gateway, payment, parentId };
}

/** Of all calls for refunds, in their order. */
export function keysOf(provider: Gateway['provider']) {
  return provider.calls('refund').map(({ about }) => (about as RefundRequest).idempotencyKey);
}

/** Sends the notification that this parent changed. */
export function notify({ app, provider, platform }: Gateway, parentId: string) {
  return app.receiveNotification(CHANNEL, provider.signed(provider.reported(parentId), platform));
}
