import type { Money } from '../money/money.ts';
import type { Account } from './account.ts';
import type { Anomaly, AnomalyKind } from './anomaly.ts';
import type { Capture } from './capture.ts';
import { isOpen } from './fact.ts';
import { isOfForgotten } from './forgotten.ts';
import type { Payment } from './payment.ts';
import { EMPTY_REPORT, type Report, type Reversal, type Source } from './report.ts';

/** The part of a report that counts for a payment, and the anomalies that an operator has to look at. */
export type Assessment = Pick<
  Report,
  'fact' | 'overAt' | 'attempt' | 'others' | 'parentId' | 'intentId' | 'reversals'
> & {
  readonly anomalies: readonly Anomaly[];
  readonly awaitsCompletion: boolean;
};

/** What else decides whether an amount is right. */
export type Terms = {
  /** The captures that operators requested; they only matter for a payment that was captured in part. */
  readonly captures: readonly Capture[];
  /** Whether the buyer may split the amount over several attempts: less than it may be a part. `weighed` adds them up. */
  readonly splits: boolean;
};

/**
 * Compares a report with the payment that it refers to. What it compares never changes once the payment exists, so no lock
 * is needed. A mismatch is an anomaly, never a success.
 */
export function assess(payment: Payment, received: Report, terms: Terms): Assessment {
  const report = received.source === 'observation' ? afterWhatIsKnown(payment, received) : received;
  const subject = report.attempt?.providerPaymentId ?? report.parentId ?? payment.id;
  const mismatches = compare(payment, report, terms);
  const found = [...mismatches, ...unknownWord(report), ...unpaid(payment, report)].map((finding) => ({
    ...finding,
    subject,
  }));
  const anomalies = [...found, ...report.reversals.flatMap(unreadable)];
  const { fact, overAt, attempt, parentId, intentId } = report;
  const isOurs = isOfThisParent(payment, report) && mismatches.every(({ kind }) => !FOREIGN.includes(kind));
  const { others, reversals, awaitsCompletion = false } = isOurs ? report : EMPTY_REPORT;
  const own = { attempt: isOurs ? attempt : null, overAt, others, reversals, anomalies, awaitsCompletion };
  if (!isOurs) return { ...own, fact: null, overAt: null, parentId: null, intentId: null };
  // This money doesn't pay the amount, and no more can come.
  const end = overAt && ({ kind: 'cancelled', occurredAt: overAt } as const);
  if (mismatches.length > 0) return { ...own, awaitsCompletion: false, fact: end, parentId: null, intentId: null };
  return { ...own, fact, parentId, intentId };
}

/**
 * Whether a report is only a reason to fetch the payment. Event times are whole seconds at some providers, so an open fact
 * that is not newer than the known one decides nothing. Past the payment's time, an open attempt doesn't show whether
 * another attempt can still bring money.
 */
export function isOnlyAHint(payment: Payment, report: Report, now: Date): boolean {
  const { fact } = report;
  if (report.source === 'state' && fact !== null && isOpen(fact.kind)) return now >= payment.expiresAt;
  if (report.source !== 'event' || fact === null || fact.kind === 'succeeded' || fact.kind === 'cancelled')
    return false;
  if (fact.occurredAt === null) return true;
  return payment.statusAt !== null && fact.occurredAt.getTime() <= payment.statusAt.getTime();
}

/**
 * Whether a report is only the word of the gym that owns the account. A gym can read the webhook secret in its own
 * dashboard and sign any event, so its events prove nothing: the app asks the provider.
 */
export function isWordOfOwner({ owner }: Account, source: Source): boolean {
  return owner.kind === 'gym' && source === 'event';
}

/**
 * The present state, beside what a signed event says of a try: that stays true when the buyer has tried again since, and a
 * provider that has one payment for all tries shows the last one alone.
 */
export function withTryOf(event: Report, payment: Payment, present: Report): Report {
  const { attempt } = assess(payment, event, { captures: [], splits: true });
  if (attempt === null || attempt.charges.length === 0) return present;
  const unknownDeclines = [...present.unknownDeclines, ...event.unknownDeclines];
  return { ...present, others: [...present.others, attempt], unknownDeclines };
}

/**
 * An observation is never older than what was known before it, whatever the clocks say: the payment was read before the
 * provider was asked, and providers cut their `Date` to whole seconds.
 */
function afterWhatIsKnown(payment: Payment, report: Report): Report {
  const { fact, attempt } = report;
  const known = payment.statusAt?.getTime() ?? Number.NEGATIVE_INFINITY;
  if (fact === null || fact.occurredAt === null || fact.kind === payment.status) return report;
  if (fact.occurredAt.getTime() > known) return report;
  const occurredAt = new Date(known + 1);
  const dated = attempt && { ...attempt, fact: { ...attempt.fact, occurredAt } };
  return { ...report, fact: { ...fact, occurredAt }, attempt: dated };
}

type Finding = Omit<Anomaly, 'subject'>;

/** Money that was paid elsewhere is no attempt of this payment, whatever reference it carries. */
const FOREIGN: readonly AnomalyKind[] = ['account_mismatch', 'reference_mismatch', 'parent_mismatch'];

function compare(payment: Payment, report: Report, terms: Terms): Finding[] {
  const findings: Finding[] = [];
  if (!report.accountMatches) findings.push({ kind: 'account_mismatch', detail: {} });
  const mustRefer = (report.fact !== null && !isOfForgotten(payment, report)) || report.reference !== null;
  if (mustRefer && report.reference !== payment.id)
    findings.push({ kind: 'reference_mismatch', detail: { expected: payment.id, found: report.reference } });
  if (report.fact?.kind === 'succeeded' && !isOfThisParent(payment, report))
    findings.push({ kind: 'parent_mismatch', detail: { expected: payment.parentId, found: report.parentId } });
  return [...findings, ...compareMoney(payment, report, terms)];
}

function compareMoney(payment: Payment, report: Report, { captures, splits }: Terms): Finding[] {
  const { amount } = payment;
  const { fact, attempt } = report;
  const paid = attempt?.authorized ?? null;
  const hasSucceeded = fact?.kind === 'succeeded';
  if (paid === null) return hasSucceeded ? [amountMismatch(amount, null)] : [];
  if (paid.currency !== amount.currency)
    return [{ kind: 'currency_mismatch', detail: { expected: amount.currency, found: paid.currency } }];
  if (splits && paid.minor < amount.minor && (!hasSucceeded || attempt?.capturedMinor === paid.minor)) return [];
  if (paid.minor !== amount.minor) return [amountMismatch(amount, paid.minor)];
  // A smaller captured amount is right only when a capture asked for it.
  const captured = attempt?.capturedMinor ?? 0;
  const isAskedFor = isCapturedInPart(payment, report) && captures.some((one) => one.amount.minor === captured);
  const isShort = hasSucceeded && captured !== amount.minor && !isAskedFor;
  return isShort ? [amountMismatch(amount, captured)] : [];
}

/** Less was captured than was authorized: right if a capture asked for it, so only where captures are manual. */
export function isCapturedInPart({ amount, captureMethod }: Payment, { fact, attempt }: Report): boolean {
  if (captureMethod !== 'manual' || fact?.kind !== 'succeeded' || attempt === null) return false;
  return attempt.capturedMinor < amount.minor;
}

function amountMismatch(expected: Money | null, found: number | null): Finding {
  return { kind: 'amount_mismatch', detail: { expected: expected?.minor ?? null, found } };
}

/** A refund that the adapter could not read in full, or a dispute whose word it does not know, becomes an anomaly. */
function unreadable(reversal: Reversal): Anomaly[] {
  if (reversal.kind === 'dispute') {
    const { unknownStatus: status, providerDisputeId: subject } = reversal;
    return status === undefined ? [] : [{ kind: 'unknown_status', detail: { status }, subject }];
  }
  const { amount, status, providerRefundId: subject } = reversal;
  if (amount === null) return [{ ...amountMismatch(null, null), subject }];
  return status === null ? [{ kind: 'unknown_status', detail: { status: null }, subject }] : [];
}

/** A success never ends, so a parent that is seen unpaid after one was never paid: the success was wrong, or forged. */
function unpaid({ status, parentId }: Payment, { source, fact, ...report }: Report): Finding[] {
  const isSeen = source === 'observation' && parentId !== null && report.parentId === parentId;
  if (!isSeen || status !== 'succeeded' || fact === null || fact.kind === 'succeeded') return [];
  return [{ kind: 'not_paid', detail: { found: fact.kind } }];
}

function unknownWord({ unknownStatus }: Report): Finding[] {
  return unknownStatus === null ? [] : [{ kind: 'unknown_status', detail: { status: unknownStatus } }];
}

/**
 * A parent that a lost call created carries our reference too, but no customer was given it: its end is not the payment's
 * end, and money through it is not the customer's payment.
 */
function isOfThisParent(payment: Payment, report: Report): boolean {
  return agree(payment.parentId, report.parentId) && agree(payment.intentId, report.intentId);
}

function agree(known: string | null, reported: string | null): boolean {
  return known === null || reported === null || known === reported;
}
