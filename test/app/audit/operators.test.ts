import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { Actor } from '../../../src/app/actor.ts';
import type { AuditFilter } from '../../../src/ports/store/audit.ts';
import { refused } from '../fake-subscribers.ts';
import { unknown } from '../fake-twists.ts';
import { anOrder, anOrderInput, OPERATOR } from '../gateway.ts';
import { aGateway, arise, type MovableGateway } from '../problems/every-kind.ts';

// What operators do about problems and deliveries. test/app/audit/audit.test.ts has what they change of orders, gyms and keys.

const AUDITOR: Actor = { userId: 'auditor', scopes: ['audit:read'] };
const ALL: AuditFilter = { actor: null, action: null, subject: null, since: null, until: null };
const WHO = { actor: 'operator-1', requestId: 'request-1' };

/** The entries that `work` adds. */
async function added({ app }: MovableGateway, work: () => Promise<unknown>) {
  const list = async () => (await app.listAudit(AUDITOR, ALL, { limit: 100, cursor: null })).items;
  const before = (await list()).length;
  await work();
  const items = await list();
  return items.slice(0, items.length - before).map(({ at: _at, ...entry }) => entry);
}

async function aProblem(kind: Parameters<typeof arise>[1]) {
  const gateway = aGateway();
  await arise(gateway, kind);
  const { items } = await gateway.app.listProblems(
    OPERATOR,
    { kind, gymSlug: null, paymentId: null },
    { limit: 1, cursor: null },
  );
  const [problem] = items;
  if (problem === undefined) throw new Error('there is no such problem');
  return { ...gateway, gateway, problem };
}

describe('problems', () => {
  test.each(['check_abandoned', 'delivery_abandoned'] as const)(
    'a problem of the kind %s has an entry when a word closes it, and none when it is closed already',
    async (kind) => {
      const { gateway, app, problem } = await aProblem(kind);
      const resolve = () => app.resolveProblem(OPERATOR, { id: problem.id, reason: 'Settled by hand' });

      expect(await added(gateway, resolve)).toEqual([
        {
          ...WHO,
          action: 'problem.resolve',
          subject: `problem:${problem.id}`,
          changes: [{ field: 'reason', from: null, to: 'Settled by hand' }],
        },
      ]);
      expect(await added(gateway, () => resolve().catch(() => {}))).toEqual([]);
    },
  );

  test('an anomaly that a word closes has its own entry, whichever route it was closed by', async () => {
    const { gateway, app, problem } = await aProblem('paid_twice');

    const entries = await added(gateway, () => app.resolveProblem(OPERATOR, { id: problem.id, reason: 'Refunded' }));

    expect(entries).toMatchObject([{ ...WHO, action: 'anomaly.resolve', subject: `anomaly:${problem.subject}` }]);
  });

  test.each(['check_abandoned', 'delivery_abandoned', 'refund_overdue'] as const)(
    'a problem of the kind %s has an entry when it is looked at again, which makes its schedule go on',
    async (kind) => {
      const { gateway, app, problem } = await aProblem(kind);

      expect(await added(gateway, () => app.retryProblem(OPERATOR, problem.id))).toEqual([
        {
          ...WHO,
          action: 'problem.retry',
          subject: `problem:${problem.id}`,
          changes: [{ field: 'retried', from: false, to: true }],
        },
      ]);
    },
  );

  test('a gym has an entry when its credentials are tried again and taken, and none while they are refused', async () => {
    const { gateway, app, provider, problem } = await aProblem('gym_credentials_refused');
    const retry = () => app.retryProblem(OPERATOR, problem.id);

    provider.next('find', unknown('before the effect'));
    expect(await added(gateway, retry)).toEqual([]);
    expect(await added(gateway, retry)).toEqual([
      {
        ...WHO,
        action: 'gym.retry',
        subject: `gym:${problem.gymSlug}`,
        changes: [{ field: 'needs_reconnect', from: true, to: false }],
      },
    ]);
  });

  test('a payment whose provider is only asked has no entry: its timeline says who asked', async () => {
    const { gateway, app, problem } = await aProblem('paid_twice');

    expect(await added(gateway, () => app.retryProblem(OPERATOR, problem.id))).toEqual([]);
    expect(await added(gateway, () => app.syncPayment(OPERATOR, problem.paymentId ?? ''))).toEqual([]);
    const { items } = await app.listTimeline(OPERATOR, problem.paymentId ?? '', { limit: 100, cursor: null });
    expect(items).toContainEqual(expect.objectContaining({ kind: 'request', operation: 'sync', actor: WHO.actor }));
  });
});

describe('deliveries', () => {
  async function anEndpoint() {
    const gateway = aGateway();
    const { endpoint } = await gateway.app.createEndpoint(OPERATOR, {
      ...{ url: 'https://hooks.example/x', description: null, gymSlug: null, eventTypes: null },
    });
    return { ...gateway, gateway, endpointId: endpoint.id, subject: `endpoint:${endpoint.id}` };
  }

  const SINCE = new Date('2026-01-01T00:00:00Z');

  test('an endpoint has one entry for all that is sent to it again, and none where that is nothing', async () => {
    const { gateway, app, endpointId, subject } = await anEndpoint();
    const wanted = { endpointId, since: SINCE, until: null, onlyFailed: true };

    expect(await added(gateway, () => app.redeliver(OPERATOR, wanted))).toEqual([]);
    for (let orders = 0; orders < 3; orders += 1) {
      const { order } = await anOrder(gateway);
      const { id: orderId, amount } = order;
      const input = { orderId, amount: amount.minor, currency: amount.currency, status: 'cancelled' } as const;
      await app.putOrder(OPERATOR, anOrderInput({ ...input, customerEmail: null, description: null }));
    }
    expect(await added(gateway, () => app.redeliver(OPERATOR, wanted))).toEqual([
      {
        ...WHO,
        action: 'endpoint.redeliver',
        subject,
        changes: [
          { field: 'since', from: null, to: SINCE.toISOString() },
          { field: 'only_failed', from: null, to: true },
        ],
      },
    ]);
  });

  test('an event has an entry when it is sent again', async () => {
    const { gateway, app, endpointId } = await anEndpoint();
    const { input } = await anOrder(gateway);
    await app.openIntent(input);
    const filter = { type: null, paymentId: null, orderId: null, gymSlug: null, since: null, until: null };
    const { items } = await app.listEvents(OPERATOR, filter, { limit: 1, cursor: null });
    const eventId = items[0]?.id ?? randomUUID();

    expect(await added(gateway, () => app.requestDelivery(OPERATOR, eventId, endpointId))).toEqual([
      {
        ...WHO,
        action: 'event.deliver',
        subject: `event:${eventId}`,
        changes: [{ field: 'endpoint_id', from: null, to: endpointId }],
      },
    ]);
  });

  test('an endpoint has an entry of a test only where the answer changes the endpoint', async () => {
    const { gateway, app, subscribers, endpointId, subject } = await anEndpoint();
    const send = () => app.testEndpoint(OPERATOR, endpointId);

    expect(await added(gateway, send)).toEqual([]);
    subscribers.answer(async () => refused(500));
    expect(await added(gateway, send)).toEqual([]);
    subscribers.answer(async () => refused(410));
    expect(await added(gateway, send)).toEqual([
      {
        ...WHO,
        action: 'endpoint.test',
        subject,
        changes: [
          { field: 'status', from: 'enabled', to: 'disabled' },
          { field: 'disabled_reason', from: null, to: 'gone' },
        ],
      },
    ]);
  });
});
