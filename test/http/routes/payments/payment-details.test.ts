import { expect, test } from 'vitest';
import type { FoundDetails } from '../../../../src/app/payments/read-payments.ts';
import { DomainError } from '../../../../src/domain/error.ts';
import { money } from '../../../../src/domain/money/money.ts';
import { at } from '../../../domain/builders.ts';
import { anOrderPayment, aServer, bearer, ORDER_ID, PAYMENT_ID, recording } from '../../harness.ts';

const URL = `/api/v1/payments/${PAYMENT_ID}/details`;
const ANOMALY_ID = '880e8400-e29b-41d4-a716-446655440000';
const ACCOUNT_ID = '770e8400-e29b-41d4-a716-446655440000';

const DETAILS: FoundDetails = {
  confirmedBy: 'provider',
  payment: anOrderPayment({ status: 'succeeded', statusAt: at(5), customerEmail: 'a@b.example' }),
  account: { id: ACCOUNT_ID, owner: { kind: 'platform' }, providerUserId: '42' },
  amounts: { authorized: 2000, captured: 2000, refunded: 0, refunding: 0, capturable: 0 },
  missingMinor: 0,
  attempts: [
    {
      providerPaymentId: 'try-1',
      fact: { kind: 'succeeded', occurredAt: at(5) },
      authorized: money(1000, 'JPY'),
      capturedMinor: 1000,
      decline: null,
      method: { type: 'card', brand: 'visa', last4: '4242', installments: 3 },
      charges: [
        { id: 'charge-1', decline: { code: 'expired_card', providerCode: 'old' }, method: null },
        { id: 'charge-2', decline: null, method: null },
      ],
      surplusMinor: 200,
    },
    {
      providerPaymentId: 'try-2',
      fact: { kind: 'pending', occurredAt: null },
      authorized: null,
      capturedMinor: 0,
      decline: null,
      method: null,
      charges: [],
      surplusMinor: 0,
    },
  ],
  anomalies: [
    {
      id: ANOMALY_ID,
      kind: 'paid_twice',
      subject: 'try-2',
      detail: { expected: 1, found: null, word: 'x' },
      recordedAt: at(6),
      resolution: { by: 'operator-1', reason: 'Refunded', at: at(7) },
    },
  ],
  refunds: [
    {
      id: ANOMALY_ID,
      paymentId: PAYMENT_ID,
      partOf: null,
      accountId: ACCOUNT_ID,
      providerPaymentId: 'try-1',
      amount: money(400, 'JPY'),
      status: 'succeeded',
      reason: 'Torn',
      requestedBy: 'operator-1',
      providerRefundId: 'refund-1',
      createdAt: at(8),
      updatedAt: at(9),
    },
  ],
  disputes: [
    {
      paymentId: PAYMENT_ID,
      accountId: ACCOUNT_ID,
      providerDisputeId: 'dispute-1',
      providerPaymentId: 'try-1',
      amount: money(1000, 'JPY'),
      reason: 'fraudulent',
      status: 'open',
      statusAt: at(10),
      createdAt: at(11),
    },
  ],
  inDoubt: { calls: 2, since: at(1), operations: ['opening', 'refund'] },
};

const SHOWN = {
  id: PAYMENT_ID,
  order_id: ORDER_ID,
  stripe_payment_intent_id: 'pi_xxx',
  amount: 1000,
  currency: 'jpy',
  status: 'succeeded',
  created_at: '2024-01-01T00:00:00',
  updated_at: '2024-01-02T03:04:05',
  user_id: 'user-1',
  gym_id: null,
  title: 'Monthly pass',
  customer_email: 'a@b.example',
  capture_method: 'automatic',
  return_url: null,
  occurred_at: '2026-03-01T12:00:05',
  expires_at: '2026-03-02T12:00:00',
  provider: 'somepay',
  confirmed_by: 'provider',
  account: { id: ACCOUNT_ID, gym_id: null, provider_user_id: '42' },
  provider_parent_id: 'parent-1',
  amounts: { authorized: 2000, captured: 2000, refunded: 0, refunding: 0, capturable: 0, missing: 0 },
  attempts: [
    {
      provider_payment_id: 'try-1',
      status: 'succeeded',
      occurred_at: '2026-03-01T12:00:05',
      authorized: 1000,
      captured: 1000,
      surplus: 200,
      currency: 'jpy',
      decline: null,
      method: { type: 'card', brand: 'visa', last4: '4242', installments: 3 },
      charges: [
        {
          id: 'charge-1',
          decline: {
            code: 'expired_card',
            provider_code: 'old',
            advice: 'The card has expired; please use another one.',
          },
          method: null,
        },
        { id: 'charge-2', decline: null, method: null },
      ],
    },
    {
      provider_payment_id: 'try-2',
      status: 'pending',
      occurred_at: null,
      authorized: null,
      captured: 0,
      surplus: 0,
      currency: null,
      decline: null,
      method: null,
      charges: [],
    },
  ],
  anomalies: [
    {
      id: ANOMALY_ID,
      kind: 'paid_twice',
      subject: 'try-2',
      detail: { expected: 1, found: null, word: 'x' },
      recorded_at: '2026-03-01T12:00:06',
      resolved_at: '2026-03-01T12:00:07',
      resolved_by: 'operator-1',
      reason: 'Refunded',
    },
  ],
  refunds: [
    {
      id: ANOMALY_ID,
      payment_id: PAYMENT_ID,
      amount: 400,
      currency: 'jpy',
      status: 'succeeded',
      reason: 'Torn',
      created_at: '2026-03-01T12:00:08',
      part_of: null,
      provider_payment_id: 'try-1',
      provider_refund_id: 'refund-1',
      requested_by: 'operator-1',
      updated_at: '2026-03-01T12:00:09',
    },
  ],
  disputes: [
    {
      provider_dispute_id: 'dispute-1',
      provider_payment_id: 'try-1',
      amount: 1000,
      currency: 'jpy',
      reason: 'fraudulent',
      status: 'open',
      occurred_at: '2026-03-01T12:00:10',
      created_at: '2026-03-01T12:00:11',
    },
  ],
  in_doubt: { calls: 2, since: '2026-03-01T12:00:01', operations: ['opening', 'refund'] },
};

test('all that is known of a payment is shown', async () => {
  const findDetails = recording(DETAILS);

  const response = await aServer({ findDetails: findDetails.behaviour }).inject({
    url: URL.toUpperCase().replace('/API/V1/PAYMENTS/', '/api/v1/payments/').replace('/DETAILS', '/details'),
    headers: bearer(),
  });

  expect(response.statusCode).toBe(200);
  expect(response.json()).toEqual({ status: 'success', data: SHOWN });
  expect(findDetails.calls).toEqual([[{ userId: 'user-1', scopes: [] }, PAYMENT_ID]]);
});

test("a gym's checkout shows the gym, and whose account it is", async () => {
  const purpose = { kind: 'checkout', gymSlug: 'iron-temple' } as const;
  const payment = anOrderPayment({ purpose, intentId: null, parentId: null, statusAt: null });
  const account = { id: ACCOUNT_ID, owner: { kind: 'gym', slug: 'iron-temple' }, providerUserId: null } as const;
  const findDetails = async () => ({ ...DETAILS, payment, account, attempts: [], anomalies: [], inDoubt: null });

  const response = await aServer({ findDetails }).inject({ url: URL, headers: bearer() });

  const noIds = { order_id: null, stripe_payment_intent_id: null, provider_parent_id: null, occurred_at: null };
  const ours = { gym_id: 'iron-temple', account: { id: ACCOUNT_ID, gym_id: 'iron-temple', provider_user_id: null } };
  expect(response.json().data).toMatchObject({ ...noIds, ...ours, attempts: [], anomalies: [], in_doubt: null });
});

test.each([
  ['payment_not_found', 404],
  ['not_yours', 403],
] as const)('details of a payment that is %s are %i', async (code, status) => {
  const findDetails = async () => {
    throw new DomainError(code, 'No');
  };

  const response = await aServer({ findDetails }).inject({ url: URL, headers: bearer() });

  expect(response.json()).toEqual({ status: 'error', error: 'No', code: status });
});

test('details of what is no UUID are refused, naming it', async () => {
  const response = await aServer().inject({ url: '/api/v1/payments/5/details', headers: bearer() });

  expect(response.json()).toMatchObject({ code: 400, details: { field: 'payment_id' } });
});

test('details are shown to no caller without a token', async () => {
  expect((await aServer().inject(URL)).statusCode).toBe(401);
});
