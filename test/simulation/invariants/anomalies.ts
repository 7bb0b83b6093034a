import { type CheckRow, keyOf, type PaymentRow } from '../../../src/adapters/memory/tables.ts';
import { isOpen } from '../../../src/domain/payment/fact.ts';
import type { PurchaseAnomaly } from '../../../src/domain/purchase/purchase.ts';
import type { Sim } from '../sim.ts';

/** T3: an anomaly is open while it has a cause, and so is a check that the schedule has given up. */
export function checkAnomalies({ tables, fail }: Sim): void {
  for (const row of tables.payments.values()) {
    const { id } = row.payment;
    const last = new Map(row.anomalies.map((one) => [keyOf(one.kind, one.subject), one]));
    for (const one of row.anomalies) {
      const what = `${one.kind} of payment ${id}, about ${one.subject},`;
      const isLast = last.get(keyOf(one.kind, one.subject)) === one;
      if (one.resolution === null && !isLast) fail('T3', `${what} is open twice`);
      if (one.resolution === null && isGone(row, one)) fail('T3', `${what} is open without a cause`);
      if (one.resolution?.by === null && isLast && isThere(row, one)) fail('T3', `${what} has ended, and has a cause`);
    }
  }
  for (const check of tables.checks.values())
    if (check.abandonedAt !== null && check.resolution === null && hasEnded([...tables.payments.values()], check))
      fail('T3', `the check ${check.kind} of ${check.subject} is given up, and there is nothing to look at`);
}

/** Whether no money of what it is about is left, or what is asked has an answer. */
function isGone(row: PaymentRow, { kind, subject }: PurchaseAnomaly): boolean {
  const asked = [...row.refunds, ...row.captures].find(({ id }) => id === subject);
  if (kind === 'outcome_unknown') return asked !== undefined && asked.status !== 'pending';
  if (kind === 'not_closed') return subject === row.payment.id && !isOpen(row.payment.status);
  if (!OF_MONEY.test(kind) || capturedOf(row, subject) === 0) return false;
  return (/^paid_twice|mismatch|part$/.test(kind) ? leftOf(row, subject) : leftOfAll(row)) <= 0;
}

/** Whether money is left that it is about. Of a payment that was disputed this does not say which. */
function isThere(row: PaymentRow, { kind, subject }: PurchaseAnomaly): boolean {
  if (!OF_MONEY.test(kind) || row.disputes.length > 0) return false;
  if (kind === 'paid_twice') return leftOf(row, subject) > 0 && leftOfAll(row) > row.payment.amount.minor;
  const isOnly = row.attempts.length === 1 && row.captures.length === 0;
  return /after_cancel|order|amount/.test(kind) && leftOf(row, subject) > 0 && isOnly;
}

const OF_MONEY = /^paid_|^order_|^(amount|currency|parent)_mismatch$/;

function capturedOf({ attempts }: PaymentRow, id: string): number {
  return attempts.find(({ providerPaymentId }) => providerPaymentId === id)?.capturedMinor ?? 0;
}

function leftOf(row: PaymentRow, id: string): number {
  const back = row.refunds.filter(({ providerPaymentId, status }) => providerPaymentId === id && status !== 'failed');
  return back.reduce((left, { amount }) => left - amount.minor, capturedOf(row, id));
}

function leftOfAll(row: PaymentRow): number {
  return row.attempts.reduce((sum, { providerPaymentId }) => sum + leftOf(row, providerPaymentId), 0);
}

/** Whether the payment, refund or capture that a check is about has ended. */
function hasEnded(rows: readonly PaymentRow[], { kind, subject }: CheckRow): boolean {
  const isOfPayment = kind === 'payment' || kind === 'completion' || kind === 'closing';
  if (isOfPayment) return rows.some(({ payment }) => payment.id === subject && !isOpen(payment.status));
  const asked = kind === 'refund' ? rows.flatMap((row) => row.refunds) : rows.flatMap((row) => row.captures);
  const isAsked = kind === 'refund' || kind === 'capture';
  return isAsked && asked.some(({ id, status }) => id === subject && status !== 'pending');
}
