import { expect, it } from 'vitest';
import type { Parent } from '../../../src/ports/payment-provider.ts';
import { type Harness, open, requestFor, value } from './harness.ts';

/** A simulator's index may lag, too. */
const POLL = { timeout: 3_000 };

export function describeParents(use: () => Harness): void {
  it('opens a parent that carries our reference and can be handed over', async () => {
    for (const flow of use().provider.capabilities.flows) {
      const request = requestFor(use(), { flow });
      const parent = await open(use(), request);

      expect(parent.parentId).not.toBe('');
      expect(parent.handover).not.toBe('');
      expect(parent.report).toMatchObject({
        reference: request.reference,
        parentId: parent.parentId,
        intentId: parent.intentId,
        accountMatches: true,
        fact: { kind: 'pending' },
        unknownStatus: null,
      });
      expect(parent.report.source).not.toBe('event');
    }
  });

  it('makes one parent for one idempotency key if declared, and shows all that it made under one reference', async () => {
    for (const flow of use().provider.capabilities.flows) {
      const request = requestFor(use(), { flow });

      const { parentId: first } = await open(use(), request);
      const { parentId: again } = await open(use(), request);
      const { parentId: other } = await open(use(), { ...request, idempotencyKey: crypto.randomUUID() });

      if (use().provider.capabilities.repeatsAreSafe) expect(again).toBe(first);
      expect(other).not.toBe(first);
      const all = [...new Set([first, again, other])].toSorted();
      await expect.poll(async () => (await findIds(use(), request.reference)).toSorted(), POLL).toEqual(all);
    }
  });

  it('fetches a parent as it is now, with the same handover', async () => {
    for (const flow of use().provider.capabilities.flows) {
      const parent = await open(use(), requestFor(use(), { flow }));
      const before = await fetched(use(), parent.parentId);
      await use().settle(parent.parentId, 'succeed');
      const after = await fetched(use(), parent.parentId);

      expect(before?.handover).toBe(parent.handover);
      expect(before?.report.fact?.kind).toBe('pending');
      expect(after?.report.fact?.kind).toBe('succeeded');
      expect(after?.report.attempt?.authorized).toEqual(use().amount);
      expect(after?.report.attempt?.capturedMinor).toBe(use().amount.minor);
    }
  });

  it('dates what it opened between the request and the answer, in whole seconds at worst', async () => {
    const before = Date.now();
    const parent = await open(use(), requestFor(use()));

    const occurredAt = Number(parent.report.fact?.occurredAt ?? Number.NaN);

    expect(occurredAt).toBeGreaterThan(before - 1_000);
    expect(occurredAt).toBeLessThanOrEqual(Date.now());
  });

  it('says null for a parent that does not exist', async () => {
    expect(await fetched(use(), use().missingParentId)).toBeNull();
  });

  it('finds parents by our reference, and no others', async () => {
    for (const flow of use().provider.capabilities.flows) {
      const request = requestFor(use(), { flow });
      const parent = await open(use(), request);
      await open(use(), requestFor(use(), { flow }));

      await expect.poll(() => findIds(use(), request.reference), POLL).toEqual([parent.parentId]);
      expect(await findIds(use(), crypto.randomUUID())).toEqual([]);
    }
  });

  it('ends a parent once, however often it is asked to', async () => {
    for (const flow of use().provider.capabilities.flows) {
      const { parentId } = await open(use(), requestFor(use(), { flow }));

      const first = value(await use().provider.close(use().credentials, parentId));
      const second = value(await use().provider.close(use().credentials, parentId));

      expect(first.report.fact?.kind).toBe('cancelled');
      expect(second.report.fact?.kind).toBe('cancelled');
      expect((await fetched(use(), parentId))?.report.fact?.kind).toBe('cancelled');
    }
  });

  it('ends what a buyer has begun to pay and nobody has decided, or says that it is too late', async () => {
    for (const flow of use().provider.capabilities.flows) {
      const { parentId } = await open(use(), requestFor(use(), { flow }));
      await use().settle(parentId, 'process');

      const closed = value(await use().provider.close(use().credentials, parentId));

      const kind = closed.report.fact?.kind ?? '';
      expect(['cancelled', 'processing']).toContain(kind);
      // What has ended can't be paid by what was begun before.
      if (kind === 'cancelled') await expect(use().settle(parentId, 'succeed')).rejects.toThrow();
    }
  });

  it('says that a parent is paid when it is too late to end it', async () => {
    for (const flow of use().provider.capabilities.flows) {
      const { parentId } = await open(use(), requestFor(use(), { flow }));
      await use().settle(parentId, 'succeed');

      const closed = value(await use().provider.close(use().credentials, parentId));

      expect(closed.report.fact?.kind).toBe('succeeded');
    }
  });
}

async function fetched({ provider, credentials }: Harness, parentId: string): Promise<Parent | null> {
  return value(await provider.fetch(credentials, parentId));
}

async function findIds({ provider, credentials }: Harness, reference: string): Promise<string[]> {
  return value(await provider.find(credentials, reference)).map(({ parentId }) => parentId);
}
