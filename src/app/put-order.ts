import { invalid } from '../domain/error.ts';
import { type Money, money } from '../domain/money.ts';
import type { Order } from '../domain/order.ts';
import type { CaptureMethod } from '../domain/payment.ts';
import type { Put } from '../ports/store.ts';
import { type Actor, requireScope } from './actor.ts';
import { closePayment } from './close-payment.ts';
import type { Context } from './context.ts';

export type OrderInput = {
  readonly orderId: string;
  readonly userId: string;
  /** Minor units. */
  readonly amount: number;
  /** Upper-case. */
  readonly currency: string;
  readonly customerEmail: string | null;
  readonly description: string | null;
  readonly provider: string | null;
  readonly captureMethod: CaptureMethod | null;
  readonly returnUrl: string | null;
  /** The only status that can be asked for; null leaves it as it is. */
  readonly status: 'cancelled' | null;
};

/**
 * Makes or replaces an order. Cancelling one closes its open payment first.
 * @throws DomainError `scope_missing`, `invalid`, `conflict`, and what closing a payment throws.
 */
export async function putOrder(context: Context, actor: Actor, input: OrderInput): Promise<Put<Order>> {
  requireScope(actor, 'orders:write');
  const amount = money(input.amount, input.currency);
  const provider = input.provider ?? context.settings.defaultProviders.orders;
  const captureMethod = input.captureMethod ?? 'automatic';
  checkProvider(context, provider, amount, captureMethod);
  const before = await context.store.findOrder(input.orderId);
  if (input.status === 'cancelled' && before?.status === 'pending') await closeOpenPayment(context, actor, before);
  const { orderId: id, userId, customerEmail, description, returnUrl } = input;
  const status = input.status ?? before?.status ?? 'pending';
  const kept = { userId, customerEmail, description, returnUrl };
  return context.store.putOrder({ id, ...kept, amount, provider, captureMethod, status });
}

function checkProvider({ providers }: Context, name: string, amount: Money, captureMethod: CaptureMethod): void {
  const provider = providers.get(name);
  if (provider === undefined) throw invalid('provider', 'Unknown payment provider');
  if (providers.platformCredentials(name) === null) throw invalid('provider', 'Payment provider is not configured');
  if (!provider.capabilities.flows.includes('client'))
    throw invalid('provider', 'Payment provider can not take orders');
  if (!provider.capabilities.captureMethods.includes(captureMethod))
    throw invalid('capture_method', 'Payment provider can not capture this way');
  const refusal = provider.refusal(amount);
  if (refusal !== null) throw invalid(refusal.field, refusal.reason);
}

async function closeOpenPayment(context: Context, actor: Actor, order: Order): Promise<void> {
  const payment = await context.store.findOpenPayment(order.id);
  if (payment !== null) await closePayment(context, payment, { kind: 'operator', id: actor.userId });
}
