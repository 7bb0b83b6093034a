import { describe, expect, it } from 'vitest';
import { type Harness, open, requestFor, value } from './harness.ts';

export function describeCaptures(use: () => Harness): void {
  const declared = () => use().provider.capabilities.captureMethods.includes('manual');
  const capture = (providerPaymentId: string, minor: number, idempotencyKey: string = crypto.randomUUID()) =>
    use().provider.capture(use().credentials, {
      idempotencyKey,
      providerPaymentId,
      amount: { ...use().amount, minor },
    });

  /** A payment that the customer has agreed to, and that waits to be captured. */
  async function anAuthorized(): Promise<{ parentId: string; providerPaymentId: string }> {
    const { parentId } = await open(use(), requestFor(use(), { captureMethod: 'manual' }));
    await use().settle(parentId, 'succeed');
    const parent = value(await use().provider.fetch(use().credentials, parentId));
    expect(parent?.report).toMatchObject({ fact: { kind: 'processing' }, attempt: { capturedMinor: 0 } });
    return { parentId, providerPaymentId: parent?.report.attempt?.providerPaymentId ?? 'none' };
  }

  describe('a capture', () => {
    it('is refused before any request unless manual capture is declared', async () => {
      if (declared()) return void (await anAuthorized());
      const { missingProviderPaymentId, amount, requests } = use();

      await expect(capture(missingProviderPaymentId, amount.minor)).rejects.toMatchObject({ code: 'unsupported' });
      expect(requests()).toBe(0);
    });

    it.each([1, 2])('takes all (of %i parts one) of what was agreed to, once', async (parts) => {
      if (!declared()) return;
      const { parentId, providerPaymentId } = await anAuthorized();
      const minor = use().amount.minor / parts;

      const report = value(await capture(providerPaymentId, minor));

      const expected = { fact: { kind: 'succeeded' }, attempt: { capturedMinor: minor, authorized: use().amount } };
      expect(report).toMatchObject(expected);
      expect(value(await use().provider.fetch(use().credentials, parentId))?.report).toMatchObject(expected);
      expect(await capture(providerPaymentId, minor)).toMatchObject({ kind: 'rejected' });
    });

    it('of more than was agreed to, or of what waits for none, is refused', async () => {
      if (!declared()) return;
      const { providerPaymentId } = await anAuthorized();

      expect((await capture(providerPaymentId, use().amount.minor + 100)).kind).toBe('rejected');
      for (const id of ['', '../x', use().missingProviderPaymentId])
        expect(await capture(id, use().amount.minor)).toMatchObject({ kind: 'rejected', about: 'request' });
    });

    it('is no longer possible once the parent was ended', async () => {
      if (!declared()) return;
      const { parentId, providerPaymentId } = await anAuthorized();

      const closed = value(await use().provider.close(use().credentials, parentId));

      expect(closed.report.fact?.kind).toBe('cancelled');
      expect(await capture(providerPaymentId, use().amount.minor)).toMatchObject({ kind: 'rejected' });
    });
  });
}
