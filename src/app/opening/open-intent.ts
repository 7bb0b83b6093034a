import { DomainError } from '../../domain/error.ts';
import type { Order } from '../../domain/payment/order.ts';
import { isOverdue } from '../../domain/payment/payment.ts';
import type { NewPayment, Opened } from '../../domain/purchase/openings.ts';
import type { Context } from '../context.ts';
import { unavailable } from '../failure.ts';
import { asRequest } from '../journal.ts';
import { type Access, accessToPlatform } from '../providers/access.ts';
import type { OpenedAndHeld } from '../purchases.ts';
import { closePayment } from '../recording/close-payment.ts';
import type { FlowOpening, PayableOrEnded } from './attach-parent.ts';
import { getPayable, type Payable } from './get-payable.ts';

export type IntentInput = { readonly userId: string; readonly orderId: string; readonly customerEmail: string | null };

/**
 * Lets a customer pay an order inside the client app. Asking again gives the same payment and the same
 * parent at the provider; only after that payment ended unpaid does asking open a new one.
 * @throws DomainError `order_not_found`, `not_yours`, `order_not_payable`, `provider_not_configured`,
 * `amount_refused`, `credentials_unusable`, `provider_unavailable`, `provider_rejected`.
 */
export async function openIntent(context: Context, input: IntentInput): Promise<Payable> {
  return asRequest(context, { operation: 'open_intent', by: input.userId }, async (isAbout) => {
    const asked = { context, input, isAbout };
    const first = await openOnce(asked);
    // If the order's payment turns out to have ended, the second call opens a new one.
    const last = first.payment.status === 'cancelled' ? await openOnce(asked) : first;
    return last.payment.status === 'cancelled' ? endedAgain(asked) : requirePayable(last);
  });
}

type IntentRequest = {
  readonly context: Context;
  readonly input: IntentInput;
  /** Called with the payment's id as soon as it is known. */
  readonly isAbout: (paymentId: string) => void;
};

type Committed = { readonly access: Access; readonly opened: OpenedAndHeld };

type Payer = Pick<IntentInput, 'orderId' | 'userId'>;

/** The order that a user may pay: their own. @throws DomainError `order_not_found`, `not_yours`. */
export async function findOwnOrder({ store }: Context, { orderId, userId }: Payer): Promise<Order> {
  return ownOrder(await store.findOrder(orderId), userId);
}

function ownOrder(order: Order | null, userId: string): Order {
  if (order === null) throw new DomainError('order_not_found', 'Order not found');
  if (order.userId !== userId) throw new DomainError('not_yours', 'Order does not belong to user');
  return order;
}

function payableOrder(order: Order | null, userId: string): Order {
  const own = ownOrder(order, userId);
  if (own.status !== 'pending') throw new DomainError('order_not_payable', `Order is ${own.status}`);
  return own;
}

/** If the order is still payable, this was a race: the caller should retry, and gets another payment. */
async function endedAgain({ context, input }: IntentRequest): Promise<never> {
  payableOrder(await context.store.findOrder(input.orderId), input.userId);
  throw unavailable();
}

function requirePayable({ payment, handover }: PayableOrEnded): Payable {
  if (handover === null) throw new DomainError('order_not_payable', `The order's payment is ${payment.status}`);
  return { payment, handover };
}

async function openOnce({ context, input, isAbout }: IntentRequest): Promise<PayableOrEnded> {
  const { access, opened } = await commit(context, input);
  isAbout(opened.payment.id);
  const opening = { context, access, flow: 'client', cause: { kind: 'request', id: input.userId } } as const;
  return isToBeReplaced(context, opened) ? expire(opening, opened) : getPayable(opening, opened);
}

/** An order may change until its payment is committed: then it is read once more, which also says why it can't be paid. */
async function commit(context: Context, input: IntentInput, isAgain = false): Promise<Committed> {
  const loaded = await context.purchases.hold({ kind: 'order', id: input.orderId });
  const order = payableOrder(loaded.purchase.order, input.userId);
  const access = await accessToPlatform(context, order.provider);
  const refusal = access.provider.refusal(order.amount);
  if (refusal !== null) throw new DomainError('amount_refused', refusal.reason);
  try {
    const payment = paymentFor(context, access, order, input);
    return { access, opened: await context.purchases.openPayment(payment, context.settings.leaseMs, loaded) };
  } catch (error) {
    if (isAgain || !isNotPayable(error)) throw error;
    return commit(context, input, true);
  }
}

function isNotPayable(error: unknown): boolean {
  return error instanceof DomainError && error.code === 'order_not_payable';
}

/** A payment past its time is replaced; while another request is opening it, this one waits for that. */
function isToBeReplaced({ world }: Context, { payment, lease }: Opened): boolean {
  return isOverdue(payment, world.now()) && (payment.parentId !== null || lease !== null);
}

/** If it was paid at the last moment, it is paid. If the provider can't close it yet, it stays the order's payment. */
async function expire(opening: FlowOpening, { payment, lease }: Opened): Promise<PayableOrEnded> {
  const { context, cause } = opening;
  if (lease !== null) await context.purchases.endOpening(payment.id, lease, 'unchanged');
  const closed = await closePayment(context, payment, { cause }).catch((error: unknown) => {
    if (error instanceof DomainError && error.notBefore !== undefined) return payment;
    throw error;
  });
  if (closed.status === 'cancelled') return { payment: closed, handover: null };
  return getPayable(opening, { payment: closed, lease: null });
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
    statementDescriptor: null,
    expiresAt: new Date(world.now().getTime() + settings.checkoutTtlMs),
  };
}
