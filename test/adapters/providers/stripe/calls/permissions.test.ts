import { describe, expect, it } from 'vitest';
import { value } from '../../../../../src/provider-kit/tools/builders.ts';
import { credentials, deliveryOf } from '../harness.ts';
import { anIntent, aSession, json, type Script, scripted } from '../scripted.ts';

type Resource = 'charges' | 'payment_intents' | 'refunds' | 'disputes';
const NEEDED: Readonly<Record<string, Resource>> = { latest_charge: 'charges', payment_intent: 'payment_intents' };

const INTENT = anIntent({ status: 'succeeded', amount_received: 1000 });
const CHARGE = {
  id: 'ch_1',
  object: 'charge',
  amount: 1000,
  amount_captured: 1000,
  captured: true,
  currency: 'usd',
  disputed: true,
};
const REFUND = {
  id: 're_1',
  object: 'refund',
  amount: 400,
  currency: 'usd',
  status: 'succeeded',
  payment_intent: 'pi_1',
};
const WORDS = { reason: 'fraudulent', status: 'needs_response' };
const DISPUTE = { id: 'dp_1', object: 'dispute', amount: 1000, currency: 'usd', payment_intent: 'pi_1', ...WORDS };

/** As Stripe refuses a restricted key, whatever object it is that can't be read. */
function refusal(resource: Resource) {
  const name = resource.replace(/s$/, '');
  const message = `The provided key 'rk_test_****' does not have the required permissions for this endpoint on account 'acct_1'. Having the 'rak_${name}_read' permission would allow this request to continue.`;
  return json(403, { error: { type: 'invalid_request_error', message } });
}

/** A paid intent with a refund and a dispute, for a key that may not read some of it. */
function stripeWithout(...without: readonly Resource[]): Script {
  return (reply, asked) => {
    const url = new URL(asked.path, 'http://stripe');
    const parts = [...url.searchParams].flatMap(([name, path]) => (name.startsWith('expand') ? path.split('.') : []));
    const needed = [...parts.map((part) => NEEDED[part]), url.pathname.split('/')[2] as Resource];
    const missing = without.find((resource) => needed.includes(resource));
    if (missing !== undefined) return refusal(missing)(reply, asked);
    const intent = { ...INTENT, latest_charge: parts.includes('latest_charge') ? CHARGE : 'ch_1' };
    const list = (data: unknown[]) => ({ object: 'list', url: url.pathname, data, has_more: false });
    const page = aSession({ status: 'complete', payment_status: 'paid', url: null });
    const answers: Readonly<Record<string, unknown>> = {
      '/v1/payment_intents/pi_1': intent,
      '/v1/checkout/sessions/cs_test_1': {
        ...page,
        payment_intent: parts.includes('payment_intent') ? intent : 'pi_1',
      },
      '/v1/refunds': list([REFUND]),
      '/v1/disputes': list([DISPUTE]),
    };
    return json(200, answers[url.pathname])(reply, asked);
  };
}

describe('a key that may not read all of a payment', () => {
  it.each<[string, Resource[], string[], string[]]>([
    ['pi_1', [], ['refund', 'dispute'], []],
    ['pi_1', ['refunds'], ['dispute'], ['refunds']],
    ['pi_1', ['disputes'], ['refund'], ['disputes']],
    ['pi_1', ['charges'], ['refund', 'dispute'], []],
    ['pi_1', ['charges', 'disputes'], ['refund'], ['disputes']],
    ['pi_1', ['charges', 'disputes', 'refunds'], [], ['refunds', 'disputes']],
    ['cs_test_1', [], ['refund', 'dispute'], []],
    ['cs_test_1', ['charges'], ['refund', 'dispute'], []],
    ['cs_test_1', ['refunds'], ['dispute'], ['refunds']],
    ['cs_test_1', ['payment_intents'], ['dispute'], ['refunds']],
  ])(
    'a key that may not read all of a payment learns of %s without %j what it may read, and what is missing',
    async (id, without, reversals, unanswered) => {
      const { provider } = await scripted(stripeWithout(...without));

      const report = value(await provider.fetch(credentials, id))?.report;

      expect(report?.fact?.kind).toBe('succeeded');
      expect(report?.attempt).toMatchObject({ providerPaymentId: 'pi_1', capturedMinor: 1000 });
      expect(report?.reversals.map(({ kind }) => kind)).toEqual(reversals);
      expect((report?.unanswered ?? []).map(({ about }) => about)).toEqual(unanswered);
      expect(JSON.stringify(report?.unanswered ?? [])).not.toContain('rk_test');
    },
  );

  it('a key that may not read the payment itself is refused as before', async () => {
    const { provider } = await scripted(stripeWithout('payment_intents'));

    expect(await provider.fetch(credentials, 'pi_1')).toMatchObject({ kind: 'rejected', about: 'credentials' });
  });

  it.each([
    ['charge.refunded', { id: 'ch_1', object: 'charge', payment_intent: 'pi_1' }],
    ['refund.created', REFUND],
    ['charge.captured', { id: 'ch_1', object: 'charge', payment_intent: 'pi_1' }],
  ])('a key that may not read all of a payment learns of %s, and asks for the refunds later', async (type, object) => {
    const { provider } = await scripted(stripeWithout('refunds'));
    const event = { id: 'evt_1', object: 'event', created: 1_800_000_000, livemode: false, type, data: { object } };
    const [reported] = provider.split(deliveryOf(JSON.stringify(event), {})) ?? [];

    const { report } = value(await provider.translate(credentials, reported as NonNullable<typeof reported>));

    expect(report).toMatchObject({ fact: { kind: 'succeeded' }, unanswered: [{ about: 'refunds' }] });
  });

  it.each([
    ['500', json(500, { error: { type: 'api_error' } })],
    ['429', json(429, { error: { type: 'invalid_request_error', code: 'rate_limit' } })],
    ['no list', json(200, { object: 'list' })],
    ['nothing', (reply: Parameters<Script>[0]) => void reply.destroy()],
  ] as [string, Script][])(
    'a key that may not read all of a payment is no other case than refunds that are answered with %s',
    async (_, refunds) => {
      const stripe = stripeWithout();
      const { provider } = await scripted((reply, asked) =>
        (asked.path.startsWith('/v1/refunds') ? refunds : stripe)(reply, asked),
      );

      const report = value(await provider.fetch(credentials, 'pi_1'))?.report;

      expect(report).toMatchObject({ fact: { kind: 'succeeded' }, unanswered: [{ about: 'refunds' }] });
    },
  );
});
