import { randomUUID } from 'node:crypto';
import { describe, expect, test, vi } from 'vitest';
import { onAnyDatabase } from './support/any-database.ts';
import { type Answer, dataOf, type Json, send } from './support/platform.ts';

// It starts a whole process, beside other tests that do the same.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const { platform } = onAnyDatabase();

const KEYS = { stripe: 'pk_test_51OfTheGym', mercadopago: 'TEST-d783da36-74a2-4378-85d1-76f498ca92c4' } as const;
type Provider = keyof typeof KEYS;

/** What a gym's operator copies from the provider's dashboard. */
const CREDENTIALS: Readonly<Record<Provider, (slug: string) => Promise<Json>>> = {
  async mercadopago() {
    const { token, secret } = await platform().newSeller();
    return { access_token: token, webhook_secrets: [secret] };
  },
  async stripe(slug) {
    const endpoint = encodeURIComponent(`${platform().url}/webhook/${slug}`);
    const { body } = await send(`${platform().sandboxUrl}/sandbox/stripe/accounts?webhook_url=${endpoint}`, {});
    return { access_token: body['secret_key'], webhook_secrets: [body['webhook_secret']] };
  },
};

async function put(slug: string, provider: Provider, public_key: string | null): Promise<Answer> {
  const credentials = { ...(await CREDENTIALS[provider](slug)), public_key };
  const json = { name: 'Iron Temple', payments_enabled: true, provider, return_url: 'https://gym.example/thanks' };
  const { url, operator: headers } = platform();
  return send(`${url}/api/v1/gyms/${slug}`, { method: 'PUT', headers, json: { ...json, credentials } });
}

async function clientOf(slug: string): Promise<Json> {
  const { paymentId } = await platform().openCheckout(slug);
  const url = `${platform().url}/api/v1/payments/${paymentId}/client`;
  return dataOf(await send(url, { method: 'GET', headers: platform().user }));
}

describe.each(Object.keys(KEYS) as Provider[])('the publishable key of a gym at %s', (provider) => {
  test('a web page gets it with a payment of the gym, and the gym does not show it', async () => {
    const slug = `gym-${randomUUID()}`;

    const answer = await put(slug, provider, KEYS[provider]);

    expect(answer.status).toBe(201);
    expect(JSON.stringify(answer.body)).not.toContain(KEYS[provider]);
    expect(await clientOf(slug)).toMatchObject({ provider, publishable_key: KEYS[provider] });
  });

  test('it is null for a gym that gave none, or gave other credentials without one', async () => {
    const slug = `gym-${randomUUID()}`;
    await put(slug, provider, KEYS[provider]);

    expect((await put(slug, provider, null)).status).toBe(200);

    expect(await clientOf(slug)).toMatchObject({ provider, publishable_key: null });
  });

  test('one of another provider is refused, and the gym is not stored', async () => {
    const slug = `gym-${randomUUID()}`;
    const another = provider === 'stripe' ? KEYS.mercadopago : KEYS.stripe;

    const { status, body } = await put(slug, provider, another);

    expect({ status, body }).toMatchObject({ status: 400, body: { details: { field: 'credentials.public_key' } } });
    const url = `${platform().url}/api/v1/gyms/${slug}`;
    expect((await send(url, { method: 'GET', headers: platform().operator })).status).toBe(404);
  });
});
