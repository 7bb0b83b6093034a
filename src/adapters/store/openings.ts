import { DomainError } from '../../domain/error.ts';
import type { Claim } from '../../ports/claim.ts';
import type { NewPayment, Opened, Store } from '../../ports/store.ts';
import { call, type Database, isUuid } from './database.ts';
import { type JsonRow, type PaymentRow, paymentOf, revived } from './rows.ts';

/** A claim as the functions of the database answer it. */
export type ClaimJson = Omit<Claim, 'unknown'> & {
  readonly unknown: { readonly calls: number; readonly last_began_ms_ago: number } | null;
};
type OpenedJson = { readonly payment: JsonRow; readonly claim: ClaimJson | null };

/** Who may call the provider for a payment without a parent: claims on the database's clock. */
export function createOpenings(db: Database): Pick<Store, 'openPayment' | 'claimOpening' | 'endOpening'> {
  return {
    async openPayment(payment, leaseMs) {
      const argument = { payment: columnsOf(payment), lease_ms: leaseMs };
      return openedOf(await call<OpenedJson>(db, 'open_payment', argument));
    },

    async claimOpening(paymentId, leaseMs) {
      return openedOf(await call<OpenedJson>(db, 'claim_opening', { id: known(paymentId), lease_ms: leaseMs }));
    },

    async endOpening(paymentId, { token }, end) {
      await call(db, 'end_opening', { id: known(paymentId), token, end });
    },
  };
}

function openedOf({ payment, claim }: OpenedJson): Opened {
  return { payment: paymentOf(revived<PaymentRow>(payment)), claim: claim && claimOf(claim) };
}

export function claimOf({ token, round, unknown }: ClaimJson): Claim {
  return { token, round, unknown: unknown && { calls: unknown.calls, lastBeganMsAgo: unknown.last_began_ms_ago } };
}

function known(paymentId: string): string {
  if (!isUuid(paymentId)) throw new DomainError('payment_not_found', 'Payment not found');
  return paymentId;
}

function columnsOf(payment: NewPayment): object {
  const { purpose } = payment;
  return {
    id: payment.id,
    user_id: payment.userId,
    order_id: purpose.kind === 'order' ? purpose.orderId : null,
    gym_slug: purpose.kind === 'checkout' ? purpose.gymSlug : null,
    account_id: payment.accountId,
    provider: payment.provider,
    amount_minor: payment.amount.minor,
    currency: payment.amount.currency,
    title: payment.title,
    customer_email: payment.customerEmail,
    capture_method: payment.captureMethod,
    return_url: payment.returnUrl,
    statement_descriptor: payment.statementDescriptor,
    expires_at: payment.expiresAt,
  };
}
