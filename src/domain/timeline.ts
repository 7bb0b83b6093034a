import { money, moneyToDecimal } from './money.ts';

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

/** One thing that happened to a payment. What a field means depends on the kind: see `SENTENCES`. */
export type TimelineEntry = {
  /** Our clock. */
  readonly at: Date;
  readonly kind: EntryKind;
  /** The user or the provider that did it, or the cause of a change of status. */
  readonly actor: string | null;
  readonly operation: string | null;
  readonly outcome: string | null;
  readonly reason: string | null;
  readonly tookMs: number | null;
  /** The id of what it is about: an order, a notification, an anomaly. */
  readonly reference: string | null;
  /** The provider's clock, for what happened there before the service learned of it. */
  readonly occurredAt: Date | null;
};

/** The entry in words, for an operator who explains the payment to its customer. */
export function sentenceOf(entry: TimelineEntry): string {
  return SENTENCES[entry.kind](entry);
}

/** Provider calls in words for operators, where the method's name says too little. */
const CALLS: Readonly<Record<string, string>> = {
  fetch: 'show the payment',
  find: 'search for the payment',
  listRefunds: 'list its refunds',
  translate: 'show what changed',
};

const SENTENCES = {
  opened: ({ actor, operation, reference }) => `${actor} opened a payment for the ${operation} ${reference}`,
  request: ({ actor, operation, outcome, tookMs }) =>
    `${actor} asked to ${words(operation)}: ${words(outcome)}, ${tookMs} ms`,
  call: ({ actor, operation, outcome, reason, tookMs }) =>
    `${actor} was asked to ${CALLS[operation ?? ''] ?? words(operation)}: ${words(outcome)}, ${tookMs} ms${because(reason)}`,
  delivery: ({ actor, operation, outcome, reference }) => `${actor} sent ${operation} (${reference}): ${outcome}`,
  transition: ({ actor, operation, outcome, reference }) => `${operation} → ${outcome}, by ${actor} ${reference}`,
  capture: ({ actor, operation, outcome }) => `${actor} requested a capture of ${priceOf(outcome, operation)}`,
  refund: ({ actor, operation, outcome, reason, reference }) =>
    `${actor} requested a refund of ${priceOf(outcome, operation)}${because(reason)}, refund ${reference}`,
  refund_elsewhere: ({ actor, operation, outcome, reason, reference }) =>
    `${actor} reported a refund of ${priceOf(outcome, operation)} made there${because(reason)}, refund ${reference}`,
  refund_end: ({ actor, outcome, reference }) => `${actor} reported that the refund ${reference} ${outcome}`,
  dispute: ({ actor, operation, outcome, reference }) =>
    `${actor} reported the dispute ${reference}${because(operation)}, now ${outcome}`,
  anomaly: ({ operation, outcome }) => `Anomaly: ${words(operation)} (${outcome})`,
  resolution: ({ actor, operation, reason }) => `${actor} resolved ${words(operation)}${because(reason)}`,
} as const satisfies Record<EntryKind, (entry: TimelineEntry) => string>;

/** The minor units and the currency of an amount of money, as they are kept. */
function priceOf(minor: string | null, currency: string | null): string {
  return `${moneyToDecimal(money(Number(minor), currency ?? ''))} ${currency}`;
}

function words(term: string | null): string {
  return (term ?? '').replaceAll('_', ' ');
}

function because(reason: string | null): string {
  return reason === null ? '' : ` (${reason})`;
}
