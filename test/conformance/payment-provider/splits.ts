import { expect, it } from 'vitest';
import type { Money } from '../../../src/domain/money/money.ts';
import type { Attempt, Report } from '../../../src/domain/payment/report.ts';
import { type Harness, open, requestFor, type Use, value } from './harness.ts';

/** A buyer can split a purchase: each part is a provider payment of its own. */
export function describeSplits(use: Use): void {
  it('the adapter reports each part by its own amount, and all of them by their parent', async () => {
    const { parentId } = await open(use(), requestFor(use()));
    const [most, rest] = halvesOf(use().amount);
    await pay(parentId, most);
    const first = await report(parentId);
    await pay(parentId, rest);
    const both = await report(parentId);

    expect(first).toMatchObject({
      fact: { kind: 'succeeded' },
      overAt: null,
      attempt: { authorized: most },
      others: [],
    });
    expect(moneyOf(both)).toEqual([most.minor, rest.minor]);
    expect(new Set(attemptsOf(both).map(({ providerPaymentId }) => providerPaymentId)).size).toBe(2);
  });

  it('the adapter reports a part that was rejected beside the part that is there', async () => {
    const { parentId } = await open(use(), requestFor(use()));
    const [most, rest] = halvesOf(use().amount);
    await pay(parentId, most);
    await pay(parentId, rest, 'fail');

    const reported = await report(parentId);

    expect(reported).toMatchObject({ fact: { kind: 'succeeded' }, overAt: null, attempt: { authorized: most } });
    expect(reported.others).toMatchObject([{ authorized: rest, capturedMinor: 0, fact: { kind: 'failed' } }]);
  });

  it('the adapter says since when the rest can’t come any more, once its parent was ended', async () => {
    const { parentId } = await open(use(), requestFor(use()));
    const [most] = halvesOf(use().amount);
    await pay(parentId, most);

    const closed = value(await use().provider.close(use().credentials, parentId)).report;

    expect(closed).toMatchObject({ overAt: expect.any(Date), attempt: { authorized: most } });
    expect((await report(parentId)).overAt).toEqual(closed.overAt);
  });

  it('the adapter sends each part back by itself, and no more than it is of', async () => {
    const { parentId } = await open(use(), requestFor(use()));
    for (const half of halvesOf(use().amount)) await pay(parentId, half);
    const attempts = attemptsOf(await report(parentId));

    for (const { providerPaymentId, capturedMinor } of attempts) {
      const send = (minor: number) => {
        const ids = { reference: crypto.randomUUID(), idempotencyKey: crypto.randomUUID(), providerPaymentId };
        return use().provider.refund(use().credentials, { ...ids, amount: { ...use().amount, minor }, reason: null });
      };
      expect((await send(use().amount.minor)).kind).toBe('rejected');
      expect(value(await send(capturedMinor))).toMatchObject({ providerPaymentId, amount: { minor: capturedMinor } });
    }
    const back = (await report(parentId)).reversals.filter(({ kind }) => kind === 'refund');
    expect(back.map(({ providerPaymentId }) => providerPaymentId).toSorted()).toEqual(
      attempts.map(({ providerPaymentId }) => providerPaymentId).toSorted(),
    );
  });

  const pay = (parentId: string, amount: Money, how: 'succeed' | 'fail' = 'succeed') =>
    use().payPart?.(parentId, amount, how) ?? Promise.reject(new Error('the harness can pay no part'));
  const report = (parentId: string) => fetchReport(use(), parentId);
}

/** A parent is paid by one provider payment, of all of its amount. */
export function describeNoSplits(use: Use): void {
  it('the adapter reports one provider payment, of the whole amount', async () => {
    const { parentId } = await open(use(), requestFor(use()));
    await use().settle(parentId, 'succeed');

    const reported = await fetchReport(use(), parentId);

    expect(use().payPart).toBeNull();
    expect(reported).toMatchObject({ overAt: null, attempt: { authorized: use().amount }, others: [] });
  });
}

function halvesOf(amount: Money): readonly [Money, Money] {
  const minor = Math.ceil((amount.minor * 3) / 5);
  return [
    { ...amount, minor },
    { ...amount, minor: amount.minor - minor },
  ];
}

async function fetchReport({ provider, credentials }: Harness, parentId: string): Promise<Report> {
  const parent = value(await provider.fetch(credentials, parentId));
  if (parent === null) throw new Error('the parent is gone');
  return parent.report;
}

function attemptsOf({ attempt, others }: Report): readonly Attempt[] {
  return attempt === null ? others : [attempt, ...others];
}

/** The largest first. */
function moneyOf(report: Report): readonly number[] {
  return attemptsOf(report)
    .map(({ capturedMinor }) => capturedMinor)
    .toSorted((a, b) => b - a);
}
