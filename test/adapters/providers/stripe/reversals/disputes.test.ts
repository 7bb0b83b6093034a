import { describe, expect, it } from 'vitest';
import { type DisputeReport, joinDisputes, knownBy, outcomeOf } from '../../../../../src/domain/payment/dispute.ts';
import type { Parent } from '../../../../../src/ports/payment-provider/requests.ts';
import { value } from '../../../../../src/provider-kit/tools/builders.ts';
import { credentials, usd } from '../harness.ts';
import { anIntent, aSession, inTurn, json, type Script, scripted } from '../scripted.ts';

const CREATED = 1_800_000_000;
/** When Stripe answers, by its own clock. */
const DATE = new Date((CREATED + 5 * 86_400) * 1000);
/** Longer than any answer at once. */
const LATE_MS = 200;
const NO_REFUNDS = json(
  200,
  { object: 'list', url: '/v1/refunds', data: [], has_more: false },
  { date: DATE.toUTCString() },
);

function aPaid(disputed: unknown): Record<string, unknown> {
  const charge = { id: 'ch_1', object: 'charge', disputed };
  return anIntent({ status: 'succeeded', amount_received: 1000, latest_charge: charge });
}

function aDispute(changes: Record<string, unknown> = {}): Record<string, unknown> {
  const words = { reason: 'fraudulent', status: 'needs_response', created: CREATED };
  return { id: 'du_1', object: 'dispute', amount: 400, currency: 'usd', payment_intent: 'pi_1', ...words, ...changes };
}

function disputes(data: readonly unknown[], has_more = false): Script {
  return json(200, { object: 'list', url: '/v1/disputes', data, has_more });
}

/** Each kind of request has its script. */
function serving(parent: Script, list: Script): Script {
  return (reply, asked) => {
    if (asked.path.startsWith('/v1/refunds')) return NO_REFUNDS(reply, asked);
    return (asked.path.startsWith('/v1/disputes') ? list : parent)(reply, asked);
  };
}

function disputeIn(parent: Parent | null): DisputeReport {
  const [dispute] = parent?.report.reversals ?? [];
  if (dispute?.kind !== 'dispute') throw new Error('expected a dispute');
  return dispute;
}

describe('the disputes of an intent', () => {
  it.each([false, undefined])(
    'the disputes of an intent are not asked for where its charge is not disputed (%s)',
    async (disputed) => {
      const { provider, asked } = await scripted(serving(json(200, aPaid(disputed)), disputes([aDispute()])));

      const parent = value(await provider.fetch(credentials, 'pi_1'));

      expect(parent?.report.reversals).toEqual([]);
      expect(asked.map(({ path }) => path.split('?')[0])).toEqual(['/v1/payment_intents/pi_1', '/v1/refunds']);
      expect(asked[0]?.path).toBe('/v1/payment_intents/pi_1?expand[0]=latest_charge');
    },
  );

  it.each([
    ['pi_1', aPaid(true)],
    ['cs_test_1', aSession({ status: 'complete', payment_status: 'paid', url: null, payment_intent: aPaid(true) })],
  ])(
    'the disputes of an intent are asked for where its charge is disputed, and are like this now: %s',
    async (id, answer) => {
      const list = json(200, { object: 'list', url: '/v1/disputes', data: [aDispute()] }, { date: DATE.toUTCString() });
      const { provider, asked } = await scripted(serving(json(200, answer), list));

      const parent = value(await provider.fetch(credentials, id));

      const [dispute, ...others] = parent?.report.reversals ?? [];
      expect(others).toEqual([]);
      expect(dispute).toMatchObject({
        providerDisputeId: 'du_1',
        amount: usd(400),
        reason: 'fraudulent',
        status: 'open',
      });
      const asOfMs = dispute?.kind === 'dispute' ? dispute.occurredAt.getTime() : 0;
      expect(asOfMs).toBeLessThanOrEqual(DATE.getTime());
      expect(asOfMs).toBeGreaterThan(CREATED * 1000);
      expect(asked.map(({ path }) => path)).toContain('/v1/disputes?payment_intent=pi_1&limit=100');
    },
  );

  it('the disputes of an intent are never older than themselves, however a clock is cut', async () => {
    const created = new Date(Math.floor(Date.now() / 1000) * 1000 + 60_000);
    const young = aDispute({ created: created.getTime() / 1000, status: 'lost' });
    const { provider } = await scripted(serving(json(200, aPaid(true)), disputes([young])));

    const parent = value(await provider.fetch(credentials, 'pi_1'));

    expect(parent?.report.reversals).toMatchObject([{ status: 'lost', occurredAt: created }]);
  });

  it('the disputes of a later request are seen later, however long the answer takes: Stripe’s clock has whole seconds', async () => {
    const date = { date: DATE.toUTCString() };
    const at = (status: string) => json(200, { object: 'list', data: [aDispute({ status })] }, date);
    const late: Script = (reply, asked) => void setTimeout(() => at('lost')(reply, asked), LATE_MS);
    const { provider } = await scripted(serving(json(200, aPaid(true), date), inTurn(at('needs_response'), late)));
    const before = disputeIn(value(await provider.fetch(credentials, 'pi_1')));

    const after = disputeIn(value(await provider.fetch(credentials, 'pi_1')));

    expect(outcomeOf(joinDisputes(knownBy(before), knownBy(after)))).toMatchObject({ status: 'lost' });
  });

  it('the disputes of an intent are all read, page after page', async () => {
    const { provider } = await scripted(
      serving(json(200, aPaid(true)), (reply, asked) =>
        disputes(
          [aDispute(asked.path.includes('starting_after=du_1') ? { id: 'pdp_2', status: 'won' } : {})],
          !asked.path.includes('starting_after'),
        )(reply, asked),
      ),
    );

    const parent = value(await provider.fetch(credentials, 'pi_1'));

    expect(parent?.report.reversals).toMatchObject([{ status: 'open' }, { providerDisputeId: 'pdp_2', status: 'won' }]);
  });

  it.each([
    ['is no list', json(200, { object: 'list' })],
    ['has something else in it', disputes([aDispute(), { object: 'refund' }])],
    ['is not given', json(500, { error: { type: 'api_error' } })],
  ])(
    'the disputes of an intent are to be asked for again where their list %s, and the payment is known',
    async (_how, list) => {
      const { provider } = await scripted(serving(json(200, aPaid(true)), list));

      expect(value(await provider.fetch(credentials, 'pi_1'))?.report).toMatchObject({
        fact: { kind: 'succeeded' },
        reversals: [],
        unanswered: [{ about: 'disputes' }],
      });
    },
  );

  it.each([
    ['warning_needs_response', 'open'],
    ['under_review', 'open'],
    ['appeal_under_review', 'open', 'appeal_under_review'],
    ['a_new_word', 'open', 'a_new_word'],
    ['won', 'won'],
    ['warning_closed', 'won'],
    ['prevented', 'won'],
    ['lost', 'lost'],
  ])(
    'the disputes of an intent stand as Stripe says: %s is %s, and a word that is not known is reported',
    async (...given) => {
      const [word, status, unknown] = given;
      const { provider } = await scripted(serving(json(200, aPaid(true)), disputes([aDispute({ status: word })])));

      const dispute = disputeIn(value(await provider.fetch(credentials, 'pi_1')));
      expect(dispute).toMatchObject({ status });
      expect(dispute.unknownStatus).toBe(unknown);
    },
  );
});
