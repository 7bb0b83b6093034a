import { expect, it } from 'vitest';
import { open, requestFor, type Use, value } from './harness.ts';

/** More than a provider's list shows at once. */
const MANY_TRIES = 31;

export function describeFurtherTries(use: Use): void {
  it('the adapter knows of a success behind many tries that failed', async () => {
    const { parentId } = await open(use(), requestFor(use()));
    for (let tries = 0; tries < MANY_TRIES; tries += 1) await use().settle(parentId, 'fail');
    await use().settle(parentId, 'succeed');

    const parent = value(await use().provider.fetch(use().credentials, parentId));

    expect(parent?.report).toMatchObject({ fact: { kind: 'succeeded' }, attempt: { authorized: use().amount } });
  });

  it('the adapter gives no reason for an attempt that succeeds after one that was declined', async () => {
    const { provider, credentials } = use();
    for (const flow of provider.capabilities.flows) {
      const { parentId } = await open(use(), requestFor(use(), { flow }));
      await use().declineForMoney(parentId);
      await use().settle(parentId, 'succeed');

      const asked = value(await provider.fetch(credentials, parentId))?.report;

      expect(asked?.attempt).toMatchObject({ fact: { kind: 'succeeded' }, decline: null });
    }
  });
}

export function describeFinalFailures(use: Use): void {
  it('a failed attempt ends its parent: the adapter reports it as cancelled, with the attempt and why it was declined', async () => {
    const { provider, credentials } = use();
    for (const flow of provider.capabilities.flows) {
      const { parentId } = await open(use(), requestFor(use(), { flow }));
      await use().declineForMoney(parentId);

      const parent = value(await provider.fetch(credentials, parentId));

      expect(parent?.report).toMatchObject({
        fact: { kind: 'cancelled' },
        attempt: { fact: { kind: 'failed' }, capturedMinor: 0, decline: { code: 'insufficient_funds' } },
      });
      await expect(use().settle(parentId, 'succeed')).rejects.toThrow();
    }
  });

  it('after a failed attempt a new parent can be opened for the same payment, and paid', async () => {
    const request = requestFor(use());
    const { parentId: ended } = await open(use(), request);
    await use().settle(ended, 'fail');

    const next = await open(use(), { ...request, idempotencyKey: crypto.randomUUID() });
    await use().settle(next.parentId, 'succeed');

    expect(next.parentId).not.toBe(ended);
    const parent = value(await use().provider.fetch(use().credentials, next.parentId));
    expect(parent?.report).toMatchObject({ fact: { kind: 'succeeded' }, attempt: { authorized: use().amount } });
  });
}
