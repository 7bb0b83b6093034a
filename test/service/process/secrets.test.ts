import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { placesOf } from '../support/everything-written.ts';
import { INDISCRETIONS } from '../support/indiscreet-provider.ts';
import { OPERATOR, SECRETS, USER } from '../support/secret-service.ts';
import { EMAIL, playWithSecrets } from '../support/secrets-story.ts';

// It starts a whole process, beside other tests that do the same.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });

let story: Awaited<ReturnType<typeof playWithSecrets>>;
beforeAll(async () => {
  story = await playWithSecrets();
});

const outputOf = () => story.written.find(({ place }) => place === 'output')?.text ?? '';

describe('S6: what is written by a service that logs all it can, with providers that repeat what they receive', () => {
  test('S6: everything was played', () => {
    expect(story.statuses['a Stripe event']).toEqual([200, 400]);
    expect(story.statuses['a Mercado Pago notification']).toEqual([200, 401]);
    expect(story.statuses['what is looked up']).toEqual([200, 200, 200, 200, 200]);
    expect(story.statuses['a refused token']).toEqual([500, 500]);
    for (const name of Object.keys(INDISCRETIONS)) {
      expect([name, story.statuses[name]?.length]).toEqual([name, 3]);
      for (const status of story.statuses[name] ?? []) expect(`${name}: ${status}`).toMatch(/: 50[02]$/);
    }
  });

  test('S6: everything that was written is searched', () => {
    const places = new Set(story.written.map(({ place }) => place));

    for (const place of ['column accounts.sealed', 'column deliveries.body', 'column operations.answer'])
      expect(places).toContain(place);
    for (const words of [
      'request answered',
      '"reason":"the token',
      'the provider refused our request',
      'the provider call failed',
    ])
      expect(outputOf()).toContain(words);
    expect(story.written.find(({ place }) => place === 'metrics')?.text).toContain(
      'provider="mercadopago",operation="open"',
    );
    expect(story.written.find(({ place }) => place === 'column deliveries.state')?.text).toBe('processed');
  });

  test.each(Object.entries(SECRETS))('S6: %s stands nowhere', (_, secret) => {
    expect(placesOf(secret, story.written)).toEqual([]);
  });

  test('S6: a bearer token stands nowhere', () => {
    for (const token of [USER, OPERATOR]) expect(placesOf(token.split('.')[2] ?? '', story.written)).toEqual([]);
  });

  test('S6: a client secret stands only in the answer that hands it over', () => {
    expect(new Set(story.clientSecrets).size).toBe(1);
    for (const secret of story.clientSecrets)
      expect(placesOf(secret, story.written)).toEqual(['answer POST /api/v1/payments/intent']);
  });

  test('S6: an API key stands only in the answer that hands it over, and once it is revoked its hash stands nowhere', () => {
    expect(placesOf(story.apiKey, story.written)).toEqual(['answer POST /api/v1/api-keys']);
    const hash = createHash('sha256').update(story.apiKey).digest('hex');
    expect(placesOf(hash, story.written)).toEqual([]);
  });

  test('S6: an e-mail address stands only where it belongs', () => {
    expect(placesOf(EMAIL, story.written)).toEqual([
      // The order's own field, which the back office wrote and both may read.
      'answer GET /api/v1/orders/:id',
      // Details are for the payment's own user, and for who manages payments.
      'answer GET /api/v1/payments/:id/details',
      'answer PUT /api/v1/orders/:id',
      // What Stripe sent, kept as it came: the intent says whom the receipt goes to.
      'column deliveries.body',
      // What subscribers get of an order is what its route shows.
      'column events.body',
      'column orders.customer_email',
      // Where the provider is asked to send the receipt, also when the call is made again.
      'column payments.customer_email',
    ]);
  });
});

test('the search finds a part of a secret, whatever it is dressed in', () => {
  const secret = 'a-secret/of~some+length';
  const dressed = [secret.slice(3, 17), btoa(secret), Buffer.from(secret).toString('hex'), encodeURIComponent(secret)];
  const written = dressed.map((text, index) => ({ place: String(index), text: `"${text}"` }));

  expect(placesOf(secret, written)).toEqual(['0', '1', '2', '3']);
  expect(placesOf('another secret of some length', written)).toEqual([]);
});
