import { invalid } from '../../domain/error.ts';
import { type Money, money } from '../../domain/money/money.ts';
import type { Order } from '../../domain/payment/order.ts';
import type { CaptureMethod } from '../../domain/payment/payment.ts';
import { type OrderTerms, type Put, requireSameTerms } from '../../domain/purchase/orders.ts';
import type { Providers } from '../../ports/payment-provider/payment-provider.ts';
import { type Actor, authorOf, requireScope } from '../actor.ts';
import type { Context } from '../context.ts';
import { closePayment } from '../recording/close-payment.ts';

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
  const { orderId: id, userId, customerEmail, description, returnUrl } = input;
  const change = { id, userId, customerEmail, description, returnUrl, amount, provider, captureMethod };
  const before = await context.store.findOrder(id);
  if (input.status === 'cancelled' && before?.status === 'pending')
    await closeOpenPayment(context, actor, before, change);
  return context.purchases.putOrder({ ...change, status: input.status ?? 'pending' }, authorOf(context, actor));
}

function checkProvider({ providers }: Context, name: string, amount: Money, captureMethod: CaptureMethod): void {
  const able = providers.names.filter((each) => takesOrders(providers, each));
  const provider = able.includes(name) ? providers.get(name) : undefined;
  if (provider === undefined) throw invalid('provider', whichProvider(able));
  const { captureMethods } = provider.capabilities;
  if (!captureMethods.includes(captureMethod))
    throw invalid('capture_method', `capture_method must be ${captureMethods.join(' or ')} with this payment provider`);
  const refusal = provider.refusal(amount);
  if (refusal !== null) throw invalid(refusal.field, refusal.reason);
}

function takesOrders({ get, platformCredentials }: Providers, name: string): boolean {
  return platformCredentials(name) !== null && get(name)?.capabilities.flows.includes('client') === true;
}

function whichProvider(able: readonly string[]): string {
  if (able.length === 0) return 'provider: none is configured here that can take orders';
  return `provider must be one of ${able.join(', ')}: those are configured here and can take orders`;
}

async function closeOpenPayment(context: Context, actor: Actor, order: Order, change: OrderTerms): Promise<void> {
  const payment = await context.store.findOpenPayment(order.id);
  if (payment === null) return;
  requireSameTerms(order, change);
  const cause = { kind: 'operator', id: actor.userId } as const;
  const cancellation = { by: authorOf(context, actor), saw: payment.status };
  await closePayment(context, payment, { cause, cancelsOrder: true, cancellation });
}
