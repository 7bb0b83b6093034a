import { describe, expect, it } from 'vitest';
import type { Money } from '../../../src/domain/money/money.ts';
import type { CaptureRequest } from '../../../src/ports/payment-provider.ts';
import { expectUnsupported, open, requestFor, type Use, value } from './harness.ts';

export function captureOf(providerPaymentId: string, amount: Money): CaptureRequest {
  return { idempotencyKey: crypto.randomUUID(), providerPaymentId, amount };
}

export function describeNoCaptures(use: Use): void {
  it('capture refuses with unsupported, before any request', async () => {
    await expectUnsupported(use(), ({ provider, credentials, missingProviderPaymentId, amount }) =>
      provider.capture(credentials, captureOf(missingProviderPaymentId, amount)),
    );
  });
}

export function describeCaptures(use: Use): void {
  const capture = (providerPaymentId: string, minor: number) =>
    use().provider.capture(use().credentials, captureOf(providerPaymentId, { ...use().amount, minor }));

  /** A payment that the customer has agreed to, and that waits to be captured. */
  async function anAuthorized(): Promise<{ parentId: string; providerPaymentId: string }> {
    const { parentId } = await open(use(), requestFor(use(), { captureMethod: 'manual' }));
    await use().settle(parentId, 'succeed');
    const parent = value(await use().provider.fetch(use().credentials, parentId));
    expect(parent?.report).toMatchObject({ fact: { kind: 'processing' }, attempt: { capturedMinor: 0 } });
    return { parentId, providerPaymentId: parent?.report.attempt?.providerPaymentId ?? 'none' };
  }

  async function expectNoRefunds(providerPaymentId: string): Promise<void> {
    const { provider, credentials } = use();
    if (provider.capabilities.refunds)
      expect(value(await provider.listRefunds(credentials, providerPaymentId))).toEqual([]);
  }

  describe('a capture', () => {
    it.each([1, 2])('a capture takes all (of %i parts one) of what was agreed to, once', async (parts) => {
      const { parentId, providerPaymentId } = await anAuthorized();
      const minor = use().amount.minor / parts;

      const report = value(await capture(providerPaymentId, minor));

      const expected = { fact: { kind: 'succeeded' }, attempt: { capturedMinor: minor, authorized: use().amount } };
      expect(report).toMatchObject(expected);
      const present = value(await use().provider.fetch(use().credentials, parentId))?.report;
      expect(present).toMatchObject(expected);
      // What was not taken was let go, which sends nothing back.
      expect(present?.reversals.filter(({ kind }) => kind === 'refund')).toEqual([]);
      await expectNoRefunds(providerPaymentId);
      expect(await capture(providerPaymentId, minor)).toMatchObject({ kind: 'rejected' });
    });

    it('a capture of more than was agreed to, or of what waits for none, is refused', async () => {
      const { providerPaymentId } = await anAuthorized();

      expect((await capture(providerPaymentId, use().amount.minor + 100)).kind).toBe('rejected');
      for (const id of ['', '../x', use().missingProviderPaymentId])
        expect(await capture(id, use().amount.minor)).toMatchObject({ kind: 'rejected', about: 'request' });
    });

    it('a capture of an amount that can’t be carried is refused before any request', async () => {
      const { provider, credentials, missingProviderPaymentId, refusedAmount, requests } = use();

      const outcome = await provider.capture(credentials, captureOf(missingProviderPaymentId, refusedAmount));

      expect(outcome).toMatchObject({ kind: 'rejected', about: 'amount' });
      expect(requests()).toBe(0);
    });

    it('a capture is no longer possible once the parent was ended', async () => {
      const { parentId, providerPaymentId } = await anAuthorized();

      const closed = value(await use().provider.close(use().credentials, parentId));

      expect(closed.report).toMatchObject({ fact: { kind: 'cancelled' }, reversals: [] });
      await expectNoRefunds(providerPaymentId);
      expect(await capture(providerPaymentId, use().amount.minor)).toMatchObject({ kind: 'rejected' });
    });
  });
}
