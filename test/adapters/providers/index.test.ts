import { describe, expect, it } from 'vitest';
import { createProviders, PROVIDER_SETTINGS } from '../../../src/adapters/providers/index.ts';
import { AMPLE_MS } from '../../../src/provider-kit/tools/builders.ts';
import { listen } from '../../../src/provider-kit/tools/server.ts';

const NAMES = ['stripe', 'mercadopago'];
const LIVE_TOKENS = ['sk_live_1', 'rk_live_1', 'APP_USR-1'];
const TEST_TOKENS = ['sk_test_1', 'rk_test_1', 'xsk_live_1', 'TEST-1', ''];

describe('the registry of providers', () => {
  it('the registry of providers has every provider under the name that its settings and its adapter give it', async () => {
    const providers = await createProviders({ timeoutMs: 100, now: () => new Date(), accounts: {} });

    expect(PROVIDER_SETTINGS.map(({ name }) => name)).toEqual(NAMES);
    expect(NAMES.map((name) => providers.get(name)?.name)).toEqual(NAMES);
    for (const name of ['toString', '__proto__', 'Stripe', '']) {
      expect(providers.get(name)).toBeUndefined();
      expect(providers.platformCredentials(name)).toBeNull();
      expect(providers.publishableKey(name)).toBeNull();
    }
  });

  it('the registry of providers calls each provider where the configuration says, with the platform’s credentials', async () => {
    const paths: string[] = [];
    const server = await listen(({ url = '' }, reply) => {
      paths.push(url.split('?')[0] ?? '');
      reply.end('{}');
    });
    const credentials = { accessToken: 'sk_test_1', webhookSecrets: ['whsec_1'] };
    const accounts = { stripe: { apiBase: server.url, credentials, publishableKey: 'pk_test_1', application: null } };

    const providers = await createProviders({ timeoutMs: AMPLE_MS, now: () => new Date(), accounts });
    await providers.get('stripe')?.fetch(credentials, 'pi_1');
    await server.stop();

    expect(paths).toEqual(['/v1/payment_intents/pi_1']);
    expect(providers.platformCredentials('stripe')).toBe(credentials);
    expect(providers.platformCredentials('mercadopago')).toBeNull();
    expect(providers.publishableKey('stripe')).toBe('pk_test_1');
    expect(providers.publishableKey('mercadopago')).toBeNull();
  });

  it('the registry of providers knows what web pages may show to each of them', async () => {
    const providers = await createProviders({ timeoutMs: 100, now: () => new Date(), accounts: {} });
    const keys = ['pk_test_1', 'pk_live_1', 'TEST-d783da36-74a2-4378-85d1-76f498ca92c4'];
    const others = ['', 'sk_test_1', 'pk_test_', `TEST-1234567890123-112126-${'0a'.repeat(16)}-100200300`];
    const takenBy = (name: string) =>
      [...keys, ...others].filter((text) => providers.publishableKeyFault(name, text) === null);

    expect(takenBy('stripe')).toEqual(keys.slice(0, 2));
    expect(takenBy('mercadopago')).toEqual(keys.slice(2));
  });

  it('the registry of providers knows live credentials from test ones', () => {
    const isLive = (token: string) => PROVIDER_SETTINGS.some((settings) => settings.isLive(token));

    expect(LIVE_TOKENS.filter(isLive)).toEqual(LIVE_TOKENS);
    expect(TEST_TOKENS.filter(isLive)).toEqual([]);
  });
});
