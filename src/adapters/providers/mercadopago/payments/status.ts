import { isDeclinable } from '../../../../domain/payment/decline.ts';
import type { Status } from '../../../../domain/payment/fact.ts';
import type { RefundReport } from '../../../../domain/payment/refund.ts';
import type { Attempt, Report, Reversal } from '../../../../domain/payment/report.ts';
import { textOrNull, timeOrNull } from '../../shared/json.ts';
import type { Reading } from '../calls/client.ts';
import { fromWire } from '../money.ts';
import { disputeOf } from '../reversals/disputes.ts';
import { readRefund, unreadableRefund } from '../reversals/refunds.ts';
import { declines, readDecline } from './declines.ts';
import { readMethod, type WireMethod } from './methods.ts';

/**
 * Payment status words. An attempt that ended without money (`rejected`; `cancelled`, a voucher that lapsed)
 * has failed, but its preference is still alive. Money that was refunded or is disputed did move.
 * https://www.mercadopago.com/developers/en/reference/payments/_payments_id/get, 2026-11-21
 */
const STATUS: Readonly<Record<string, Status>> = {
  pending: 'pending',
  in_process: 'processing',
  authorized: 'processing',
  rejected: 'failed',
  cancelled: 'failed',
  canceled: 'failed',
  approved: 'succeeded',
  in_mediation: 'succeeded',
  refunded: 'succeeded',
  charged_back: 'succeeded',
};

/** The part of a payment that we read; every field is optional in the SDK's types, and unchecked at run time. */
export type WirePayment = WireMethod & {
  readonly id: string;
  readonly status: string;
  readonly external_reference?: unknown;
  readonly collector_id?: unknown;
  readonly date_last_updated?: unknown;
  readonly transaction_amount?: unknown;
  readonly transaction_amount_refunded?: unknown;
  readonly currency_id?: unknown;
  readonly refunds?: unknown;
  readonly status_detail?: unknown;
  /** Ours: why its refunds could not be read, where they are not shown with it. */
  readonly refundsHiddenBecause?: string;
};

export function reportOfPayment(payment: WirePayment, reading: Reading): Report {
  const attempt = attemptOf(payment, reading);
  return {
    reference: textOrNull(payment.external_reference),
    parentId: null,
    intentId: null,
    accountMatches: isHeldBy(payment.collector_id, reading.userId),
    fact: attempt?.fact ?? null,
    attempt,
    overAt: null,
    others: [],
    reversals: reversalsOf(payment, reading),
    unknownStatus: attempt === null ? payment.status.slice(0, 64) : null,
    unknownDeclines: declines.unknownIn([attempt]),
    source: timeOrNull(payment.date_last_updated) === null ? 'observation' : 'state',
    ...(payment.refundsHiddenBecause !== undefined && {
      unanswered: [{ about: 'refunds', reason: payment.refundsHiddenBecause }],
    }),
  };
}

/** Whether an object belongs to the account that asked. Nothing is said where either side is not known. */
export function isHeldBy(collectorId: unknown, userId: string | null): boolean {
  if (collectorId === undefined || collectorId === null || userId === null) return true;
  return String(collectorId) === userId;
}

/** The refunds of a payment, and what its status says of a dispute. */
function reversalsOf(payment: WirePayment, { askedAt }: Reading): readonly Reversal[] {
  const dispute = disputeOf(payment, timeOrNull(payment.date_last_updated) ?? askedAt);
  return dispute === null ? refundsOf(payment) : [...refundsOf(payment), dispute];
}

export function refundsOf({ id, refunds, currency_id: currency }: WirePayment): readonly RefundReport[] {
  if (!Array.isArray(refunds)) return [];
  return refunds.map((one) => readRefund(one, { providerPaymentId: id, currency }) ?? unreadableRefund(id));
}

function attemptOf(payment: WirePayment, { askedAt }: Reading): Attempt | null {
  const kind = Object.hasOwn(STATUS, payment.status) ? STATUS[payment.status] : undefined;
  if (kind === undefined) return null;
  const authorized = fromWire(payment.transaction_amount, payment.currency_id);
  const method = readMethod(payment);
  return {
    providerPaymentId: payment.id,
    fact: { kind, occurredAt: timeOrNull(payment.date_last_updated) ?? askedAt },
    authorized,
    capturedMinor: kind === 'succeeded' ? (authorized?.minor ?? 0) : 0,
    decline: isDeclinable(kind) ? readDecline(payment.status_detail, method) : null,
    method,
    charges: [],
  };
}
