import { expect, test } from 'vitest';
import type { ProviderDescription } from '../../../src/app/providers/list-providers.ts';
import type { Capabilities } from '../../../src/ports/payment-provider/capabilities.ts';
import { createFakeProvider } from '../../app/fake-provider.ts';
import { aServer, bearer } from '../harness.ts';

const { capabilities, credentials } = createFakeProvider({ now: () => new Date() });

function described(declared: Partial<Capabilities>, more: Partial<ProviderDescription> = {}): ProviderDescription {
  const description = { name: 'somepay', takesOrders: true, takesCheckouts: false, connects: true };
  return { ...description, capabilities: { ...capabilities, ...declared }, credentials: [], ...more };
}

test('each provider is shown with what it can do', async () => {
  const listProviders = () => [
    described({
      captureMethods: ['automatic'],
      failedIsFinal: true,
      completes: true,
      webhooks: 'asked',
      disputes: 'immediate',
    }),
    described({}, { name: 'otherpay', takesOrders: false }),
  ];

  const response = await aServer({ listProviders }).inject({ url: '/api/v1/providers', headers: bearer() });

  expect(response.json().data.items).toEqual([
    {
      ...{ name: 'somepay', takes_orders: true, takes_checkouts: false, connects: true },
      ...{ capture_methods: ['automatic'], refunds: true, splits_purchases: true, confirmed_by: 'provider' },
      ...{ redirect_needs_return_url: false, failed_is_final: true, completes: true },
      ...{ webhooks: 'asked', disputes: 'immediate' },
      credentials: [],
    },
    expect.objectContaining({ name: 'otherpay', takes_orders: false, capture_methods: ['automatic', 'manual'] }),
  ]);
});

test('each provider is shown with the credentials that an account there needs, and where the platform has its own', async () => {
  const listProviders = () => [described({}, { credentials })];

  const response = await aServer({ listProviders }).inject({ url: '/api/v1/providers', headers: bearer() });

  const [item] = response.json().data.items;
  expect(item.credentials).toMatchObject([
    { name: 'access_token', secret: true, required: true, list: false, environment_variable: 'SOMEPAY_KEY' },
    { name: 'webhook_secrets', secret: true, required: true, list: true, description: 'The secrets.' },
    { name: 'public_key', secret: false, required: false, list: false },
  ]);
});

test('the providers are shown to no caller without a token, and unknown parameters are refused', async () => {
  expect((await aServer().inject({ url: '/api/v1/providers' })).statusCode).toBe(401);
  const asked = await aServer().inject({ url: '/api/v1/providers?name=stripe', headers: bearer() });
  expect(asked.json()).toMatchObject({ code: 400, details: { field: 'name' } });
});
