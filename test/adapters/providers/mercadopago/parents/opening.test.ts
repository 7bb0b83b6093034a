import { describe, expect, it, onTestFinished } from 'vitest';
import { createMercadoPago } from '../../../../../src/adapters/providers/mercadopago/index.ts';
import { money } from '../../../../../src/domain/money/money.ts';
import type { OpenRequest } from '../../../../../src/ports/payment-provider/requests.ts';
import { AMPLE_MS, value } from '../../../../../src/provider-kit/tools/builders.ts';
import { type Answer, aPreference, aRequest, CREDENTIALS, NOW, PREFERENCE_ID, scripted } from '../scripted.ts';
import { SELLER, startSimulator } from '../simulated.ts';

describe('Opening a preference', () => {
  it('Opening a preference sends what the buyer, the notification and the quality score need', async () => {
    const { provider, asked } = await start([{ status: 201, json: aPreference() }]);

    await provider.open(CREDENTIALS, aRequest());

    expect(asked).toHaveLength(1);
    expect(asked[0]).toMatchObject({ method: 'POST', path: '/checkout/preferences/' });
    expect(asked[0]?.headers).toMatchObject({
      authorization: `Bearer ${CREDENTIALS.access_token}`,
      'x-idempotency-key': aRequest().idempotencyKey,
    });
    expect(asked[0]?.body).toEqual({
      items: [
        {
          id: aRequest().reference,
          title: 'Monthly pass',
          description: 'Monthly pass',
          category_id: 'services',
          quantity: 1,
          unit_price: 5000.5,
          currency_id: 'ARS',
        },
      ],
      payer: { email: 'buyer@example.com' },
      external_reference: aRequest().reference,
      notification_url: 'https://pay.example/webhook/iron-temple?source_news=webhooks',
      statement_descriptor: 'Iron Temple',
      metadata: { flow: 'redirect' },
      back_urls: {
        success: `https://gym.example/thanks?payment_id=${aRequest().reference}&result=success`,
        pending: `https://gym.example/thanks?payment_id=${aRequest().reference}&result=pending`,
        failure: `https://gym.example/thanks?payment_id=${aRequest().reference}&result=failure`,
      },
      auto_return: 'approved',
      expires: true,
      expiration_date_to: '2026-11-22T15:00:00.000+00:00',
    });
  });

  it.each([
    ['no address', null],
    ['a plain http address, which the provider refuses', 'http://gym.example/thanks'],
    ['no real address', 'thanks'],
  ])('Opening a preference asks for no return of the buyer with %s', async (_, returnUrl) => {
    const body = await bodySentFor({ returnUrl });

    expect(body).not.toHaveProperty('back_urls');
    expect(body).not.toHaveProperty('auto_return');
  });

  it('Opening a preference lets the buyer come back to a page on this machine, when they choose to', async () => {
    const body = await bodySentFor({ returnUrl: 'http://localhost:5173/thanks' });

    expect(body).toMatchObject({ back_urls: { success: expect.stringMatching(/^http:\/\/localhost:5173\/thanks\?/) } });
    expect(body).not.toHaveProperty('auto_return');
  });

  it('Opening a preference leaves what a statement shows to the account where nothing is given', async () => {
    expect(await bodySentFor({ statementDescriptor: null })).not.toHaveProperty('statement_descriptor');
  });

  it('Opening a preference keeps the query of a notification URL', async () => {
    const body = await bodySentFor({ notificationUrl: 'https://pay.example/webhook/gym?x=1' });

    expect(body).toMatchObject({ notification_url: 'https://pay.example/webhook/gym?x=1&source_news=webhooks' });
  });

  it.each([
    ['too long', `https://pay.example/${'x'.repeat(240)}`],
    ['not a URL', 'webhook'],
  ])(
    'Opening a preference refuses a notification URL that is %s, before the provider is asked',
    async (_, notificationUrl) => {
      const { provider, asked } = await start([{ json: aPreference() }]);

      const outcome = await provider.open(CREDENTIALS, aRequest({ notificationUrl }));

      expect(outcome).toMatchObject({ kind: 'rejected', about: 'request' });
      expect(asked).toHaveLength(0);
    },
  );

  it('Opening a preference shortens a title and leaves out an e-mail address that the provider would refuse', async () => {
    const body = await bodySentFor({ title: 'x'.repeat(300), customerEmail: `${'x'.repeat(150)}@example.com` });

    expect(body).toMatchObject({ items: [{ title: 'x'.repeat(256), description: 'x'.repeat(256) }] });
    expect(body).not.toHaveProperty('payer');
  });

  it.each([129, 255, 256, 300])('Opening a preference takes a title of %i emoji, whole ones', async (count) => {
    const simulator = await startSimulator();
    onTestFinished(simulator.stop);
    const provider = createMercadoPago({ apiBase: simulator.url, timeoutMs: AMPLE_MS, now: () => NOW });
    const credentials = { access_token: SELLER.accessToken, webhook_secrets: [] };

    for (const title of ['\u{1f3cb}'.repeat(count), `x${'\u{1f3cb}'.repeat(count)}`]) {
      await provider.open(credentials, aRequest({ title }));
      expect(simulator.payables()[0]?.title).toMatch(/^x?\u{1f3cb}{127,128}$/u);
    }
  });

  it('Opening a preference hands over the page for the redirect flow, and the id for the client flow', async () => {
    const { provider } = await start([
      { json: aPreference() },
      { json: aPreference({ metadata: { flow: 'client' } }) },
    ]);

    const redirect = value(await provider.open(CREDENTIALS, aRequest()));
    const client = value(await provider.open(CREDENTIALS, aRequest({ flow: 'client' })));

    expect(redirect.handover).toBe(aPreference()['init_point']);
    expect(client.handover).toBe(PREFERENCE_ID);
  });

  it('Opening a preference never hands over the sandbox page', async () => {
    const { provider } = await start([
      { json: aPreference({ init_point: undefined, sandbox_init_point: 'https://sandbox.mercadopago.com.ar/x' }) },
    ]);

    expect((await provider.open(CREDENTIALS, aRequest())).kind).toBe('unknown');
  });

  it('Opening a preference sends each call its own idempotency key, although the SDK remembers the last one', async () => {
    const { provider, asked } = await start([{ json: aPreference() }]);

    await provider.open(CREDENTIALS, aRequest({ idempotencyKey: 'first' }));
    await provider.open(CREDENTIALS, aRequest({ idempotencyKey: 'second' }));
    await provider.close(CREDENTIALS, PREFERENCE_ID);

    const keys = asked.filter(({ method }) => method !== 'GET').map(({ headers }) => headers['x-idempotency-key']);
    expect(keys.slice(0, 2)).toEqual(['first', 'second']);
    expect(keys[2]).not.toBe('second');
    expect(keys).toHaveLength(3);
  });

  it('Opening a preference asks each provider at its own address, with its own token, at the same time', async () => {
    const [one, two] = await Promise.all([start([{ json: aPreference() }]), start([{ json: aPreference() }])]);
    const other = { ...CREDENTIALS, access_token: 'APP_USR-1-2-3-4' };

    await Promise.all([one.provider.open(CREDENTIALS, aRequest()), two.provider.open(other, aRequest())]);

    expect(one.asked.map(({ headers }) => headers.authorization)).toEqual([`Bearer ${CREDENTIALS.access_token}`]);
    expect(two.asked.map(({ headers }) => headers.authorization)).toEqual(['Bearer APP_USR-1-2-3-4']);
  });

  it('Opening a preference says when the answer belongs to another seller than the token', async () => {
    const { provider } = await start([{ json: aPreference({ collector_id: 1 }) }, { json: aPreference() }]);

    expect(value(await provider.open(CREDENTIALS, aRequest())).report.accountMatches).toBe(false);
    expect(value(await provider.open(CREDENTIALS, aRequest())).report.accountMatches).toBe(true);
  });

  it('Opening a preference dates a preference’s pending by its birth, so that asking again undoes nothing', async () => {
    const { provider } = await start([{ json: aPreference() }]);

    const { report } = value(await provider.open(CREDENTIALS, aRequest()));

    expect(report.fact).toEqual({ kind: 'pending', occurredAt: new Date('2026-11-21T15:00:00.123Z') });
  });
});

describe('A token’s holder', () => {
  const { identify } = createMercadoPago({ apiBase: 'http://127.0.0.1:9', timeoutMs: 100, now: () => NOW });
  const holderOf = (accessToken: string) => identify({ access_token: accessToken, webhook_secrets: [] });

  it('A token’s holder is the user id at its end', () => {
    expect(holderOf('APP_USR-783871039440266-052016-54b0cb67cf51859b27b97a0fa259645f-178046087')).toBe('178046087');
    expect(holderOf('TEST-783871039440266-052016-54b0cb67cf51859b27b97a0fa259645f-178046087')).toBe('178046087');
  });

  it.each(['', 'APP_USR-1', 'APP_USR-1-2-3-abc', 'sk_live_1-2-3-4-5', 'APP_USR-1-2-3-4x', 'x APP_USR-1-2-3-4'])(
    'A token’s holder is not known from %j',
    (token) => {
      expect(holderOf(token)).toBeNull();
    },
  );
});

async function bodySentFor(changes: Partial<OpenRequest>): Promise<unknown> {
  const { provider, asked } = await start([{ json: aPreference() }]);
  const outcome = await provider.open(CREDENTIALS, aRequest({ amount: money(100, 'ARS'), ...changes }));
  expect(outcome.kind).toBe('ok');
  return asked[0]?.body;
}

async function start(answers: readonly Answer[]) {
  const server = await scripted(answers);
  onTestFinished(server.stop);
  return server;
}
