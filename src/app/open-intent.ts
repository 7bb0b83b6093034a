import { DomainError } from '../domain/error.ts';
import type { Order } from '../domain/order.ts';
import { isOverdue } from '../domain/payment.ts';
import type { NewPayment, Opened } from '../ports/store.ts';
import { type Access, accessToPlatform } from './access.ts';
import { closePayment } from './close-payment.ts';
import type { Context } from './context.ts';
import { type HandedOver, handOver } from './hand-over.ts';
import { asRequest } from './journal.ts';
import type { Handing, HandOver } from './take-parent.ts';

export type IntentInput = { readonly userId: string; readonly orderId: string; readonly customerEmail: string | null };

/**
 * Lets a customer pay an order inside the client app. Asking again gives the same payment and the same
 * parent at the provider; only after that payment ended unpaid does asking open a new one.
 * @throws DomainError `order_not_found`, `not_yours`, `order_not_payable`, `provider_not_configured`,
 * `amount_refused`, `credentials_unusable`, `provider_unavailable`, `provider_rejected`.
 */
export async function openIntent(context: Context, input: IntentInput): Promise<HandedOver> {
  const order = await payableOrder(context, input);
  const access = await accessToPlatform(context, order.provider);
  const refusal = access.provider.refusal(order.amount);
  if (refusal !== null) throw new DomainError('amount_refused', refusal.reason);
  return asRequest(context, { operation: 'open_intent', by: input.userId }, async (isAbout) => {
    const opening = { context, access, order, input, isAbout };
    const first = await openOnce(opening);
    // When the one we had turned out to be over, the next is a new one.
    return payable(first.payment.status === 'cancelled' ? await openOnce(opening) : first);
  });
}

type Opening = {
  readonly context: Context;
  readonly access: Access;
  readonly order: Order;
  readonly input: IntentInput;
  /** Told which payment it is. */
  readonly isAbout: (paymentId: string) => void;
};

async function payableOrder({ store }: Context, { orderId, userId }: IntentInput): Promise<Order> {
  const order = await store.findOrder(orderId);
  if (order === null) throw new DomainError('order_not_found', 'Order not found');
  if (order.userId !== userId) throw new DomainError('not_yours', 'Order does not belong to user');
  if (order.status !== 'pending') throw new DomainError('order_not_payable', `Order is ${order.status}`);
  return order;
}

function payable({ payment, handover }: HandOver): HandedOver {
  if (handover === null) throw new DomainError('order_not_payable', `The order's payment is ${payment.status}`);
  return { payment, handover };
}

async function openOnce({ context, access, order, input, isAbout }: Opening): Promise<HandOver> {
  const opened = await context.store.openPayment(paymentFor(context, access, order, input), context.settings.leaseMs);
  isAbout(opened.payment.id);
  const handing = { context, access, flow: 'client', cause: { kind: 'request', id: input.userId } } as const;
  return isToBeReplaced(context, opened) ? expire(handing, opened) : handOver(handing, opened);
}

/** Past its time a payment is no longer offered; while somebody is opening it, they are waited for. */
function isToBeReplaced({ world }: Context, { payment, claim }: Opened): boolean {
  return isOverdue(payment, world.now()) && (payment.parentId !== null || claim !== null);
}

/** If it was paid at the last moment, it is paid. */
async function expire(handing: Handing, { payment, claim }: Opened): Promise<HandOver> {
  const { context, cause } = handing;
  if (claim !== null) await context.store.endOpening(payment.id, claim, 'unchanged');
  const closed = await closePayment(context, payment, { cause });
  if (closed.status === 'cancelled') return { payment: closed, handover: null };
  return handOver(handing, { payment: closed, claim: null });
}

function paymentFor({ world, settings }: Context, access: Access, order: Order, input: IntentInput): NewPayment {
  return {
    id: world.newId(),
    userId: order.userId,
    purpose: { kind: 'order', orderId: order.id },
    accountId: access.account.id,
    provider: order.provider,
    amount: order.amount,
    title: order.description ?? `Order ${order.id}`,
    customerEmail: input.customerEmail ?? order.customerEmail,
    captureMethod: order.captureMethod,
    returnUrl: order.returnUrl ?? settings.checkoutReturnUrl,
    expiresAt: new Date(world.now().getTime() + settings.checkoutTtlMs),
  };
}
