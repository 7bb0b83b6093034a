import { expect, test } from 'vitest';
import { measured } from '../../../src/app/providers/around-calls.ts';
import { aroundCalls } from '../../../src/app/providers/provider-calls.ts';
import type { Measure } from '../../../src/ports/measure.ts';
import { createFakeProvider } from '../fake-provider.ts';

const CREDENTIALS = { access_token: 'token', webhook_secrets: ['secret'] };

function watched(changes: object = {}) {
  const calls: Parameters<Measure['providerCall']>[0][] = [];
  const real = { ...createFakeProvider({ now: () => new Date() }), ...changes };
  const around = measured({ providerCall: (call) => void calls.push(call) }, real.name);
  return { provider: aroundCalls(real, around), real, calls };
}

test('a call is counted with its outcome and its time', async () => {
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
