import { anIntent, aSession } from '../scripted.ts';

/** One event as an endpoint of some API version is sent it, and what it has to mean. */
export type Row = {
  /** The versions that send it like this; the first is the one that stands in the event. */
  readonly versions: string;
  readonly type: string;
  readonly object: Record<string, unknown>;
  /** What becomes of the payment: a fact, or what goes back of its money. */
  readonly means: { readonly fact?: string; readonly refund?: string; readonly dispute?: string };
};

const PAID = { status: 'succeeded', amount_received: 1000 };
const COMPLETE = { status: 'complete', payment_intent: 'pi_1', url: null };
/** On a card, for a thousand cents of a paid intent, made in a dashboard. */
export const A_REFUND = {
  id: 're_1',
  object: 'refund',
  amount: 400,
  currency: 'usd',
  status: 'succeeded',
  metadata: {},
};
const OURS = { ...A_REFUND, metadata: { refund_id: '770e8400-e29b-41d4-a716-446655440000' } };
const A_DISPUTE = { id: 'dp_1', object: 'dispute', amount: 1000, currency: 'usd', reason: 'fraudulent' };
export const A_CHARGE = {
  id: 'ch_1',
  object: 'charge',
  amount: 1000,
  amount_captured: 1000,
  amount_refunded: 400,
  captured: true,
  currency: 'usd',
  disputed: false,
  payment_intent: 'pi_1',
  refunded: false,
  status: 'succeeded',
};
const INSIDE = {
  object: 'list',
  data: [{ ...A_REFUND, charge: 'ch_1' }],
  has_more: false,
  url: '/v1/charges/ch_1/refunds',
};

/** Before 2022-11-15 an intent carried the list of its charges, and each of them the list of its refunds. */
const withCharges = (change: Record<string, unknown>) => {
  const { latest_charge: _, ...intent } = anIntent(change);
  return {
    ...intent,
    charges: { object: 'list', data: [{ ...A_CHARGE, refunds: INSIDE }], has_more: false, total_count: 1 },
  };
};
const of = (object: Record<string, unknown>, ...more: readonly Record<string, unknown>[]) =>
  Object.assign({ ...object }, ...more);

const EVERY = '2019-02-11 and later';
const OLDEST = '2018-11-08 until 2019-02-11';
const WITH_LISTS = '2019-02-11 until 2022-11-15';
const WITHOUT_LISTS = '2022-11-15 and later';
const ANY_REFUND = '2024-10-28.acacia and later';
const NO_INTENT = '2018-11-08 until 2019-10';

/** https://docs.stripe.com/api/events/types and https://docs.stripe.com/changelog, 2026-11-28. */
export const ROWS: readonly Row[] = [
  ...[WITH_LISTS, WITHOUT_LISTS].flatMap((versions) => {
    const intent = versions === WITH_LISTS ? withCharges : anIntent;
    const row = (event: string, change: Record<string, unknown>, fact: string): Row => ({
      ...{ versions, type: `payment_intent.${event}`, object: intent(change), means: { fact } },
    });
    return [
      row('succeeded', PAID, 'succeeded'),
      row('payment_failed', { last_payment_error: { code: 'card_declined' } }, 'failed'),
      row('canceled', { status: 'canceled' }, 'cancelled'),
      row('processing', { status: 'processing' }, 'processing'),
      row('requires_action', { status: 'requires_action' }, 'pending'),
      row('amount_capturable_updated', { status: 'requires_capture', amount_capturable: 1000 }, 'processing'),
    ];
  }),
  {
    versions: OLDEST,
    type: 'payment_intent.payment_failed',
    object: anIntent({ status: 'requires_source' }),
    means: { fact: 'failed' },
  },
  {
    versions: OLDEST,
    type: 'payment_intent.requires_action',
    object: anIntent({ status: 'requires_source_action' }),
    means: { fact: 'pending' },
  },
  {
    versions: WITHOUT_LISTS,
    type: 'payment_intent.succeeded',
    object: anIntent({ ...PAID, latest_charge: 'ch_1' }),
    means: { fact: 'succeeded' },
  },
  {
    versions: WITHOUT_LISTS,
    type: 'payment_intent.succeeded',
    object: anIntent({ ...PAID, latest_charge: A_CHARGE }),
    means: { fact: 'succeeded' },
  },

  {
    versions: EVERY,
    type: 'checkout.session.completed',
    object: aSession({ ...COMPLETE, payment_status: 'paid' }),
    means: { fact: 'succeeded' },
  },
  // Unpaid, so its intent says how it stands; the intent can't be read here.
  { versions: EVERY, type: 'checkout.session.completed', object: aSession(COMPLETE), means: {} },
  {
    versions: EVERY,
    type: 'checkout.session.async_payment_succeeded',
    object: aSession({ ...COMPLETE, payment_status: 'paid' }),
    means: { fact: 'succeeded' },
  },
  {
    versions: EVERY,
    type: 'checkout.session.async_payment_failed',
    object: aSession(COMPLETE),
    means: { fact: 'cancelled' },
  },
  {
    versions: 'until 2022-08-01',
    type: 'checkout.session.expired',
    object: aSession({ status: 'expired', payment_intent: 'pi_1' }),
    means: { fact: 'cancelled' },
  },
  {
    versions: '2022-08-01 and later',
    type: 'checkout.session.expired',
    object: aSession({ status: 'expired' }),
    means: { fact: 'cancelled' },
  },

  {
    versions: WITH_LISTS,
    type: 'charge.refunded',
    object: of(A_CHARGE, { refunds: INSIDE }),
    means: { refund: 'succeeded' },
  },
  {
    versions: WITH_LISTS,
    type: 'charge.refunded',
    object: of(A_CHARGE, { refunds: { ...INSIDE, has_more: true } }),
    means: { refund: 'succeeded' },
  },
  { versions: WITHOUT_LISTS, type: 'charge.refunded', object: A_CHARGE, means: { refund: 'succeeded' } },
  ...['charge.captured', 'charge.expired', 'charge.failed'].map(
    (type): Row => ({ versions: EVERY, type, object: A_CHARGE, means: { fact: 'succeeded' } }),
  ),

  ...[
    ['charge.refund.updated', EVERY],
    ...['refund.created', 'refund.updated', 'refund.failed'].map((type) => [type, ANY_REFUND]),
  ].flatMap(([type = '', versions = '']): Row[] => [
    {
      versions,
      type,
      object: of(A_REFUND, { charge: 'ch_1', payment_intent: 'pi_1' }),
      means: { refund: 'succeeded' },
    },
    {
      versions,
      type,
      object: of(OURS, { charge: 'ch_1', payment_intent: 'pi_1', status: 'failed' }),
      means: { refund: 'failed' },
    },
    {
      versions,
      type,
      object: of(OURS, { charge: A_CHARGE, payment_intent: { id: 'pi_1', object: 'payment_intent' } }),
      means: { refund: 'succeeded' },
    },
  ]),
  {
    versions: NO_INTENT,
    type: 'charge.refund.updated',
    object: of(OURS, { charge: 'ch_1', status: 'failed' }),
    means: { refund: 'failed' },
  },
  {
    versions: NO_INTENT,
    type: 'charge.refund.updated',
    object: of(A_REFUND, { charge: 'ch_1' }),
    means: { refund: 'succeeded' },
  },

  ...['created', 'updated', 'closed', 'funds_withdrawn', 'funds_reinstated'].flatMap((event): Row[] => {
    const [type, status, dispute] = [
      `charge.dispute.${event}`,
      event === 'closed' ? 'lost' : 'under_review',
      event === 'closed' ? 'lost' : 'open',
    ];
    return [
      {
        versions: EVERY,
        type,
        object: of(A_DISPUTE, { charge: 'ch_1', payment_intent: 'pi_1', status }),
        means: { dispute },
      },
      { versions: EVERY, type, object: of(A_DISPUTE, { charge: A_CHARGE, status }), means: { dispute } },
      { versions: NO_INTENT, type, object: of(A_DISPUTE, { charge: 'ch_1', status }), means: { dispute } },
    ];
  }),
];
