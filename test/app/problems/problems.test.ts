import { describe, expect, test } from 'vitest';
import type { Actor } from '../../../src/app/actor.ts';
import type { ProblemFilter } from '../../../src/ports/store/problems.ts';
import { aRefund } from '../captures-and-refunds/refunds.ts';
import { rejected, unknown } from '../fake-twists.ts';
import {
  aCheckout,
  aGym,
  anOrder,
  CUSTOMER,
  DAY_MS,
  type Gateway,
  OPERATOR,
  parentIdOf,
  refusedWith,
} from '../gateway.ts';
import { aGateway } from './every-kind.ts';

const READER: Actor = { userId: 'reader-1', scopes: ['payments:read'] };
const ALL: ProblemFilter = { kind: null, gymSlug: null, paymentId: null };
const PAGE = { limit: 100, cursor: null };

const problemsOf = async ({ app }: Pick<Gateway, 'app'>) => (await app.listProblems(READER, ALL, PAGE)).items;

async function onlyProblem(gateway: Pick<Gateway, 'app'>) {
  const [only, ...more] = await problemsOf(gateway);
  if (only === undefined || more.length > 0) throw new Error(`${1 + more.length} problems, or none`);
  return only;
}

/** A payment that should no longer be payable, which its provider does not close. */
async function notClosed() {
  const gateway = aGateway();
  const { input } = await anOrder(gateway);
  const { payment } = await gateway.app.openIntent(input);
  await gateway.store.rememberCheck('closing', payment.id);
  while ((await gateway.app.countProblems(READER)).length === 0) {
    gateway.provider.next('close', unknown('before the effect'));
    await gateway.later(DAY_MS);
  }
  return { ...gateway, payment };
}

async function refusedGym() {
  const gateway = aGateway();
  const { gym } = await aGym(gateway);
  gateway.provider.next('open', rejected('credentials'));
  await expect(aCheckout(gateway, gym.slug)).rejects.toMatchObject({ code: 'credentials_unusable' });
  return { ...gateway, gym };
}

describe('what waits for a person', () => {
  test('what waits for a person is a payment that the schedule has given up, with its check and its anomaly', async () => {
    const gateway = await notClosed();

    const kinds = (await problemsOf(gateway)).map(({ kind }) => kind);

    expect(kinds.toSorted()).toEqual(['check_abandoned', 'not_closed']);
    expect(await gateway.app.countProblems(READER)).toEqual([
      { kind: 'check_abandoned', count: 1 },
      { kind: 'not_closed', count: 1 },
    ]);
  });

  test.each([[[]], [['orders:write', 'gyms:write', 'webhooks:manage']]])(
    'what waits for a person is shown to no caller with the scopes %j',
    async (scopes) => {
      const { app } = aGateway();
      const actor = { userId: 'user-1', scopes };

      await expect(app.listProblems(actor, ALL, PAGE)).rejects.toMatchObject(refusedWith('scope_missing'));
      await expect(app.countProblems(actor)).rejects.toMatchObject(refusedWith('scope_missing'));
    },
  );

  test.each([CUSTOMER, READER])('what waits for a person is settled by none who only reads: %j', async (actor) => {
    const { app } = aGateway();

    await expect(app.retryProblem(actor, 'x')).rejects.toMatchObject(refusedWith('scope_missing'));
    await expect(app.resolveProblem(actor, { id: 'x', reason: 'y' })).rejects.toMatchObject(
      refusedWith('scope_missing'),
    );
  });

  test('what waits for a person no more can’t be settled', async () => {
    const { app } = aGateway();

    await expect(app.retryProblem(OPERATOR, 'x')).rejects.toMatchObject(refusedWith('problem_not_found'));
    await expect(app.resolveProblem(OPERATOR, { id: 'x', reason: 'y' })).rejects.toMatchObject(
      refusedWith('problem_not_found'),
    );
  });
});

describe('looking again', () => {
  test('looking again at an abandoned check makes it now, and it is gone when that settles it', async () => {
    const { app, store, payment } = await notClosed();
    const id = `check_abandoned:closing/${payment.id}`;

    expect(await app.retryProblem(OPERATOR, id)).toBeNull();

    expect(await store.findPayment(payment.id)).toMatchObject({ status: 'cancelled' });
    expect(await problemsOf({ app })).toEqual([]);
    const { anomalies } = await app.findDetails(OPERATOR, payment.id);
    expect(anomalies).toMatchObject([
      { kind: 'not_closed', resolution: { by: null, reason: 'The payment is cancelled' } },
    ]);
  });

  test('looking again at an abandoned check that still fails begins its schedule again', async () => {
    const gateway = await notClosed();
    const id = `check_abandoned:closing/${gateway.payment.id}`;
    gateway.provider.next('close', unknown('before the effect'));

    expect(await gateway.app.retryProblem(OPERATOR, id)).toBeNull();
    await gateway.later(DAY_MS);

    expect(await gateway.store.findPayment(gateway.payment.id)).toMatchObject({ status: 'cancelled' });
  });

  test('looking again at an anomaly asks the provider how the payment is, which may end it, and an abandoned check with it', async () => {
    const { app, provider, store, payment } = await notClosed();
    provider.settle(parentIdOf(payment), 'succeeded');
    const anomaly = (await problemsOf({ app })).find(({ kind }) => kind === 'not_closed');

    expect(await app.retryProblem(OPERATOR, anomaly?.id ?? '')).toBeNull();

    expect(await store.findPayment(payment.id)).toMatchObject({ status: 'succeeded' });
    expect(await problemsOf({ app })).toEqual([]);
  });

  test('looking again at refused credentials ends the problem when the provider takes them', async () => {
    const { app, store, gym } = await refusedGym();
    const problem = await onlyProblem({ app });
    expect(problem).toMatchObject({ kind: 'gym_credentials_refused', gymSlug: gym.slug });

    expect(await app.retryProblem(OPERATOR, problem.id)).toBeNull();

    expect(await store.findGym(gym.slug)).toMatchObject({ needsReconnect: false });
  });

  test('looking again at refused credentials changes nothing while the provider refuses them', async () => {
    const { app, provider } = await refusedGym();
    const problem = await onlyProblem({ app });
    provider.next('find', rejected('credentials'));

    expect(await app.retryProblem(OPERATOR, problem.id)).toEqual(problem);
  });

  test('looking again at an overdue refund sends it now', async () => {
    const gateway = aGateway();
    const { gym } = await aGym(gateway);
    const { payment, parentId } = await aCheckout(gateway, gym.slug);
    gateway.provider.settle(parentId, 'succeeded');
    await gateway.app.syncPayment(OPERATOR, payment.id);
    gateway.provider.next('refund', unknown('before the effect'));
    await expect(gateway.app.refundPayment(OPERATOR, aRefund(payment.id))).rejects.toMatchObject({
      code: 'provider_unavailable',
    });
    gateway.wait(8 * DAY_MS);
    const problem = await onlyProblem(gateway);
    expect(problem).toMatchObject({ kind: 'refund_overdue', paymentId: payment.id, gymSlug: gym.slug });

    expect(await gateway.app.retryProblem(OPERATOR, problem.id)).toBeNull();

    expect(await gateway.store.listRefunds(payment.id)).toMatchObject([{ status: 'succeeded' }]);
  });
});

describe('a word', () => {
  test('a word closes an abandoned check and an anomaly, once', async () => {
    const { app, logged, payment } = await notClosed();

    for (const { id } of await problemsOf({ app })) {
      expect(await app.resolveProblem(OPERATOR, { id, reason: 'Closed at the provider' })).toBeNull();
      await expect(app.resolveProblem(OPERATOR, { id, reason: 'Again' })).rejects.toMatchObject(
        refusedWith('problem_not_found'),
      );
      expect(logged).toContainEqual(expect.objectContaining({ fields: { problem: id, by: OPERATOR.userId } }));
    }

    expect(await problemsOf({ app })).toEqual([]);
    const { anomalies } = await app.findDetails(OPERATOR, payment.id);
    expect(anomalies).toMatchObject([{ resolution: { by: OPERATOR.userId, reason: 'Closed at the provider' } }]);
  });

  test('a word does not close what ends with its cause', async () => {
    const { app } = await refusedGym();
    const problem = await onlyProblem({ app });

    await expect(app.resolveProblem(OPERATOR, { id: problem.id, reason: 'x' })).rejects.toMatchObject(
      refusedWith('conflict'),
    );
    expect(await problemsOf({ app })).toEqual([problem]);
  });
});
