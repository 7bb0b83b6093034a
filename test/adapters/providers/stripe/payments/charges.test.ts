import { describe, expect, onTestFinished, test } from 'vitest';
import { value } from '../../../../../src/provider-kit/tools/builders.ts';
import { credentials, deliveryOf, startSimulator, stripeAt, usd } from '../harness.ts';
import { anIntent, aRequest, json, scripted } from '../scripted.ts';

const CREATED = 1_800_000_000;
const VISA = { id: 'pm_1', object: 'payment_method', type: 'card', card: { brand: 'visa', last4: '9995' } };
const POOR = { type: 'card_error', code: 'card_declined', decline_code: 'insufficient_funds', payment_method: VISA };
const DEBIT = { id: 'pm_2', object: 'payment_method', type: 'sepa_debit', sepa_debit: { last4: '3000' } };
const BOUNCED = { type: 'invalid_request_error', code: 'payment_intent_payment_attempt_failed', payment_method: DEBIT };
const UNANSWERED = { ...BOUNCED, code: 'payment_intent_authentication_failure', payment_method: VISA };

/** The report of an event, by an adapter in front of an account that has this intent. */
async function reportOf(type: string, object: unknown, present: unknown = anIntent()) {
  const { provider } = await scripted(json(200, present));
  const event = { id: 'evt_1', object: 'event', created: CREATED, livemode: false, type, data: { object } };
  const [notification] = provider.split(deliveryOf(JSON.stringify(event), {})) ?? [];
  if (notification === undefined) throw new Error('expected a notification');
  return value(await provider.translate(credentials, notification)).report;
}

async function chargesOf(change: Record<string, unknown>, type = 'payment_intent.payment_failed') {
  return (await reportOf(type, anIntent(change)))?.attempt?.charges;
}

describe('the tries that an intent shows', () => {
  test.each([
    ['the charge that the error names', { ...POOR, charge: 'ch_2' }, 'ch_2', 'ch_2'],
    ['the last charge, where the error of a bank debit names none', BOUNCED, 'py_2', 'py_2'],
    ['its method, where the buyer did not get as far as to a charge', UNANSWERED, 'ch_1', 'pm_1'],
    ['its method, where a card was declined without a charge', POOR, 'ch_1', 'pm_1'],
    ['its method, where there is no charge at all', BOUNCED, null, 'pm_2'],
    [
      'its source, as the oldest API versions have it',
      { ...BOUNCED, payment_method: undefined, source: { id: 'src_1' } },
      null,
      'src_1',
    ],
  ])('a declined try of an intent is known by %s', async (_, last_payment_error, latest_charge, id) => {
    const charges = await chargesOf({ last_payment_error, latest_charge });

    expect(charges?.filter(({ decline }) => decline !== null).map((charge) => charge.id)).toEqual([id]);
  });

  test('a declined try of an intent says why and with what', async () => {
    const charges = await chargesOf({ last_payment_error: { ...POOR, charge: 'ch_1' }, latest_charge: 'ch_1' });

    const method = { type: 'card', brand: 'visa', last4: '9995', installments: null };
    const decline = { code: 'insufficient_funds', providerCode: 'insufficient_funds' };
    expect(charges).toEqual([{ id: 'ch_1', decline, method }]);
  });

  test('an earlier charge of an intent stands beside a try that made none', async () => {
    const charges = await chargesOf({ last_payment_error: UNANSWERED, latest_charge: 'ch_1' });

    expect(charges).toMatchObject([{ id: 'pm_1' }, { id: 'ch_1', decline: null, method: null }]);
  });

  test.each([
    ['as an id', { latest_charge: 'ch_1' }],
    ['as an object', { latest_charge: { id: 'ch_1', object: 'charge' } }],
    ['in a list', { charges: { object: 'list', data: [{ id: 'ch_1', object: 'charge' }] } }],
  ])('the charge of an intent that was paid is read %s', async (_, shown) => {
    const paid = { status: 'succeeded', amount_received: 1000, ...shown };

    expect(await chargesOf(paid, 'payment_intent.succeeded')).toEqual([{ id: 'ch_1', decline: null, method: null }]);
  });

  test.each([
    ['no id', { last_payment_error: { code: 'card_declined' }, latest_charge: null }],
    ['an id that can be none', { last_payment_error: { ...POOR, charge: 'x', payment_method: { id: 'a b' } } }],
  ])('an intent that shows %s of its try shows no try', async (_, shown) => {
    expect(await chargesOf(shown)).toEqual([]);
  });
});

test('the tries of a buyer at the simulated Stripe are a charge each, unless the buyer fails the bank’s questions', async () => {
  const { url, simulator, stop } = await startSimulator();
  onTestFinished(stop);
  const provider = stripeAt(url);
  const { parentId } = value(await provider.open(credentials, aRequest()));
  const shown = async () => value(await provider.fetch(credentials, parentId))?.report.attempt?.charges ?? [];

  simulator.settle(parentId, 'fail', { decline: 'insufficient_funds' });
  const [declined] = await shown();
  simulator.settle(parentId, 'fail', { decline: 'payment_intent_authentication_failure' });
  const [unanswered, before] = await shown();
  simulator.settle(parentId, 'succeed');
  const paid = await shown();

  expect(declined).toMatchObject({ id: expect.stringMatching(/^ch_/), decline: { code: 'insufficient_funds' } });
  expect(unanswered).toMatchObject({ id: expect.stringMatching(/^pm_/), decline: { code: 'authentication_failed' } });
  expect(before).toMatchObject({ id: declined?.id, decline: null });
  expect(paid).toMatchObject([{ id: expect.stringMatching(/^ch_/), decline: null }]);
  expect(paid[0]?.id).not.toBe(declined?.id);
});

describe('a charge that failed', () => {
  const FAILED = {
    ...{ id: 'ch_1', object: 'charge', status: 'failed', amount: 1000, currency: 'usd', payment_intent: 'pi_1' },
    payment_method_details: { type: 'card', card: { brand: 'visa', last4: '0069' } },
    failure_code: 'expired_card',
    outcome: { type: 'issuer_declined', reason: 'expired_card' },
  };
  const TRIED_AGAIN = anIntent({ last_payment_error: { ...POOR, charge: 'ch_2' }, latest_charge: 'ch_2' });

  test('a charge that failed is said beside the last try of its intent', async () => {
    const report = await reportOf('charge.failed', FAILED, TRIED_AGAIN);

    const decline = { code: 'expired_card', providerCode: 'expired_card' };
    const method = { type: 'card', brand: 'visa', last4: '0069', installments: null };
    expect(report?.attempt).toMatchObject({ charges: [{ id: 'ch_2' }] });
    expect(report?.others).toEqual([
      {
        providerPaymentId: 'pi_1',
        fact: { kind: 'failed', occurredAt: new Date(CREATED * 1000) },
        authorized: usd(1000),
        capturedMinor: 0,
        decline,
        method,
        charges: [{ id: 'ch_1', decline, method }],
      },
    ]);
  });

  test('a charge that failed is said once where it is the last try of its intent', async () => {
    const report = await reportOf('charge.failed', { ...FAILED, id: 'ch_2' }, TRIED_AGAIN);

    expect(report?.attempt?.charges).toMatchObject([{ id: 'ch_2', decline: { code: 'insufficient_funds' } }]);
    expect(report?.others).toEqual([]);
  });

  test.each([
    ['the bank’s reason', { outcome: { type: 'issuer_declined', reason: 'do_not_honor' } }, 'do_not_honor', []],
    [
      'its own code, where Stripe blocked it',
      { failure_code: 'card_declined', outcome: { type: 'blocked', reason: 'rule' } },
      'card_declined',
      [],
    ],
    ['its own code, where nothing is known of the bank', { outcome: null }, 'expired_card', []],
    ['no reason', { outcome: null, failure_code: null }, 'card_declined', []],
    ['a word that no table has', { outcome: null, failure_code: 'moon_phase' }, 'moon_phase', ['moon_phase']],
  ])('a charge that failed was declined for %s', async (_, change, providerCode, unknownDeclines) => {
    const report = await reportOf('charge.failed', { ...FAILED, ...change }, TRIED_AGAIN);

    expect(report?.others[0]?.decline?.providerCode).toBe(providerCode);
    expect(report?.unknownDeclines).toEqual(unknownDeclines);
  });

  test('a charge that succeeded in the meantime is no failed try', async () => {
    const report = await reportOf('charge.failed', { ...FAILED, status: 'succeeded' }, TRIED_AGAIN);

    expect(report?.others).toEqual([]);
  });
});

test('an empty text of Stripe’s is none: the reason of a decline is the next word, and an empty reference is no payment’s', async () => {
  const last_payment_error = { type: 'card_error', code: 'expired_card', decline_code: '' };
  const report = await reportOf(
    'payment_intent.payment_failed',
    anIntent({ last_payment_error, metadata: { payment_id: '' } }),
  );

  expect(report?.attempt?.decline).toEqual({ code: 'expired_card', providerCode: 'expired_card' });
  expect(report?.reference).toBeNull();
});
