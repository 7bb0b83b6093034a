import { describe, expect, test } from 'vitest';
import { money } from '../../../../../src/domain/money/money.ts';
import {
  type Answer,
  aPaidOrder,
  CAPTURE_ID,
  CREDENTIALS,
  ORDER_ID,
  ok,
  problem,
  type Script,
  scripted,
} from '../scripted.ts';

const ORDER = `/v2/checkout/orders/${ORDER_ID}`;
const LIST = `/v1/customer/disputes?disputed_transaction_id=${CAPTURE_ID}&page_size=50`;

function aDispute(id: string, change: Record<string, unknown> = {}) {
  return {
    ...{ dispute_id: id, status: 'UNDER_REVIEW', reason: 'UNAUTHORISED', update_time: '2026-11-30T10:00:00.000Z' },
    ...{ dispute_amount: { currency_code: 'USD', value: '10.00' }, ...change },
  };
}

async function reported(list: Answer, more: Script = {}) {
  const { provider } = await scripted({ [`GET ${ORDER}`]: ok(aPaidOrder()), [`GET ${LIST}`]: list, ...more });
  const outcome = await provider.fetch(CREDENTIALS, ORDER_ID);
  return outcome.kind === 'ok' && outcome.value !== null ? outcome.value.report : expect.fail('no order');
}

describe('The disputes of a payment', () => {
  test.each([
    ['UNDER_REVIEW', undefined, 'open'],
    ['WAITING_FOR_SELLER_RESPONSE', undefined, 'open'],
    ['RESOLVED', 'RESOLVED_SELLER_FAVOUR', 'won'],
    ['RESOLVED', 'CANCELED_BY_BUYER', 'won'],
    ['RESOLVED', 'RESOLVED_BUYER_FAVOUR', 'lost'],
    ['RESOLVED', 'ACCEPTED', 'lost'],
    ['RESOLVED', 'SOMETHING_NEW', 'open', 'SOMETHING_NEW'],
    ['RESOLVED', undefined, 'open', 'RESOLVED'],
    ['CLOSED', 'ACCEPTED', 'open', 'CLOSED'],
  ])('the disputes of a payment: %s %s is %s, and a word that is not known is reported', async (...given) => {
    const [status, outcome_code, word, unknownStatus] = given;
    const dispute = aDispute('PP-D-1', { status, dispute_outcome: outcome_code && { outcome_code } });

    const { reversals } = await reported(ok({ items: [{ dispute_id: 'PP-D-1' }] }), {
      'GET /v1/customer/disputes/PP-D-1': ok(dispute),
    });

    expect(reversals).toEqual([
      {
        ...{
          kind: 'dispute',
          providerDisputeId: 'PP-D-1',
          providerPaymentId: CAPTURE_ID,
          amount: money(1000, 'USD'),
        },
        ...{ reason: 'UNAUTHORISED', status: word, closesOnly: false, occurredAt: new Date('2026-11-30T10:00:00Z') },
        ...(unknownStatus !== undefined && { unknownStatus }),
      },
    ]);
  });

  test('the disputes of a payment are read to the end of their list', async () => {
    const next = `https://api.paypal.com/v1/customer/disputes?next_page_token=2`;
    const { reversals } = await reported(ok({ items: [{ dispute_id: 'A-1' }], links: [{ rel: 'next', href: next }] }), {
      'GET /v1/customer/disputes?next_page_token=2': ok({ items: [{ dispute_id: 'A-2' }] }),
      'GET /v1/customer/disputes/A-1': ok(aDispute('A-1')),
      'GET /v1/customer/disputes/A-2': ok(aDispute('A-2')),
    });

    expect(reversals.map((one) => one.kind === 'dispute' && one.providerDisputeId)).toEqual(['A-1', 'A-2']);
  });

  test.each([
    ['is refused', problem(403, 'PERMISSION_DENIED')],
    ['is none', ok({})],
    ['names a path', ok({ items: [{ dispute_id: '../x' }] })],
  ])('the disputes of a payment whose list %s are missing, and the payment is paid', async (_what, list) => {
    expect(await reported(list)).toMatchObject({
      ...{ fact: { kind: 'succeeded' }, reversals: [], unanswered: [{ about: 'disputes' }] },
    });
  });
});
