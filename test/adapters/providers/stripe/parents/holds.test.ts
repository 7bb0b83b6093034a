import { describe, expect, it } from 'vitest';
import type { Reversal } from '../../../../../src/domain/payment/report.ts';
import { value } from '../../../../../src/provider-kit/tools/builders.ts';
import { credentials, deliveryOf, usd } from '../harness.ts';
import { anIntent, json, type Script, scripted } from '../scripted.ts';

type Fields = Record<string, unknown>;
const CREATED = 1_800_000_000;
const OUR_REFUND = '770e8400-e29b-41d4-a716-446655440000';

/** As Stripe shows a charge of 2000 of which 1500 were captured. */
function aCharge(change: Fields = {}): Fields {
  const amounts = { amount: 2000, amount_captured: 1500, amount_refunded: 500, captured: true, refunded: false };
  return {
    id: 'ch_1',
    object: 'charge',
    currency: 'usd',
    disputed: false,
    payment_intent: 'pi_1',
    ...amounts,
    ...change,
  };
}

function aCaptured(charge: unknown, change: Fields = {}): Fields {
  return anIntent({ amount: 2000, amount_received: 1500, status: 'succeeded', latest_charge: charge, ...change });
}

/** What Stripe makes of the rest by itself: no balance transaction, and no reason that a caller gave. */
function theRest(change: Fields = {}): Fields {
  const about = { charge: 'ch_1', payment_intent: 'pi_1', metadata: {}, reason: null, balance_transaction: null };
  return {
    id: 're_rest',
    object: 'refund',
    amount: 500,
    created: CREATED,
    currency: 'usd',
    status: 'succeeded',
    ...about,
    ...change,
  };
}

function aRefund(id: string, change: Fields = {}): Fields {
  return theRest({ id, created: CREATED + 60, balance_transaction: 'txn_1', ...change });
}

const ours = (id: string, change: Fields = {}) => aRefund(id, { metadata: { refund_id: OUR_REFUND }, ...change });

/** Newest first, as Stripe lists them. */
function serving(intent: Fields, refunds: readonly Fields[]): Script {
  return (reply, asked) => {
    if (asked.path.startsWith('/v1/refunds'))
      return json(200, { object: 'list', url: '/v1/refunds', data: refunds, has_more: false })(reply, asked);
    return json(200, intent)(reply, asked);
  };
}

async function refundsOf(intent: Fields, refunds: readonly Fields[]) {
  const { provider } = await scripted(serving(intent, refunds));
  const ids = (found: readonly Reversal[] = []) =>
    found.map((one) => (one.kind === 'refund' ? one.providerRefundId : one.providerDisputeId));
  const listed = ids(value(await provider.listRefunds(credentials, 'pi_1')));
  const fetched = ids(value(await provider.fetch(credentials, 'pi_1'))?.report.reversals);
  return { listed, fetched };
}

async function reportedBy(type: string, object: Fields, intent: Fields, refunds: readonly Fields[]) {
  const { provider, asked } = await scripted(serving(intent, refunds));
  const event = { id: 'evt_1', object: 'event', created: CREATED, livemode: false, type, data: { object } };
  const [reported] = provider.split(deliveryOf(JSON.stringify(event), {})) ?? [];
  if (reported === undefined) throw new Error('expected a notification');
  const { report } = value(await provider.translate(credentials, reported));
  return { report, asked };
}

describe('what was held and never taken', () => {
  it.each<[string, Fields, Fields[], string[]]>([
    ['the rest of a partial capture', aCaptured(aCharge()), [theRest()], []],
    ['the same for who may not see the charge', aCaptured('ch_1'), [theRest()], []],
    ['a rest that says why', aCaptured(aCharge()), [theRest({ reason: 'expired_uncaptured_charge' })], []],
    [
      'a rest beside what we sent back',
      aCaptured(aCharge({ amount_refunded: 2000 })),
      [ours('re_1', { amount: 1500 }), theRest()],
      ['re_1'],
    ],
    [
      'a rest beside as much that the dashboard sent back',
      aCaptured(aCharge({ amount_refunded: 1000 })),
      [aRefund('re_2'), theRest()],
      ['re_2'],
    ],
    [
      'the same within one second',
      aCaptured(aCharge({ amount_refunded: 1000 })),
      [aRefund('re_2', { created: CREATED }), theRest()],
      ['re_2'],
    ],
    [
      'the same without balance transactions',
      aCaptured(aCharge()),
      [aRefund('re_2', { balance_transaction: null }), theRest()],
      ['re_2'],
    ],
    [
      'a rest beside as much that we sent back',
      aCaptured(aCharge({ amount_refunded: 1000 })),
      [ours('re_3'), theRest()],
      ['re_3'],
    ],
    [
      'a rest that was given the reason twice',
      aCaptured(aCharge()),
      [aRefund('re_2'), theRest({ reason: 'expired_uncaptured_charge' })],
      ['re_2'],
    ],
    [
      'nothing where all was captured',
      aCaptured(aCharge({ amount_captured: 2000 }), { amount_received: 2000 }),
      [aRefund('re_4')],
      ['re_4'],
    ],
    [
      'what a charge that was never captured shows',
      aCaptured(aCharge({ captured: false, amount_captured: 0 }), { amount_received: 0 }),
      [theRest({ amount: 2000 })],
      [],
    ],
  ])('what was held and never taken is no refund: %s', async (_, intent, refunds, expected) => {
    expect(await refundsOf(intent, refunds)).toEqual({ listed: expected, fetched: expected });
  });

  it.each([
    ['canceled', null],
    ['canceled', 'requested_by_customer'],
    ['canceled', 'expired_uncaptured_charge'],
    ['requires_capture', null],
  ])('a hold that is %s, with the reason %s, has no refund', async (status, reason) => {
    const charge = aCharge({ captured: false, amount_captured: 0, amount_refunded: 2000, refunded: true });
    const intent = anIntent({ amount: 2000, status, latest_charge: charge });

    expect(await refundsOf(intent, [theRest({ amount: 2000, reason })])).toEqual({ listed: [], fetched: [] });
  });

  it.each(['refund.created', 'refund.updated', 'charge.refund.updated'])(
    '%s about the rest gives nothing back, and says how the payment is',
    async (type) => {
      const { report } = await reportedBy(type, theRest(), aCaptured(aCharge()), [theRest()]);

      expect(report).toMatchObject({ fact: { kind: 'succeeded' }, attempt: { capturedMinor: 1500 }, reversals: [] });
    },
  );

  it('charge.refunded about a hold that was canceled gives nothing back', async () => {
    const charge = aCharge({ captured: false, amount_captured: 0, amount_refunded: 2000, refunded: true });
    const intent = anIntent({ amount: 2000, status: 'canceled', latest_charge: charge });

    const { report } = await reportedBy('charge.refunded', charge, intent, [theRest({ amount: 2000 })]);

    expect(report).toMatchObject({ fact: { kind: 'cancelled' }, attempt: { capturedMinor: 0 }, reversals: [] });
  });

  it('charge.refunded with its refunds inside, as before 2022-11-15, gives back what was taken, without asking Stripe', async () => {
    const data = [ours('re_1', { amount: 700 }), theRest()].map(({ payment_intent: _, ...refund }) => refund);
    const charge = aCharge({ refunds: { object: 'list', data, has_more: false, total_count: 2 } });

    const { report, asked } = await reportedBy('charge.refunded', charge, {}, []);

    expect(report?.reversals).toMatchObject([{ providerRefundId: 're_1', amount: usd(700), reference: OUR_REFUND }]);
    expect(asked).toEqual([]);
  });

  it('a refund that carries our reference, or says that it is of a hold, is recognized without asking', async () => {
    const own = await reportedBy('refund.updated', ours('re_1'), {}, []);
    const let_go = await reportedBy('refund.created', theRest({ reason: 'expired_uncaptured_charge' }), {}, []);

    expect(own.report?.reversals).toMatchObject([{ providerRefundId: 're_1' }]);
    expect(let_go.report).toMatchObject({ intentId: 'pi_1', reversals: [] });
    expect([...own.asked, ...let_go.asked]).toEqual([]);
  });
});
