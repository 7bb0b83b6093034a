import { about } from '../openapi/about.ts';

/** How asking the provider can fail. */
const ASKS_PROVIDER = [
  'credentials_unusable',
  'provider_not_configured',
  'provider_unavailable',
  'provider_rejected',
] as const;

const PAYMENTS_SCOPE = { scope_missing: 'This needs the scope payments:manage' };

export const LIST_PAYMENTS = about({
  id: 'listPayments',
  tag: 'Payments',
  summary: 'List payments',
  description:
    "The caller's own payments, newest first, a page at a time; with the scope `payments:manage` everybody's. Filters " +
    'may be combined. Payments that are opened while somebody turns the pages are neither repeated nor left out.',
  fails: ['invalid'],
  field: 'status',
});

export const SHOW_DETAILS = about({
  id: 'showPaymentDetails',
  tag: 'Payments',
  summary: 'Look at everything known about a payment',
  description:
    'Who takes the money and into which account, what the provider calls it, how much was authorized, captured and ' +
    'refunded, each try of the customer, and what should not have happened. Neither credentials nor anything that a ' +
    'payment could be paid with.',
  fails: ['invalid', 'payment_not_found', 'not_yours'],
  field: 'payment_id',
  says: { not_yours: 'Payment does not belong to user' },
});

export const LIST_TIMELINE = about({
  id: 'listPaymentTimeline',
  tag: 'Payments',
  summary: 'Read the story of a payment',
  description:
    'In one order: who asked for it, what the provider was asked and how that ended, what the provider told, how and why ' +
    'the status changed, what was found wrong with it, and what operators did. A page at a time.',
  scope: 'payments:manage',
  fails: ['invalid', 'scope_missing', 'payment_not_found'],
  field: 'payment_id',
  says: PAYMENTS_SCOPE,
});

export const SYNC_PAYMENT = about({
  id: 'syncPayment',
  tag: 'Payments',
  summary: 'Ask the provider about a payment now',
  description:
    'Nobody has to do this: providers tell, and are asked on a schedule. It helps when a notification got lost, or the ' +
    'call that opened the payment had no answer: what that call has made is then found. Nothing new is made.',
  fails: ['invalid', 'payment_not_found', 'not_yours', 'conflict', ...ASKS_PROVIDER],
  field: 'payment_id',
  says: { not_yours: 'Payment does not belong to user' },
});

export const REFUND_PAYMENT = about({
  id: 'refundPayment',
  tag: 'Payments',
  summary: 'Send money back',
  description:
    'All that is left of a payment, or a part of it; several refunds of one payment are fine, and never add up to more ' +
    'than was captured. A refund may stay `pending` for days, and one that succeeded can still fail. After a 5xx the ' +
    'same key finishes what it began.',
  scope: 'payments:manage',
  fails: ['invalid', 'scope_missing', 'payment_not_found', 'conflict', 'unsupported', ...ASKS_PROVIDER],
  field: 'amount',
  says: { ...PAYMENTS_SCOPE, conflict: 'At most 400 can be refunded, in minor units' },
});

export const LIST_REFUNDS = about({
  id: 'listRefunds',
  tag: 'Payments',
  summary: 'List the refunds of a payment',
  description: 'Newest first, a page at a time, with those that were made at the provider itself.',
  scope: 'payments:manage',
  fails: ['invalid', 'scope_missing', 'payment_not_found'],
  field: 'limit',
  says: PAYMENTS_SCOPE,
});

export const RESOLVE_ANOMALY = about({
  id: 'resolveAnomaly',
  tag: 'Payments',
  summary: 'Resolve an anomaly',
  description:
    'Somebody has looked at what should not have happened, and says so: once, with a reason, under their own name. The ' +
    'same again changes nothing. The anomalies of a payment, and their ids, are in its details.',
  scope: 'payments:manage',
  fails: ['invalid', 'scope_missing', 'payment_not_found', 'anomaly_not_found', 'conflict'],
  field: 'reason',
  says: { ...PAYMENTS_SCOPE, conflict: 'The anomaly is resolved already' },
});

export const CANCEL_PAYMENT = about({
  id: 'cancelPayment',
  tag: 'Payments',
  summary: 'Cancel an open payment',
  description:
    'Nobody can pay it any more, and money that was only authorized is let go. One that is cancelled already stays so; ' +
    'one that is paid can be refunded instead.',
  fails: ['invalid', 'payment_not_found', 'not_yours', 'conflict', ...ASKS_PROVIDER],
  field: 'payment_id',
  says: { not_yours: 'Payment does not belong to user', conflict: 'The payment is succeeded' },
});

export const CAPTURE_PAYMENT = about({
  id: 'capturePayment',
  tag: 'Payments',
  summary: 'Take what the customer has agreed to',
  description:
    'For payments whose order says `capture_method: "manual"`: they are `processing` until somebody takes the money, all ' +
    'of it or a part; what is left is let go. A payment is captured once. Where a part was captured in the provider’s ' +
    'dashboard, asking for just that amount accepts it, and captures nothing.',
  scope: 'payments:manage',
  fails: ['invalid', 'scope_missing', 'payment_not_found', 'conflict', 'unsupported', ...ASKS_PROVIDER],
  field: 'amount',
  says: { ...PAYMENTS_SCOPE, conflict: 'The payment is captured by itself' },
});
