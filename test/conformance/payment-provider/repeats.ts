import { expect, it } from 'vitest';
import type { OpenRequest } from '../../../src/ports/payment-provider.ts';
import { EPOCH, expectUnsupported, type Harness, open, requestFor, type Use, value } from './harness.ts';

/** A simulator's index may lag, too. */
const POLL = { timeout: 3_000 };

export async function findIds({ provider, credentials }: Harness, reference: string): Promise<string[]> {
  return value(await provider.find(credentials, reference, EPOCH)).map(({ parentId }) => parentId);
}

/** Waits until a search shows these parents, and no others. */
export async function expectFound(harness: Harness, reference: string, ids: readonly string[]): Promise<void> {
  await expect.poll(async () => (await findIds(harness, reference)).toSorted(), POLL).toEqual(ids.toSorted());
}

/** What was made by the same request twice, and once more with another key. */
async function openThrice(harness: Harness, request: OpenRequest) {
  const { parentId: first } = await open(harness, request);
  const { parentId: again } = await open(harness, request);
  const { parentId: other } = await open(harness, { ...request, idempotencyKey: crypto.randomUUID() });
  return { first, again, other };
}

export function describeSafeRepeats(use: Use): void {
  it('open makes one parent for one idempotency key, and another for another', async () => {
    for (const flow of use().provider.capabilities.flows) {
      const request = requestFor(use(), { flow });

      const { first, again, other } = await openThrice(use(), request);

      expect(again).toBe(first);
      expect(other).not.toBe(first);
      if (use().provider.capabilities.searchLagMs !== null) await expectFound(use(), request.reference, [first, other]);
    }
  });
}

export function describeUnsafeRepeats(use: Use): void {
  it('whatever open makes under one key and others, find shows all of it', async () => {
    for (const flow of use().provider.capabilities.flows) {
      const request = requestFor(use(), { flow });

      const { first, again, other } = await openThrice(use(), request);

      expect(other).not.toBe(first);
      await expectFound(use(), request.reference, [...new Set([first, again, other])]);
    }
  });
}

export function describeLateSearch(use: Use): void {
  it('the adapter says how long a search may lag, in whole milliseconds, and find shows in the end what was made', async () => {
    expect(Number.isSafeInteger(use().provider.capabilities.searchLagMs)).toBe(true);
    const request = requestFor(use());
    const { parentId } = await open(use(), request);

    await expectFound(use(), request.reference, [parentId]);
  });
}

export function describeSearch(use: Use): void {
  it('the adapter finds parents by our reference, and no others', async () => {
    for (const flow of use().provider.capabilities.flows) {
      const request = requestFor(use(), { flow });
      const parent = await open(use(), request);
      await open(use(), requestFor(use(), { flow }));

      await expectFound(use(), request.reference, [parent.parentId]);
      expect(await findIds(use(), crypto.randomUUID())).toEqual([]);
    }
  });
}

export function describeNoSearch(use: Use): void {
  it('find refuses with unsupported, before any request', async () => {
    await expectUnsupported(use(), ({ provider, credentials }) =>
      provider.find(credentials, crypto.randomUUID(), EPOCH),
    );
  });
}

export function describePromptSearch(use: Use): void {
  it('find shows at once what was made', async () => {
    const request = requestFor(use());
    const { parentId } = await open(use(), request);

    expect(await findIds(use(), request.reference)).toEqual([parentId]);
  });
}
