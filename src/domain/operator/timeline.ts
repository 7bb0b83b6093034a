import { type Money, moneyToDecimal } from '../money/money.ts';
import type { AnomalyKind } from '../payment/anomaly.ts';
import type { Capture } from '../payment/capture.ts';
import type { Dispute } from '../payment/dispute.ts';
import type { Purpose } from '../payment/payment.ts';
import type { Refund, RefundStatus } from '../payment/refund.ts';
import type { Transition } from '../purchase/decision.ts';
import type { DeliveryState } from '../purchase/purchase.ts';

/** The kinds of entries of a payment's timeline. */
export const ENTRY_KINDS = [
  'opened',
  'request',
  'call',
  'delivery',
  'transition',
  'capture',
  'refund',
  'refund_elsewhere',
  'refund_end',
  'dispute',
  'anomaly',
  'resolution',
] as const;
export type EntryKind = (typeof ENTRY_KINDS)[number];

/** A request to the service, or a call that it made to a provider, and how it ended. */
export type Asked = {
  /** The caller's user id, or the provider's name. */
  readonly actor: string;
  readonly operation: string;
  /** `ok`, or the error code. */
  readonly outcome: string;
  readonly reason: string | null;
  /** Whole milliseconds. */
  readonly tookMs: number;
};

type Fields = {
  readonly opened: { readonly userId: string; readonly purpose: Purpose };
  readonly request: Asked;
  readonly call: Asked;
  readonly delivery: {
    readonly provider: string;
    readonly eventId: string;
    readonly eventType: string;
    readonly state: DeliveryState;
  };
  readonly transition: Omit<Transition, 'recordedAt'>;
  readonly capture: Pick<Capture, 'id' | 'amount' | 'requestedBy'>;
  readonly refund: Pick<Refund, 'id' | 'amount' | 'reason'> & { readonly requestedBy: string };
  readonly refund_elsewhere: Pick<Refund, 'id' | 'amount' | 'reason'> & { readonly provider: string };
  readonly refund_end: {
    readonly id: string;
    readonly provider: string;
    readonly status: Exclude<RefundStatus, 'pending'>;
    readonly currency: string;
  };
  readonly dispute: Pick<Dispute, 'providerDisputeId' | 'reason' | 'status' | 'statusAt'> & {
    readonly provider: string;
  };
  readonly anomaly: Found;
  /** `by` is null where it ended with its cause. */
  readonly resolution: Found & { readonly by: string | null; readonly reason: string };
};

/** An anomaly: its id, its kind, and what it is about. */
type Found = { readonly id: string; readonly anomaly: AnomalyKind; readonly subject: string };

/** One thing that happened to a payment, with the fields of its kind. `at` is our clock. */
export type TimelineEntry<Kind extends EntryKind = EntryKind> = {
  readonly [One in Kind]: { readonly at: Date; readonly kind: One } & Fields[One];
}[Kind];

/** What to do with an entry, by its kind. */
export type ByKind<Result> = { readonly [Kind in EntryKind]: (entry: TimelineEntry<Kind>) => Result };

/** The entry in words, for an operator who explains the payment to its customer. */
export function sentenceOf<Kind extends EntryKind>(entry: TimelineEntry<Kind>): string {
  return SENTENCES[entry.kind](entry);
}

/** Provider calls in words for operators, where the method's name says too little. */
const CALLS: Readonly<Record<string, string>> = {
  fetch: 'show the payment',
  find: 'search for the payment',
  listRefunds: 'list its refunds',
  translate: 'show what changed',
};

const SENTENCES: ByKind<string> = {
  opened: ({ userId, purpose }) =>
    `${userId} opened a payment for the ${purpose.kind} ${purpose.kind === 'order' ? purpose.orderId : purpose.gymSlug}`,
  request: ({ actor, operation, outcome, tookMs }) =>
    `${actor} asked to ${words(operation)}: ${words(outcome)}, ${tookMs} ms`,
  call: ({ actor, operation, outcome, reason, tookMs }) =>
    `${actor} was asked to ${CALLS[operation] ?? words(operation)}: ${words(outcome)}, ${tookMs} ms${because(reason)}`,
  delivery: ({ provider, eventType, eventId, state }) => `${provider} sent ${eventType} (${eventId}): ${state}`,
  transition: ({ from, to, cause }) => `${from} → ${to}, by ${cause.kind} ${cause.id}`,
  capture: ({ requestedBy, amount }) => `${requestedBy} requested a capture of ${price(amount)}`,
  refund: ({ requestedBy, amount, reason, id }) =>
    `${requestedBy} requested a refund of ${price(amount)}${because(reason)}, refund ${id}`,
  refund_elsewhere: ({ provider, amount, reason, id }) =>
    `${provider} reported a refund of ${price(amount)} made there${because(reason)}, refund ${id}`,
  refund_end: ({ provider, id, status }) => `${provider} reported that the refund ${id} ${status}`,
  dispute: ({ provider, providerDisputeId, reason, status }) =>
    `${provider} reported the dispute ${providerDisputeId}${because(reason)}, now ${status}`,
  anomaly: ({ anomaly, subject }) => `Anomaly: ${words(anomaly)} (${subject})`,
  resolution: ({ by, anomaly, reason }) =>
    `${by === null ? 'With its cause ended' : `${by} resolved`} ${words(anomaly)}${because(reason)}`,
};

function price(amount: Money): string {
  return `${moneyToDecimal(amount)} ${amount.currency}`;
}

function words(term: string): string {
  return term.replaceAll('_', ' ');
}

function because(reason: string | null): string {
  return reason === null ? '' : ` (${reason})`;
}
