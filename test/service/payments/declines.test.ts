import { describe, expect, test, vi } from 'vitest';
import { onAnyDatabase } from '../support/any-database.ts';
import { dataOf, type Json, type Opened, send } from '../support/platform.ts';

// It starts a whole process, beside other tests that do the same.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const { platform, query } = onAnyDatabase(async (started) => {
  await started.putGym('iron-temple', await started.newSeller());
});

const CARD = { type: 'card', brand: 'visa', last4: '9995', installments: null };
const MASTERCARD = { type: 'card', brand: 'mastercard', last4: '0604', installments: 1 };

type Way = {
  readonly provider: string;
  readonly open: () => Promise<Opened>;
  readonly poor: { readonly word: string; readonly method: Json };
  readonly suspect: string;
};

const WAYS: readonly Way[] = [
  {
    provider: 'Stripe',
    open: () => platform().openOrder(),
    poor: { word: 'insufficient_funds', method: CARD },
    suspect: 'fraudulent',
  },
  {
    provider: 'Mercado Pago',
    open: () => platform().openCheckout('iron-temple'),
    poor: { word: 'cc_rejected_insufficient_amount', method: MASTERCARD },
    suspect: 'cc_rejected_blacklist',
  },
];

/** What the buyer chooses on the provider's page. */
async function choose(parentId: string, action: string, decline = ''): Promise<void> {
  const answer = await fetch(`${platform().sandboxUrl}/sandbox/pay/${parentId}`, {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams({ action, decline }),
  });
  expect(answer.status).toBe(303);
}

async function attemptsOf(paymentId: string, language: string): Promise<readonly Json[]> {
  const headers = { ...platform().user, 'accept-language': language };
  const answer = await send(`${platform().url}/api/v1/payments/${paymentId}/details`, { method: 'GET', headers });
  return dataOf(answer)['attempts'] as readonly Json[];
}

/** Looks whether the events of this type show the payment so, one after the other; only a database on a server can be asked. */
async function expectEvents(type: string, paymentId: string, payments: readonly Json[]): Promise<void> {
  const rows = await query<{ body: string }>(
    'SELECT body FROM events WHERE type = $1 AND payment_id = $2 ORDER BY sequence',
    [type, paymentId],
  );
  if (rows !== null) expect(rows.map(({ body }) => JSON.parse(body).data.payment)).toMatchObject(payments);
}

describe.each(WAYS)('a payment that is declined on the page of $provider', ({ open, poor, suspect }) => {
  test('a declined payment says why and with which method, in the reader’s language, and in its event without advice', async () => {
    const { paymentId, parentId } = await open();

    await choose(parentId, 'fail', poor.word);

    const decline = { code: 'insufficient_funds', provider_code: poor.word };
    const [spanish] = await attemptsOf(paymentId, 'es-AR,es;q=0.9');
    const [english] = await attemptsOf(paymentId, 'fr');
    expect(spanish).toMatchObject({
      status: 'failed',
      decline: { ...decline, advice: expect.stringContaining('fondos') },
      method: poor.method,
    });
    expect(english).toMatchObject({ decline: { ...decline, advice: expect.stringContaining('enough money') } });
    const bare = expect.not.objectContaining({ advice: expect.anything() });
    await expectEvents('payment.failed', paymentId, [{ status: 'failed', method: poor.method, decline }]);
    await expectEvents('payment.failed', paymentId, [{ decline: bare }]);
  });

  test('a payment that is declined on suspicion gives the buyer no more advice than any other', async () => {
    const { paymentId, parentId } = await open();

    await choose(parentId, 'fail', suspect);

    const [attempt] = await attemptsOf(paymentId, 'en');
    const advice = 'The payment was declined; please use another payment method, or contact your bank.';
    expect(attempt?.['decline']).toEqual({ code: 'fraud_suspected', provider_code: suspect, advice });
  });

  test('a payment that succeeds after it was declined shows no reason on the attempt that succeeded', async () => {
    const { paymentId, parentId } = await open();

    await choose(parentId, 'fail', poor.word);
    await choose(parentId, 'succeed');

    const attempts = await attemptsOf(paymentId, 'en');
    expect(attempts.filter(({ status }) => status === 'succeeded')).toMatchObject([{ decline: null }]);
    await expectEvents('payment.succeeded', paymentId, [{ decline: null }]);
  });

  test('a payment that is declined twice for two reasons has two events, each with its own', async () => {
    const { paymentId, parentId } = await open();

    await choose(parentId, 'fail', poor.word);
    await choose(parentId, 'fail', suspect);
    await platform().sync(paymentId);

    await expectEvents('payment.failed', paymentId, [
      { decline: { provider_code: poor.word } },
      { decline: { provider_code: suspect } },
    ]);
  });

  test('a payment that is declined three times for the same reason, at once, has three events, however often each is reported', async () => {
    const { paymentId, parentId } = await open();

    for (const _ of [1, 2, 3]) await choose(parentId, 'fail', poor.word);
    await platform().sync(paymentId);

    const declined = { status: 'failed', decline: { provider_code: poor.word }, method: poor.method };
    await expectEvents('payment.failed', paymentId, [declined, declined, declined]);
  });

  test('a word that no table has is shown as it is, and counted once', async () => {
    const { paymentId, parentId } = await open();
    const before = await unknownDeclines();

    await choose(parentId, 'fail', 'phase_of_the_moon');
    await platform().sync(paymentId);

    const [attempt] = await attemptsOf(paymentId, 'en');
    expect(attempt?.['decline']).toMatchObject({ code: 'declined', provider_code: 'phase_of_the_moon' });
    expect(await unknownDeclines()).toBe(before + 1);
  });
});

test('each declined try at Stripe is shown with its reason, and the payment is found by each charge and by the one that paid', async () => {
  const { paymentId, parentId } = await platform().openOrder();

  await choose(parentId, 'fail', 'insufficient_funds');
  await choose(parentId, 'fail', 'expired_card');
  await choose(parentId, 'succeed');

  const [attempt] = await attemptsOf(paymentId, 'en');
  const charges = (attempt?.['charges'] ?? []) as readonly Json[];
  expect(charges).toMatchObject([
    { id: expect.stringMatching(/^ch_/), decline: { code: 'insufficient_funds' } },
    { id: expect.stringMatching(/^ch_/), decline: { code: 'expired_card' } },
    { id: expect.stringMatching(/^ch_/), decline: null },
  ]);
  for (const { id } of charges) expect(await idsFound(String(id))).toEqual([paymentId]);
  expect(await idsFound('ch_1')).toEqual([]);
});

async function idsFound(text: string): Promise<readonly unknown[]> {
  const url = `${platform().url}/api/v1/payments?q=${text}`;
  const found = dataOf(await send(url, { method: 'GET', headers: platform().operator }));
  return (found['items'] as readonly Json[]).map(({ id }) => id);
}

/** Of all providers together. */
async function unknownDeclines(): Promise<number> {
  const text = await (await fetch(`${platform().url}/metrics`)).text();
  const counts = [...text.matchAll(/^payments_unknown_declines_total\{provider="\w+"\} (\d+)$/gm)];
  return counts.reduce((sum, [, count]) => sum + Number(count), 0);
}
