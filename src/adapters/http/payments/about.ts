import { about } from '../openapi/about.ts';

/** How a call to the provider can fail. */
const CALLS_PROVIDER = [
  'credentials_unusable',
  'provider_not_configured',
  'provider_unavailable',
  'provider_rejected',
] as const;

const READING_SCOPE = { scope_missing: 'This needs the scope payments:read' };
const PAYMENTS_SCOPE = { scope_missing: 'This needs the scope payments:manage' };

export const LIST_PAYMENTS = about({
  id: 'listPayments',
  tag: 'Payments',
  summary: 'List payments',
  description:
    "The caller's own payments, newest first, in pages; with the scope `payments:read` every user's. Filters can be " +
    'combined. A payment that is opened during paging neither repeats nor hides another one.',
  fails: ['invalid'],
  field: 'status',
});

export const GET_PAYMENT_DETAILS = about({
  id: 'getPaymentDetails',
  tag: 'Payments',
  summary: 'Get the details of a payment',
  description:
    "The provider and the account, the provider's ids, the amounts authorized, captured and refunded, every attempt of " +
    'the customer, and anomalies. Neither credentials nor anything that a payment could be made with.',
  fails: ['invalid', 'payment_not_found', 'not_yours'],
  field: 'payment_id',
  says: { not_yours: 'Payment does not belong to user' },
});

export const LIST_PAYMENT_TIMELINE = about({
  id: 'listPaymentTimeline',
  tag: 'Payments',
  summary: 'List the timeline of a payment',
  description:
    'In chronological order, in pages: requests, calls to the provider and their outcome, webhooks, status changes with ' +
    'their cause, anomalies, and actions of operators.',
  scope: 'payments:read',
  fails: ['invalid', 'scope_missing', 'payment_not_found'],
  field: 'payment_id',
  says: READING_SCOPE,
});

export const SYNC_PAYMENT = about({
  id: 'syncPayment',
  tag: 'Payments',
  summary: 'Sync a payment with the provider',
  description:
    'Reads the payment from the provider now. This is rarely needed, because providers send webhooks and the service ' +
    'polls on a schedule. It helps after a lost webhook, and when the call that opened the payment got no answer: the ' +
    'object that the call created is then found. Nothing new is created.',
  fails: ['invalid', 'payment_not_found', 'not_yours', 'conflict', ...CALLS_PROVIDER],
  field: 'payment_id',
  says: { not_yours: 'Payment does not belong to user' },
});

export const REFUND_PAYMENT = about({
  id: 'refundPayment',
  tag: 'Payments',
  summary: 'Refund a payment',
  description:
    'The whole remaining amount, or a part of it. One payment can have several refunds; their sum never exceeds what ' +
    'was captured. A refund can stay `pending` for days, and one that succeeded can still fail. After a 5xx, a retry ' +
    'with the same key finishes the same refund.',
  scope: 'payments:manage',
  fails: ['invalid', 'scope_missing', 'payment_not_found', 'conflict', 'unsupported', ...CALLS_PROVIDER],
  field: 'amount',
  says: { ...PAYMENTS_SCOPE, conflict: 'At most 400 can be refunded, in minor units' },
});

export const LIST_REFUNDS = about({
  id: 'listRefunds',
  tag: 'Payments',
  summary: 'List the refunds of a payment',
  description: "Newest first, in pages, including refunds that were made in the provider's dashboard.",
  scope: 'payments:read',
  fails: ['invalid', 'scope_missing', 'payment_not_found'],
  field: 'limit',
  says: READING_SCOPE,
});

export const RESOLVE_ANOMALY = about({
  id: 'resolveAnomaly',
  tag: 'Payments',
  summary: 'Resolve an anomaly',
  description:
    'Records that an operator has looked at the anomaly, with the reason and the operator: once. Repeating the same ' +
    'request changes nothing. The anomalies of a payment, with their ids, are in its details.',
  scope: 'payments:manage',
  fails: ['invalid', 'scope_missing', 'payment_not_found', 'anomaly_not_found', 'conflict'],
  field: 'reason',
  says: { ...PAYMENTS_SCOPE, conflict: 'The anomaly is resolved already' },
});

export const CANCEL_PAYMENT = about({
  id: 'cancelPayment',
  tag: 'Payments',
  summary: 'Cancel a payment',
  description:
    'Cancels an open payment: it can no longer be paid, and an authorization is released. A cancelled payment stays ' +
    'cancelled; a paid one can be refunded instead.',
  fails: ['invalid', 'payment_not_found', 'not_yours', 'conflict', ...CALLS_PROVIDER],
  field: 'payment_id',
  says: { not_yours: 'Payment does not belong to user', conflict: 'The payment is succeeded' },
});

export const CAPTURE_PAYMENT = about({
  id: 'capturePayment',
  tag: 'Payments',
  summary: 'Capture a payment',
  description:
    'For payments of orders with `capture_method: "manual"`: they are `processing` until the authorized amount, or a ' +
    'part of it, is captured; the rest is released. A payment is captured once. When a part was captured in the ' +
    "provider's dashboard, capturing exactly that amount accepts it, without another capture.",
  scope: 'payments:manage',
  fails: ['invalid', 'scope_missing', 'payment_not_found', 'conflict', 'unsupported', ...CALLS_PROVIDER],
  field: 'amount',
  says: { ...PAYMENTS_SCOPE, conflict: 'The payment is captured automatically' },
});
