import { type Money, money } from '../../src/domain/money/money.ts';
import type { DisputeReport } from '../../src/domain/payment/dispute.ts';
import { compareFacts, isOpen, join, type Status } from '../../src/domain/payment/fact.ts';
import type { RefundReport, RefundStatus } from '../../src/domain/payment/refund.ts';
import { type Attempt, EMPTY_REPORT, type Report } from '../../src/domain/payment/report.ts';
import type { Flow } from '../../src/ports/payment-provider/capabilities.ts';
import type { OpenRequest, Parent } from '../../src/ports/payment-provider/requests.ts';

/** A parent as the provider keeps it, in the account of one holder. */
export type Kept = {
  readonly id: string;
  readonly holder: string;
  /** The access token that it was made with. */
  readonly madeBy: string;
  readonly request: OpenRequest;
  readonly status: Status;
  readonly openedAt: Date;
  readonly changedAt: Date;
  /** The buyer has agreed, where the service has to take the money then. */
  readonly hasAgreed: boolean;
  /** An attempt has failed, where that ends the parent. */
  readonly wasDeclined: boolean;
  readonly isSearchable: boolean;
  /** A search shows it from then on. */
  readonly searchableAt: Date;
  /** What was captured by hand; null: as much as was agreed to. */
  readonly captured: number | null;
  /** The tries, where each has an id. */
  readonly charges: readonly Try[];
};

/** One try of a buyer, at a provider that has one payment for all of them. */
export type Try = { readonly id: string; readonly isDeclined: boolean };

/** A try of a buyer who splits the purchase. */
export type Part = { readonly id: string; readonly minor: number; readonly status: Status; readonly at: Date };

/** Money that went back, of one provider payment. `reference` is null when we didn't ask for it. */
export type KeptRefund = {
  readonly id: string;
  readonly providerPaymentId: string;
  readonly amount: Money;
  readonly reference: string | null;
  readonly status: RefundStatus;
  readonly madeAt: Date;
  /** A list shows it from then on. */
  readonly listedAt: Date;
};

/** What one of its events says by itself, whatever the parent is by now. */
export type Claims = {
  readonly reference: string | null;
  readonly parentId: string | null;
  readonly status: Status;
  readonly at: Date;
  readonly amount: Money;
  /** Of the last try, where tries have ids. */
  readonly charge?: Try | null;
};

export type Body = {
  /** The provider that wrote it: another one can't read it. */
  readonly of: string;
  readonly id: string;
  readonly type: string;
  /** Only the parent's id is sent: what it means is to be fetched. */
  readonly parentId?: string;
  /** What it says of a dispute, by itself. */
  readonly dispute?: Omit<DisputeReport, 'occurredAt'> & { readonly occurredAt: string };
  readonly claims?: Omit<Claims, 'at' | 'amount'> & { readonly at: string; readonly minor: number; currency: string };
};

/** What a buyer's try at this parent is called. */
export function attemptIdOf(parentId: string): string {
  return `try-of-${parentId}`;
}

export function refundReport({ id, reference, listedAt: _at, ...refund }: KeptRefund, isNamed: boolean): RefundReport {
  const carried = isNamed ? reference : null;
  const whose = { reference: carried, isAnonymous: !isNamed };
  return { kind: 'refund', providerRefundId: id, ...refund, ...whose, reason: null };
}

/** What a parent says with the parts that were paid of it: the money first, then what is undecided. */
export function withParts(report: Report, { request, status, changedAt }: Kept, parts: readonly Part[]): Report {
  const undecided = parts.some((part) => part.status === 'pending' || part.status === 'processing');
  const overAt = status === 'cancelled' && !undecided ? changedAt : null;
  const reported = parts.map(({ id, minor, status: kind, at }) => ({
    providerPaymentId: id,
    fact: { kind, occurredAt: at },
    authorized: { ...request.amount, minor },
    capturedMinor: kind === 'succeeded' ? minor : 0,
    ...explained(kind),
    charges: [],
  }));
  const sorted = reported.toSorted((a, b) => compareFacts(b.fact, a.fact));
  const [attempt, ...others] = report.attempt === null ? sorted : [report.attempt, ...sorted];
  if (attempt === undefined) return { ...report, overAt };
  const fact = report.fact === null ? attempt.fact : join(report.fact, attempt.fact);
  return { ...report, fact, overAt, attempt, others };
}

/** Its buyers have one reason to fail, and one card for that. */
function explained(kind: Status): Pick<Attempt, 'decline' | 'method'> {
  if (kind !== 'failed') return { decline: null, method: null };
  return {
    decline: { code: 'insufficient_funds', providerCode: 'no_money' },
    method: { type: 'card', brand: 'somecard', last4: '0001', installments: null },
  };
}

const UNDERSTOOD = { unknownStatus: null, unknownDeclines: [] } as const;

/** What client SDKs would call this parent. */
export function intentIdOf(parentId: string): string {
  return `intent-of-${parentId}`;
}

export function parentOf(parent: Kept): Parent {
  const report = stateReport(parent);
  const { intentId } = report;
  return { parentId: parent.id, intentId, handover: handoverOf(parent, parent.request.flow), report };
}

/** A client token stays readable after success; a page that has ended has no address. */
function handoverOf({ id, status }: Kept, flow: Flow): string {
  if (status === 'cancelled' || (status === 'succeeded' && flow === 'redirect')) return '';
  return flow === 'client' ? `token-for-${id}` : `https://somepay.example/${id}`;
}

export function stateReport({ id, request, status, changedAt, captured, charges, ...kept }: Kept): Report {
  const { hasAgreed, wasDeclined } = kept;
  const about = { reference: request.reference, parentId: id, status, at: changedAt, amount: request.amount };
  const claims = { ...about, charge: charges.at(-1) ?? null };
  const { attempt: lastAttempt } = reportOf({ ...claims, status: wasDeclined ? 'failed' : status }, 'state');
  const waits = hasAgreed && isOpen(status) && { awaitsCompletion: true };
  const report = { ...reportOf(claims, 'state'), attempt: lastAttempt, ...waits };
  const { attempt } = report;
  const taken = captured === null || attempt === null ? attempt : { ...attempt, capturedMinor: captured };
  // A page has none.
  return { ...report, attempt: taken, intentId: request.flow === 'client' ? report.intentId : null };
}

export function eventReport({ at, minor, currency, ...claims }: NonNullable<Body['claims']>): Report {
  return reportOf({ ...claims, at: new Date(at), amount: money(minor, currency) }, 'event');
}

/** Disputes carry no reference of ours, only whose money it is. */
export function disputeReport({ occurredAt, ...reported }: NonNullable<Body['dispute']>): Report {
  const dispute = { ...reported, occurredAt: new Date(occurredAt) };
  const intentId = intentIdOf(reported.providerPaymentId.replace(attemptIdOf(''), ''));
  return { ...EMPTY_REPORT, intentId, reversals: [dispute] };
}

function reportOf({ reference, parentId, status, at, amount, charge }: Claims, source: Report['source']): Report {
  const fact = { kind: status, occurredAt: at };
  const wasTried = status !== 'pending' && status !== 'cancelled' && parentId !== null;
  const capturedMinor = status === 'succeeded' ? amount.minor : 0;
  const charges = charge ? [{ id: charge.id, ...explained(charge.isDeclined ? 'failed' : 'pending') }] : [];
  const money = { authorized: amount, capturedMinor };
  const attempt = wasTried
    ? { providerPaymentId: attemptIdOf(parentId), fact, ...money, ...explained(status), charges }
    : null;
  const intentId = parentId === null ? null : intentIdOf(parentId);
  const reported = { fact, overAt: null, attempt, others: [], reversals: [], ...UNDERSTOOD, source };
  return { reference, parentId, intentId, accountMatches: true, ...reported };
}
