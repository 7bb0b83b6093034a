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
  REFERENCE,
  scripted,
} from '../scripted.ts';

const CAPTURE = `/v2/payments/captures/${CAPTURE_ID}`;
const ORDER = `/v2/checkout/orders/${ORDER_ID}`;
const REFUND = {
  id: '1JU08902781691411',
  status: 'PENDING',
  amount: { currency_code: 'USD', value: '4.00' },
  custom_id: 'our-refund',
  note_to_payer: 'A torn towel',
  create_time: '2026-11-29T12:00:00Z',
  links: [{ rel: 'up', href: `https://api.paypal.com${CAPTURE}` }],
};

async function refunded(answer: Answer) {
  const { provider, asked } = await scripted({ [`POST ${CAPTURE}/refund`]: answer });
  const outcome = await provider.refund(CREDENTIALS, {
    ...{ reference: 'our-refund', idempotencyKey: 'a key', providerPaymentId: CAPTURE_ID },
    ...{ amount: money(400, 'USD'), reason: 'A torn towel' },
  });
  return { outcome, asked };
}

describe('A refund', () => {
  test('a refund is sent under its key with our reference, and may take days', async () => {
    const { outcome, asked } = await refunded({ status: 201, body: REFUND });

    expect(outcome).toEqual({
      kind: 'ok',
      value: {
        ...{ kind: 'refund', providerRefundId: REFUND.id, providerPaymentId: CAPTURE_ID, reference: 'our-refund' },
        ...{ isAnonymous: false, amount: money(400, 'USD'), status: 'pending', reason: 'A torn towel' },
        madeAt: new Date('2026-11-29T12:00:00Z'),
      },
    });
    expect(asked[0]?.headers['paypal-request-id']).toBe('a key');
    expect(JSON.parse(asked[0]?.body ?? '')).toEqual({
      ...{ amount: { currency_code: 'USD', value: '4.00' }, custom_id: 'our-refund', note_to_payer: 'A torn towel' },
    });
  });

  test.each(['CAPTURE_FULLY_REFUNDED', 'REFUND_AMOUNT_EXCEEDED', 'REFUND_TIME_LIMIT_EXCEEDED', 'PENDING_CAPTURE'])(
    'a refund that is refused with %s was not made, as documented',
    async (issue) => {
      expect((await refunded(problem(422, issue))).outcome).toMatchObject({ kind: 'rejected', about: 'request' });
    },
  );

  test.each([problem(422, 'SOMETHING_NEW'), problem(400, 'INVALID_PARAMETER'), { status: 500, body: {} }])(
    'a refund that is answered with $status and no documented end may have been made',
    async (answer) => {
      expect((await refunded(answer)).outcome).toMatchObject({ kind: 'unknown' });
    },
  );

  test('a refund of the dashboard carries the payment’s reference, which is none of a refund', async () => {
    const behind = { ...REFUND, id: '2JU08902781691411', custom_id: REFERENCE, status: 'COMPLETED' };
    const { provider } = await scripted({
      [`GET ${CAPTURE}`]: ok({ id: CAPTURE_ID, supplementary_data: { related_ids: { order_id: ORDER_ID } } }),
      [`GET ${ORDER}`]: ok(aPaidOrder(undefined, { refunds: [REFUND, behind] })),
    });

    const listed = await provider.listRefunds(CREDENTIALS, CAPTURE_ID);

    const [ours, theirs] = listed.kind === 'ok' ? listed.value : expect.fail(listed.reason);
    expect(ours).toMatchObject({ reference: 'our-refund', status: 'pending' });
    expect(theirs).toMatchObject({ reference: null, status: 'succeeded' });
  });

  test('a list of refunds with one that can’t be read is not known, and is said to be missing from the order', async () => {
    const { provider } = await scripted({
      [`GET ${CAPTURE}`]: ok({ id: CAPTURE_ID, supplementary_data: { related_ids: { order_id: ORDER_ID } } }),
      [`GET ${ORDER}`]: ok(aPaidOrder(undefined, { refunds: [REFUND, { id: 7 }] })),
      [`GET /v1/customer/disputes?disputed_transaction_id=${CAPTURE_ID}&page_size=50`]: ok({ items: [] }),
    });

    expect(await provider.listRefunds(CREDENTIALS, CAPTURE_ID)).toMatchObject({ kind: 'unknown' });
    const shown = await provider.fetch(CREDENTIALS, ORDER_ID);
    const report = { fact: { kind: 'succeeded' }, unanswered: [{ about: 'refunds' }] };
    expect(shown).toMatchObject({ kind: 'ok', value: { report } });
  });
});
