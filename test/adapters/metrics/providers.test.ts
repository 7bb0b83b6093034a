import { expect, test } from 'vitest';
import { measuredProviders } from '../../../src/adapters/metrics/providers.ts';
import type { Measure } from '../../../src/ports/measure.ts';
import type { Providers } from '../../../src/ports/payment-provider.ts';
import { createFakeProvider } from '../../app/fake-provider.ts';

const CREDENTIALS = { accessToken: 'token', webhookSecrets: ['secret'] };

function aMeasure() {
  const calls: Parameters<Measure['providerCall']>[0][] = [];
  const measure: Measure = {
    request() {},
    notification() {},
    anomaly() {},
    providerCall: (call) => void calls.push(call),
  };
  return { measure, calls };
}

function watched(changes: object = {}) {
  const { measure, calls } = aMeasure();
  const provider = { ...createFakeProvider({ now: () => new Date() }), ...changes };
  const providers: Providers = {
    get: (name) => (name === provider.name ? provider : undefined),
    platformCredentials: () => CREDENTIALS,
  };
  const all = measuredProviders(providers, measure);
  const found = all.get(provider.name);
  if (found === undefined) throw new Error('it is gone');
  return { all, provider: found, real: provider, calls };
}

test('a call that is waited for is counted with its outcome and its time', async () => {
  const { provider, real, calls } = watched();

  const answer = await provider.fetch(CREDENTIALS, 'nothing');

  expect(answer).toEqual(await real.fetch(CREDENTIALS, 'nothing'));
  expect(calls).toEqual([
    { provider: real.name, operation: 'fetch', outcome: answer.kind, seconds: expect.any(Number) },
  ]);
  expect(calls[0]?.seconds).toBeGreaterThan(0);
});

test('what is only computed is not counted', () => {
  const { provider, calls } = watched();

  provider.identify(CREDENTIALS);

  expect(calls).toEqual([]);
});

test('a fault of ours is counted, and still thrown', async () => {
  const { provider, calls } = watched({
    close: async () => {
      throw new Error('not expected');
    },
  });

  await expect(provider.close(CREDENTIALS, 'parent')).rejects.toThrow('not expected');

  expect(calls).toMatchObject([{ operation: 'close', outcome: 'thrown' }]);
});

test('a provider is the same one each time it is asked for, and an unknown one stays unknown', () => {
  const { all, provider } = watched();

  expect(all.get(provider.name)).toBe(provider);
  expect(all.get('nobody')).toBeUndefined();
  expect(all.platformCredentials(provider.name)).toBe(CREDENTIALS);
});
