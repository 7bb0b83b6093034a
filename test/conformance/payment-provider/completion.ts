import { expect, it } from 'vitest';
import { completionOf, expectUnsupported, lastNotification, open, requestFor, type Use, value } from './harness.ts';

export function describeNoCompletion(use: Use): void {
  it('complete refuses with unsupported, before any request', async () => {
    await expectUnsupported(use(), ({ provider, credentials, missingParentId }) =>
      provider.complete(credentials, completionOf(missingParentId)),
    );
  });
}

export function describeCompletion(use: Use): void {
  /** A parent to which the buyer has agreed, and whose money nothing has taken yet. */
  async function anAgreed(): Promise<string> {
    const { parentId } = await open(use(), requestFor(use()));
    await use().agreeToPay(parentId);
    return parentId;
  }

  const complete = (parentId: string) => use().provider.complete(use().credentials, completionOf(parentId));
  const fetched = async (parentId: string) => value(await use().provider.fetch(use().credentials, parentId))?.report;

  it('what a buyer has agreed to is reported as open and waiting for the service, when it is notified and when it asks', async () => {
    const { provider, credentials } = use();
    const parentId = await anAgreed();

    const { report: notified } = value(await provider.translate(credentials, lastNotification(use())));

    for (const report of [notified, await fetched(parentId)]) {
      expect(['pending', 'processing']).toContain(report?.fact?.kind);
      expect(report).toMatchObject({ awaitsCompletion: true, attempt: null });
    }
  });

  it('complete takes the money once, however often and under whichever key it is called', async () => {
    const parentId = await anAgreed();

    const first = value(await complete(parentId));
    const again = value(await complete(parentId));
    const other = value(
      await use().provider.complete(use().credentials, { parentId, idempotencyKey: crypto.randomUUID() }),
    );

    const paid = {
      fact: { kind: 'succeeded' },
      attempt: { capturedMinor: use().amount.minor, authorized: use().amount },
    };
    for (const { report } of [first, again, other]) {
      expect(report).toMatchObject(paid);
      expect(report.awaitsCompletion ?? false).toBe(false);
      expect(report.attempt?.providerPaymentId).toBe(first.report.attempt?.providerPaymentId);
      expect(report.others).toEqual([]);
    }
    expect(await fetched(parentId)).toMatchObject(paid);
  });

  it('complete takes nothing to which no buyer has agreed, or of which the parent has ended', async () => {
    const { parentId } = await open(use(), requestFor(use()));

    const early = value(await complete(parentId));
    value(await use().provider.close(use().credentials, parentId));
    const late = value(await complete(parentId));

    expect(early.report).toMatchObject({ fact: { kind: 'pending' }, attempt: null });
    expect(late.report.fact?.kind).not.toBe('succeeded');
    expect((await fetched(parentId))?.attempt ?? null).toBeNull();
  });
}
