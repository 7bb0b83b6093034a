import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createProviders, PROVIDER_SETTINGS } from '../../../src/adapters/providers/index.ts';
import { AMPLE_MS } from '../../../src/provider-kit/tools/builders.ts';
import { listen } from '../../../src/provider-kit/tools/server.ts';

const FOLDERS = join(import.meta.dirname, '../../../src/adapters/providers');
const NAMES = PROVIDER_SETTINGS.map(({ name }) => name);

/** Of providers whose keys show whether they move money. */
const LIVE_TOKENS = ['sk_live_1', 'rk_live_1', 'APP_USR-1'];
const TEST_TOKENS = ['sk_test_1', 'rk_test_1', 'xsk_live_1', 'TEST-1', ''];

const WITHOUT_KEY = { access_token: 'sk_test_1', webhook_secrets: ['whsec_1'] };

describe('the registry of providers', () => {
  it('the registry of providers has every provider under the name that its settings and its adapter give it', async () => {
    const providers = await createProviders({
      timeoutMs: 100,
      now: () => new Date(),
      notificationKeys: [],
      accounts: {},
    });

    expect(NAMES.length).toBeGreaterThan(2);
    expect(readdirSync(FOLDERS)).toEqual(expect.arrayContaining(NAMES));
    expect(NAMES.map((name) => providers.get(name)?.name)).toEqual(NAMES);
    for (const name of ['toString', '__proto__', 'Stripe', '']) {
      expect(providers.get(name)).toBeUndefined();
      expect(providers.platformCredentials(name)).toBeNull();
    }
  });

  it('the registry of providers calls each provider where the configuration says, with the platform’s credentials', async () => {
    const paths: string[] = [];
    const server = await listen(({ url = '' }, reply) => {
      paths.push(url.split('?')[0] ?? '');
      reply.end('{}');
    });
    const credentials = { access_token: 'sk_test_1', webhook_secrets: ['whsec_1'], public_key: 'pk_test_1' };
    const accounts = { stripe: { apiBase: server.url, credentials, application: null } };

    const providers = await createProviders({
      timeoutMs: AMPLE_MS,
      now: () => new Date(),
      notificationKeys: [],
      accounts,
    });
    const stripe = providers.get('stripe');
    await stripe?.fetch(credentials, 'pi_1');
    await server.stop();

    expect(paths).toEqual(['/v1/payment_intents/pi_1']);
    expect(providers.platformCredentials('stripe')).toBe(credentials);
    expect(providers.platformCredentials('mercadopago')).toBeNull();
    expect(stripe?.publishableKey(credentials)).toBe('pk_test_1');
    expect(stripe?.publishableKey(WITHOUT_KEY)).toBeNull();
  });

  it('the registry of providers knows live credentials from test ones', () => {
    const paypal = PROVIDER_SETTINGS.find(({ name }) => name === 'paypal');
    const withTokens = PROVIDER_SETTINGS.filter(({ credentials }) =>
      credentials.fields.some(({ name }) => name === 'access_token'),
    );
    const isLive = (access_token: string) => withTokens.some((settings) => settings.isLive({ access_token }, ''));

    expect(LIVE_TOKENS.filter(isLive)).toEqual(LIVE_TOKENS);
    expect(TEST_TOKENS.filter(isLive)).toEqual([]);
    // PayPal's don't: its test environment has another address.
    expect(paypal?.isLive({}, paypal.api?.base ?? '')).toBe(true);
    expect(paypal?.isLive({}, 'https://api-m.sandbox.paypal.com')).toBe(false);
  });
});
