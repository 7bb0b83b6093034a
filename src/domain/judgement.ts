import type { Account } from './account.ts';
import type { Anomaly, AnomalyKind } from './anomaly.ts';
import type { Capture } from './capture.ts';
import { isOpen } from './fact.ts';
import type { Money } from './money.ts';
import type { Payment } from './payment.ts';
import { NOTHING_TOLD, type Report, type Reversal, type Source } from './report.ts';

/** What of a report may be believed about a payment, and what has to be looked at. */
export type Judgement = Pick<
  Report,
  'fact' | 'overAt' | 'attempt' | 'others' | 'parentId' | 'intentId' | 'reversals'
> & {
  readonly anomalies: readonly Anomaly[];
};

/** What else decides whether money is right. */
export type Terms = {
  /** What was asked to be captured; it only matters for a payment that was captured in part. */
  readonly captures: readonly Capture[];
  /** Whether the buyer may split the amount over several attempts: less than it may be a part. `weighed` adds them up. */
  readonly splits: boolean;
};

const WHOLE: Terms = { captures: [], splits: false };

/**
 * Holds a report against the payment it claims to be about. All that it compares never changes after the
 * payment's birth, so no lock is needed. A mismatch is an anomaly, never a success.
 */
export function judge(payment: Payment, told: Report, terms: Partial<Terms> = {}): Judgement {
  const report = told.source === 'observation' ? afterWhatIsKnown(payment, told) : told;
  const subject = report.attempt?.providerPaymentId ?? report.parentId ?? payment.id;
  const mismatches = compare(payment, report, { ...WHOLE, ...terms });
  const found = [...mismatches, ...unknownWord(report), ...unpaid(payment, report)].map((finding) => ({
    ...finding,
    subject,
  }));
  const anomalies = [...found, ...report.reversals.flatMap(unreadable)];
  const { fact, overAt, attempt, parentId, intentId } = report;
  const isOurs = isOfThisParent(payment, report) && mismatches.every(({ kind }) => !FOREIGN.includes(kind));
  const { others, reversals } = isOurs ? report : NOTHING_TOLD;
  const own = { attempt: isOurs ? attempt : null, overAt, others, reversals, anomalies };
  if (!isOurs) return { ...own, fact: null, overAt: null, parentId: null, intentId: null };
  // What came doesn't pay it, and nothing else can.
  const end = overAt && ({ kind: 'cancelled', occurredAt: overAt } as const);
  if (mismatches.length > 0) return { ...own, fact: end, parentId: null, intentId: null };
  return { ...own, fact, parentId, intentId };
}

/**
 * Whether a report is too weak to stand by itself. Event times are whole seconds at some providers, so an
 * open fact that ties with, or is older than, what is known only says: ask for the present state. Past the payment's
 * time, what is open of one attempt doesn't tell whether another can still bring money.
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
 * Whether a report is no more than the word of the gym that owns the account. A gym reads the webhook secret in its own
 * dashboard and can sign any event, so its events prove nothing, of success or of anything else: the provider is asked.
 */
export function isWordOfOwner({ owner }: Account, source: Source): boolean {
  return owner.kind === 'gym' && source === 'event';
}

/**
 * What was seen after something was known can't be older than it, whatever the clocks say: providers cut
 * their `Date` to whole seconds. The payment was read before the provider was asked.
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

/** What was paid elsewhere is no attempt at this payment, whatever it says it refers to. */
const FOREIGN: readonly AnomalyKind[] = ['account_mismatch', 'reference_mismatch', 'parent_mismatch'];

function compare(payment: Payment, report: Report, terms: Terms): Finding[] {
  const findings: Finding[] = [];
  if (!report.accountMatches) findings.push({ kind: 'account_mismatch', detail: {} });
  const mustRefer = report.fact !== null || report.reference !== null;
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

/** Less was taken than was agreed to: right when it was asked for, which only captures by hand can be. */
export function isCapturedInPart({ amount, captureMethod }: Payment, { fact, attempt }: Report): boolean {
  if (captureMethod !== 'manual' || fact?.kind !== 'succeeded' || attempt === null) return false;
  return attempt.capturedMinor < amount.minor;
}

function amountMismatch(expected: Money | null, found: number | null): Finding {
  return { kind: 'amount_mismatch', detail: { expected: expected?.minor ?? null, found } };
}

/** What can't be read of a reversal is told to operators. */
function unreadable(reversal: Reversal): Anomaly[] {
  if (reversal.kind === 'dispute') return [];
  const { amount, status, providerRefundId: subject } = reversal;
  if (amount === null) return [{ ...amountMismatch(null, null), subject }];
  return status === null ? [{ kind: 'unknown_status', detail: { status: null }, subject }] : [];
}

/** A success never ends, so a parent that is seen unpaid after one was never paid: what said so was wrong, or forged. */
function unpaid({ status, parentId }: Payment, { source, fact, ...report }: Report): Finding[] {
  const isSeen = source === 'observation' && parentId !== null && report.parentId === parentId;
  if (!isSeen || status !== 'succeeded' || fact === null || fact.kind === 'succeeded') return [];
  return [{ kind: 'not_paid', detail: { found: fact.kind } }];
}

function unknownWord({ unknownStatus }: Report): Finding[] {
  return unknownStatus === null ? [] : [{ kind: 'unknown_status', detail: { status: unknownStatus } }];
}

/**
 * A parent that a lost call has made carries our reference too, but was handed to nobody: its end is not the
 * payment's end, and money through it didn't come from whom we let pay.
 */
function isOfThisParent(payment: Payment, report: Report): boolean {
  return agree(payment.parentId, report.parentId) && agree(payment.intentId, report.intentId);
}

function agree(known: string | null, told: string | null): boolean {
  return known === null || told === null || known === told;
}
