import { DomainError, invalid } from '../../domain/error.ts';
import { type Amounts, amountsOf } from '../../domain/money/amounts.ts';
import type { TimelineEntry } from '../../domain/operator/timeline.ts';
import type { Dispute } from '../../domain/payment/dispute.ts';
import type { Payment } from '../../domain/payment/payment.ts';
import type { Refund } from '../../domain/payment/refund.ts';
import type { Capabilities } from '../../ports/payment-provider/capabilities.ts';
import type { Page, PageRequest, PaymentDetails, PaymentFilter, PaymentSummary } from '../../ports/store/queries.ts';
import { type Actor, may, requireScope, type Scope } from '../actor.ts';
import type { Context } from '../context.ts';
import { credentialsOf } from '../providers/access.ts';

/** For those who only look. @throws DomainError `payment_not_found`, `not_yours`. */
export async function findPayment(context: Context, actor: Actor, paymentId: string): Promise<Payment> {
  return found(context, paymentId, (payment) => requireReader(actor, payment));
}

/** What a web page needs, beside the client secret, to let the buyer pay. */
export type PaymentClient = Pick<Payment, 'id' | 'provider'> & {
  /** Of the account that the payment was made with: the platform's, which is configured, or the gym's own. Null without one. */
  readonly publishableKey: string | null;
};

/** @throws DomainError `payment_not_found`, `not_yours`; `credentials_unusable` when a gym's can't be decrypted. */
export async function findPaymentClient(context: Context, actor: Actor, paymentId: string): Promise<PaymentClient> {
  const { id, provider: name, accountId } = await findPayment(context, actor, paymentId);
  const provider = context.providers.get(name);
  const account = await context.store.findAccount(accountId);
  const credentials = provider && account && credentialsOf(context, provider, account);
  return { id, provider: name, publishableKey: (credentials && provider?.publishableKey(credentials)) ?? null };
}

/** For what its owner may do, and those who manage payments. @throws DomainError `payment_not_found`, `not_yours`. */
export async function findPaymentToChange(context: Context, actor: Actor, paymentId: string): Promise<Payment> {
  return found(context, paymentId, (payment) => requireHolder(actor, payment, 'payments:manage'));
}

async function found({ store }: Context, paymentId: string, check: (payment: Payment) => void): Promise<Payment> {
  const payment = await store.findPayment(paymentId);
  if (payment === null) throw new DomainError('payment_not_found', 'Payment not found');
  check(payment);
  return payment;
}

/** What its owner may see. @throws DomainError `not_yours` */
function requireReader(actor: Actor, payment: Payment): void {
  requireHolder(actor, payment, 'payments:read');
}

function requireHolder(actor: Actor, { userId }: Payment, scope: Scope): void {
  if (userId !== actor.userId && !may(actor, scope))
    throw new DomainError('not_yours', 'Payment does not belong to user');
}

export type FoundDetails = PaymentDetails & {
  readonly confirmedBy: Capabilities['confirmedBy'];
  readonly amounts: Amounts;
  readonly refunds: readonly Refund[];
  readonly disputes: readonly Dispute[];
};

/** All that is known of a payment. @throws DomainError `payment_not_found`, `not_yours`. */
export async function findDetails(
  { store, providers }: Context,
  actor: Actor,
  paymentId: string,
): Promise<FoundDetails> {
  const details = await store.findDetails(paymentId);
  if (details === null) throw new DomainError('payment_not_found', 'Payment not found');
  requireReader(actor, details.payment);
  const [refunds, disputes] = await Promise.all([store.listRefunds(paymentId), store.listDisputes(paymentId)]);
  const { payment, attempts } = details;
  const { confirmedBy = 'provider' } = providers.get(payment.provider)?.capabilities ?? {};
  return { ...details, confirmedBy, refunds, disputes, amounts: amountsOf(payment, attempts, refunds) };
}

/** Null leaves it open. */
export type WantedPayments = Omit<PaymentFilter, 'userId'>;

/**
 * Newest first: the actor's own, or with `payments:read` every user's.
 * @throws DomainError `invalid` with field `cursor`, or `provider` for one that there is not.
 */
export async function listPayments(
  context: Context,
  actor: Actor,
  wanted: WantedPayments,
  page: PageRequest,
): Promise<Page<Payment>> {
  return context.store.listPayments(visible(context, actor, wanted), page);
}

/** A payment's provider stays registered as long as there are payments of it: whatever is done with one asks it. */
function visible({ providers: { names } }: Context, actor: Actor, wanted: WantedPayments): PaymentFilter {
  if (wanted.provider !== null && !names.includes(wanted.provider))
    throw invalid('provider', `provider must be one of ${names.join(', ')}`);
  return { ...wanted, userId: may(actor, 'payments:read') ? null : actor.userId };
}

/** Enough that reading takes longer than asking, and few enough to be held. */
const EXPORTED_AT_ONCE = 500;

/** The same, all of them, a page after the other as they are taken. @throws DomainError */
export async function* exportPayments(
  context: Context,
  actor: Actor,
  wanted: WantedPayments,
): AsyncGenerator<readonly PaymentSummary[], void> {
  const filter = visible(context, actor, wanted);
  for (let cursor: string | null = null, isFirst = true; isFirst || cursor !== null; isFirst = false) {
    const page: Page<PaymentSummary> = await context.store.listSummaries(filter, { limit: EXPORTED_AT_ONCE, cursor });
    yield page.items;
    cursor = page.nextCursor;
  }
}

/**
 * The story of a payment in the order in which it happened.
 * @throws DomainError `scope_missing`, `payment_not_found`; `invalid` with field `cursor`.
 */
export async function listTimeline(
  context: Context,
  actor: Actor,
  paymentId: string,
  page: PageRequest,
): Promise<Page<TimelineEntry>> {
  requireScope(actor, 'payments:read');
  const { id } = await findPayment(context, actor, paymentId);
  return context.store.listTimeline(id, page);
}
