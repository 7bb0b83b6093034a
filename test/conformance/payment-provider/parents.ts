import { expect, it, vi } from 'vitest';
import type { Parent } from '../../../src/ports/payment-provider.ts';
import { type Harness, lastNotification, open, requestFor, type Use, value } from './harness.ts';

const HOUR_MS = 3_600_000;

export function describeParents(use: Use): void {
  it('the adapter says without a request whose credentials they are, where they show it', () => {
    expect(use().provider.identify(use().credentials)).toBe(use().holder);
    expect(use().requests()).toBe(0);
  });

  it('the adapter says without a request which amounts it can’t carry', async () => {
    expect(use().provider.refusal(use().amount)).toBeNull();
    expect(use().provider.refusal(use().refusedAmount)).toEqual({
      field: expect.stringMatching(/^(amount|currency)$/),
      reason: expect.any(String),
    });

    const outcome = await use().provider.open(use().credentials, requestFor(use(), { amount: use().refusedAmount }));

    expect(outcome).toMatchObject({ kind: 'rejected', about: 'amount' });
    expect(use().requests()).toBe(0);
  });

  it('the adapter refuses an e-mail address that it does not take as a choice of the caller, and takes another one', async () => {
    const { provider, credentials, refusedEmail } = use();
    if (refusedEmail === null) return;
    for (const flow of provider.capabilities.flows) {
      const request = requestFor(use(), { flow, customerEmail: refusedEmail });

      const refused = await provider.open(credentials, request);
      const taken = await provider.open(credentials, { ...request, customerEmail: 'buyer@example.com' });

      expect(refused).toMatchObject({ kind: 'rejected', about: 'customerEmail' });
      expect(JSON.stringify(refused)).not.toContain(refusedEmail);
      expect(taken.kind).toBe('ok');
    }
  });

  it('the adapter shows on statements what it says it can show, and takes that', async () => {
    const { provider, credentials } = use();
    const statementDescriptor = provider.descriptor('Gimnasio Ñandú & Compañía “El Ancla”');

    expect(statementDescriptor).not.toBeNull();
    expect(provider.descriptor(statementDescriptor ?? '')).toBe(statementDescriptor);
    for (const flow of provider.capabilities.flows)
      expect(await provider.open(credentials, requestFor(use(), { flow, statementDescriptor }))).toMatchObject({
        kind: 'ok',
      });
  });

  it('the adapter opens a parent that carries our reference and can be handed over', async () => {
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

  it('the adapter fetches a parent as it is now, with the same handover', async () => {
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

  it('the adapter dates what it opened between the request and the answer, in whole seconds at worst', async () => {
    const before = Date.now();
    const parent = await open(use(), requestFor(use()));

    const occurredAt = Number(parent.report.fact?.occurredAt ?? Number.NaN);

    expect(occurredAt).toBeGreaterThan(before - 1_000);
    expect(occurredAt).toBeLessThanOrEqual(Date.now());
  });

  it('the adapter says null for a parent that does not exist', async () => {
    expect(await fetched(use(), use().missingParentId)).toBeNull();
  });

  it('the adapter ends a parent once, however often it is asked to', async () => {
    for (const flow of use().provider.capabilities.flows) {
      const { parentId } = await open(use(), requestFor(use(), { flow }));

      const first = value(await use().provider.close(use().credentials, parentId));
      const second = value(await use().provider.close(use().credentials, parentId));

      expect(first.report.fact?.kind).toBe('cancelled');
      expect(second.report.fact?.kind).toBe('cancelled');
      expect((await fetched(use(), parentId))?.report.fact?.kind).toBe('cancelled');
    }
  });

  it('the adapter ends what a buyer has begun to pay while it is undecided, or says that it is too late', async () => {
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

  it('the adapter says pending of a voucher, however it is reported, and ends it or says until when that is not possible', async () => {
    const { provider, credentials, takeVoucher, settle } = use();
    if (takeVoucher === null) return;
    for (const flow of provider.capabilities.flows) {
      const { parentId } = await open(use(), requestFor(use(), { flow }));
      await takeVoucher(parentId);
      const reported = value(await provider.translate(credentials, lastNotification(use())));

      const closed = await provider.close(credentials, parentId);

      expect(reported.report?.fact?.kind ?? 'pending').toBe('pending');
      if (closed.kind === 'not_yet') {
        expect(closed.until === null || closed.until > new Date()).toBe(true);
        expect((await fetched(use(), parentId))?.report.fact?.kind).toBe('pending');
        await settle(parentId, 'succeed');
        expect((await fetched(use(), parentId))?.report.fact?.kind).toBe('succeeded');
      } else {
        expect(value(closed).report.fact?.kind).toBe('cancelled');
        await expect(settle(parentId, 'succeed')).rejects.toThrow();
      }
    }
  });

  it('the adapter does not end what a buyer has begun to pay while it is undecided, though its time is over', async () => {
    const expiresAt = new Date(Date.now() + HOUR_MS);
    const requests = use().provider.capabilities.flows.map((flow) => requestFor(use(), { flow, expiresAt }));
    const parents = await Promise.all(requests.map((request) => open(use(), request)));
    for (const { parentId } of parents) await use().settle(parentId, 'process');

    await after(expiresAt, async () => {
      for (const { parentId } of parents)
        expect((await fetched(use(), parentId))?.report.fact?.kind).toBe('processing');
    });
  });

  it('the adapter ends a surplus parent, and leaves alone what is under way through another of the same reference', async () => {
    for (const flow of use().provider.capabilities.flows) {
      const request = requestFor(use(), { flow });
      const { parentId: kept } = await open(use(), request);
      const { parentId: surplus } = await open(use(), { ...request, idempotencyKey: crypto.randomUUID() });
      await use().settle(kept, 'process');

      const { provider, credentials } = use();
      const closed = value(await provider.close(credentials, surplus, { isSurplus: true }));

      expect(closed).toMatchObject({ parentId: surplus, report: { fact: { kind: 'cancelled' } } });
      expect((await fetched(use(), kept))?.report.fact?.kind).toBe('processing');
      await use().settle(kept, 'succeed');
      expect((await fetched(use(), kept))?.report.fact?.kind).toBe('succeeded');
    }
  });

  it('the adapter says that a parent is paid when it is too late to end it', async () => {
    for (const flow of use().provider.capabilities.flows) {
      const { parentId } = await open(use(), requestFor(use(), { flow }));
      await use().settle(parentId, 'succeed');

      const closed = value(await use().provider.close(use().credentials, parentId));

      expect(closed.report.fact?.kind).toBe('succeeded');
    }
  });
}

/** Does it just after this time, by the clock of all that runs in this process, as the simulated providers do. */
async function after(time: Date, act: () => Promise<void>): Promise<void> {
  vi.setSystemTime(time.getTime() + 1);
  try {
    await act();
  } finally {
    vi.useRealTimers();
  }
}

async function fetched({ provider, credentials }: Harness, parentId: string): Promise<Parent | null> {
  return value(await provider.fetch(credentials, parentId));
}
