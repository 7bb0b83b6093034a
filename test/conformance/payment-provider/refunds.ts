import { describe, expect, it } from 'vitest';
import type { RefundReport } from '../../../src/domain/payment/refund.ts';
import type { RefundRequest } from '../../../src/ports/payment-provider.ts';
import { expectUnsupported, type Harness, lastNotification, open, requestFor, type Use, value } from './harness.ts';

/** A payment that was paid in full, as the provider knows it. */
async function aPaid(harness: Harness): Promise<{ parentId: string; providerPaymentId: string }> {
  const { parentId } = await open(harness, requestFor(harness));
  await harness.settle(parentId, 'succeed');
  const parent = value(await harness.provider.fetch(harness.credentials, parentId));
  return { parentId, providerPaymentId: parent?.report.attempt?.providerPaymentId ?? 'none' };
}

export function aRefund(
  harness: Harness,
  providerPaymentId: string,
  change: Partial<RefundRequest> = {},
): RefundRequest {
  const { amount } = harness;
  const part = { ...amount, minor: amount.minor / 10 };
  const names = { reference: crypto.randomUUID(), idempotencyKey: crypto.randomUUID() };
  return { ...names, providerPaymentId, amount: part, reason: 'A torn towel', ...change };
}

export function describeNoRefunds(use: Use): void {
  it('refund refuses with unsupported, before any request', async () => {
    await expectUnsupported(use(), ({ provider, credentials, missingProviderPaymentId }) =>
      provider.refund(credentials, aRefund(use(), missingProviderPaymentId)),
    );
  });

  it('listRefunds refuses with unsupported, before any request', async () => {
    await expectUnsupported(use(), ({ provider, credentials, missingProviderPaymentId }) =>
      provider.listRefunds(credentials, missingProviderPaymentId),
    );
  });
}

export function describeRefunds(use: Use): void {
  const refund = async (request: RefundRequest) => use().provider.refund(use().credentials, request);
  const listed = async (id: string) => value(await use().provider.listRefunds(use().credentials, id));
  const ids = (refunds: readonly RefundReport[]) => refunds.map(({ providerRefundId }) => providerRefundId).toSorted();

  describe('a refund', () => {
    it('a refund sends a part of the money back, and is listed then', async () => {
      const { parentId, providerPaymentId } = await aPaid(use());
      const request = aRefund(use(), providerPaymentId);

      const made = value(await refund(request));

      const { amount } = request;
      const madeAt = expect.any(Date);
      expect(made).toMatchObject({ kind: 'refund', providerPaymentId, amount, status: 'succeeded', madeAt });
      expect(made.reference).toBe(made.isAnonymous ? null : request.reference);
      expect(await listed(providerPaymentId)).toEqual([made]);
      const parent = value(await use().provider.fetch(use().credentials, parentId));
      expect(parent?.report.fact?.kind).toBe('succeeded');
    });

    it('a refund is one for one key, and another one for another', async () => {
      const { providerPaymentId } = await aPaid(use());
      const request = aRefund(use(), providerPaymentId);

      const first = value(await refund(request));
      const again = value(await refund(request));
      const other = value(await refund(aRefund(use(), providerPaymentId)));

      expect(again.providerRefundId).toBe(first.providerRefundId);
      expect(other.providerRefundId).not.toBe(first.providerRefundId);
      expect(ids(await listed(providerPaymentId))).toEqual(ids([first, other]));
    });

    it('a refund of all that is left leaves nothing: the next is refused', async () => {
      const { parentId, providerPaymentId } = await aPaid(use());

      value(await refund(aRefund(use(), providerPaymentId, { amount: use().amount })));

      expect(await refund(aRefund(use(), providerPaymentId))).toMatchObject({ kind: 'rejected', about: 'request' });
      expect(await listed(providerPaymentId)).toHaveLength(1);
      const parent = value(await use().provider.fetch(use().credentials, parentId));
      expect(parent?.report).toMatchObject({ fact: { kind: 'succeeded' }, unknownStatus: null });
      expect(parent?.report.attempt?.capturedMinor).toBe(use().amount.minor);
    });

    it('a refund of more than is left is refused', async () => {
      const { providerPaymentId } = await aPaid(use());
      value(await refund(aRefund(use(), providerPaymentId)));

      const outcome = await refund(aRefund(use(), providerPaymentId, { amount: use().amount }));

      expect(outcome.kind).toBe('rejected');
      expect(await listed(providerPaymentId)).toHaveLength(1);
    });

    it('a refund of an amount that can’t be carried is refused before any request', async () => {
      const before = use().requests();

      const outcome = await refund(aRefund(use(), 'any', { amount: use().refusedAmount }));

      expect(outcome).toMatchObject({ kind: 'rejected', about: 'amount' });
      expect(use().requests()).toBe(before);
    });

    it('a refund of what was never paid is refused', async () => {
      for (const id of ['', '../x', '123456', 'pi_missing'])
        expect(await refund(aRefund(use(), id))).toMatchObject({ kind: 'rejected', about: 'request' });
    });

    it('a refund that the provider does not show keeps nothing of the payment back, and is said to be missing', async () => {
      const { parentId, providerPaymentId } = await aPaid(use());
      const made = value(await refund(aRefund(use(), providerPaymentId)));
      use().hideReversals?.();

      const report = value(await use().provider.fetch(use().credentials, parentId))?.report;

      const isHidden = use().hideReversals !== null;
      expect(report).toMatchObject({ fact: { kind: 'succeeded' }, attempt: { providerPaymentId } });
      expect(report?.unanswered?.map(({ about }) => about)).toEqual(isHidden ? ['refunds'] : undefined);
      expect(report?.reversals.filter(({ kind }) => kind === 'refund')).toEqual(isHidden ? [] : [made]);
    });

    it('a refund is reported when it was made', async () => {
      const { providerPaymentId } = await aPaid(use());
      const made = value(await refund(aRefund(use(), providerPaymentId)));

      expect(await reportedReversals(use())).toEqual([made]);
    });

    it('a refund in the provider’s own dashboard is reported, as none of ours', async () => {
      const { parentId, providerPaymentId } = await aPaid(use());

      await use().refundBehind(parentId);

      const [reported, ...more] = await reportedReversals(use());
      expect(more).toEqual([]);
      expect(reported).toMatchObject({ providerPaymentId, reference: null, amount: use().amount, status: 'succeeded' });
      expect(await listed(providerPaymentId)).toEqual([reported]);
    });

    it('a refund that takes its time is pending, holds its money, and ends when the provider says so', async () => {
      const { slowRefunds, finishRefund, failRefund, amount } = use();
      if (slowRefunds === null) return;
      for (const [end, status] of [[finishRefund, 'succeeded'] as const, [failRefund, 'failed'] as const]) {
        const { parentId, providerPaymentId } = await aPaid(use());
        slowRefunds();

        const made = value(await refund(aRefund(use(), providerPaymentId, { amount })));
        const pending = await listed(providerPaymentId);
        const another = await refund(aRefund(use(), providerPaymentId));
        await end(parentId);

        expect(made.status).toBe('pending');
        expect(pending).toEqual([made]);
        expect(another.kind).toBe('rejected');
        expect(await reportedReversals(use())).toEqual([{ ...made, status }]);
        expect(await listed(providerPaymentId)).toEqual([{ ...made, status }]);
      }
    });

    it('a refund that fails later is reported', async () => {
      const { parentId, providerPaymentId } = await aPaid(use());
      const made = value(await refund(aRefund(use(), providerPaymentId)));

      await use().failRefund(parentId);

      expect(await reportedReversals(use())).toEqual([{ ...made, status: 'failed' }]);
      expect(await listed(providerPaymentId)).toEqual([{ ...made, status: 'failed' }]);
    });
  });
}

async function reportedReversals(harness: Harness) {
  const { provider, credentials } = harness;
  const { report } = value(await provider.translate(credentials, lastNotification(harness)));
  return report?.reversals.filter(({ kind }) => kind === 'refund') ?? [];
}
