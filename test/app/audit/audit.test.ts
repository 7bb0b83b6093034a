import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import type { Actor } from '../../../src/app/actor.ts';
import type { AuditFilter } from '../../../src/ports/store/audit.ts';
import {
  aGymInput,
  anOrder,
  anOrderInput,
  CUSTOMER,
  createGateway,
  type Gateway,
  OPERATOR,
  parentIdOf,
  refusedWith,
  useStore,
} from '../gateway.ts';

const store = useStore();
const AUDITOR: Actor = { userId: 'auditor', scopes: ['audit:read'] };
const ALL: AuditFilter = { actor: null, action: null, subject: null, since: null, until: null };
const WHO = { actor: 'operator-1', requestId: 'request-1' };

async function entriesOf({ app }: Gateway, subject: string) {
  const { items } = await app.listAudit(AUDITOR, { ...ALL, subject }, { limit: 100, cursor: null });
  return items.map(({ at: _at, subject: _subject, ...entry }) => entry).toReversed();
}

test('the audit is for callers with the scope', async () => {
  const { app } = createGateway(store());

  const list = app.listAudit(OPERATOR, ALL, { limit: 1, cursor: null });

  await expect(list).rejects.toMatchObject(refusedWith('scope_missing'));
});

test('an order that is made, changed and put the same again has two entries, with what changed', async () => {
  const gateway = createGateway(store());
  const input = anOrderInput({ description: null });
  const changed = { ...input, description: 'Two towels', amount: 2_000 };
  await gateway.app.putOrder(OPERATOR, input);
  await gateway.app.putOrder(OPERATOR, changed);
  await gateway.app.putOrder(OPERATOR, changed);

  const [made, put, ...more] = await entriesOf(gateway, `order:${input.orderId}`);

  expect(made).toMatchObject({ ...WHO, action: 'order.put' });
  expect(made?.changes).toContainEqual({ field: 'amount', from: null, to: 1_000 });
  expect(made?.changes).toContainEqual({ field: 'currency', from: null, to: 'jpy' });
  expect(put?.changes).toEqual([
    { field: 'amount', from: 1_000, to: 2_000 },
    { field: 'description', from: null, to: 'Two towels' },
  ]);
  expect(more).toEqual([]);
});

test('a refund, a cancellation and a resolution have the operator who asked for them; a webhook has no entry', async () => {
  const gateway = createGateway(store());
  const { order, input } = await anOrder(gateway);
  const { payment } = await gateway.app.openIntent(input);
  gateway.provider.settle(parentIdOf(payment), 'succeeded');
  await gateway.app.syncPayment(CUSTOMER, payment.id);
  expect(await entriesOf(gateway, `payment:${payment.id}`)).toEqual([]);
  const refundId = randomUUID();
  const refund = { refundId, paymentId: payment.id, amount: 400, reason: 'Away' };
  await gateway.app.refundPayment(OPERATOR, refund);
  await gateway.app.refundPayment(OPERATOR, refund);

  expect(await entriesOf(gateway, `payment:${payment.id}`)).toEqual([
    {
      ...WHO,
      action: 'payment.refund',
      changes: [
        { field: 'refund', from: null, to: refundId },
        { field: 'amount', from: null, to: 400 },
        { field: 'reason', from: null, to: 'Away' },
      ],
    },
  ]);
  expect(await entriesOf(gateway, `order:${order.id}`)).toHaveLength(1);
});

test('a cancelled payment has one entry of the first who cancelled it, and a cancelled order one more', async () => {
  const gateway = createGateway(store());
  const { order, input } = await anOrder(gateway);
  const { payment } = await gateway.app.openIntent(input);
  await gateway.app.putOrder(OPERATOR, anOrderInput({ ...inputOf(order), status: 'cancelled' }));
  await gateway.app.cancelPayment(CUSTOMER, payment.id);

  expect(await entriesOf(gateway, `payment:${payment.id}`)).toEqual([
    { ...WHO, action: 'payment.cancel', changes: [{ field: 'status', from: 'pending', to: 'cancelled' }] },
  ]);
  expect((await entriesOf(gateway, `order:${order.id}`)).at(-1)).toEqual({
    ...WHO,
    action: 'order.put',
    changes: [{ field: 'status', from: 'pending', to: 'cancelled' }],
  });
});

function inputOf({ id, userId, amount, customerEmail, description }: Awaited<ReturnType<typeof anOrder>>['order']) {
  return { orderId: id, userId, amount: amount.minor, currency: amount.currency, customerEmail, description };
}

test('a cancellation that a webhook reports before the provider answers is still the request of who made it', async () => {
  const gateway = createGateway(store());
  const { input } = await anOrder(gateway);
  const { payment } = await gateway.app.openIntent(input);
  const cancellation = { by: { actor: 'operator-1', requestId: 'request-1' }, saw: 'pending' } as const;
  gateway.provider.settle(parentIdOf(payment), 'cancelled');
  await gateway.app.syncPayment(CUSTOMER, payment.id);
  expect(await entriesOf(gateway, `payment:${payment.id}`)).toEqual([]);

  const nothing = { fact: null, overAt: null, splits: false, attempt: null, others: [], reversals: [], anomalies: [] };
  const facts = {
    ...nothing,
    isRestOverdue: false,
    awaitsCompletion: false,
    parentId: null,
    intentId: null,
    delivery: null,
    loaded: null,
    receiving: null,
    cancelsOrder: false,
  };
  const cause = { kind: 'operator', id: 'operator-1' } as const;
  for (let time = 0; time < 2; time += 1)
    await store().recordFacts({ ...facts, ifUnopened: false, paymentId: payment.id, cause, cancellation });

  expect(await entriesOf(gateway, `payment:${payment.id}`)).toEqual([
    { ...WHO, action: 'payment.cancel', changes: [{ field: 'status', from: 'pending', to: 'cancelled' }] },
  ]);
});

test('a key has an entry when it is made and when it is revoked, without the key or its hash', async () => {
  const gateway = createGateway(store());
  const maker: Actor = { userId: 'operator-1', scopes: ['keys:manage', 'orders:write', 'payments:read'] };
  const scopes = ['orders:write', 'payments:read'] as const;
  const { key, text } = await gateway.app.makeKey(maker, { keyId: null, name: 'Shop', scopes, expiresAt: null });
  await gateway.app.revokeKey(maker, key.id);

  const entries = await entriesOf(gateway, `key:${key.id}`);

  expect(entries).toEqual([
    {
      ...WHO,
      action: 'key.create',
      changes: [
        { field: 'name', from: null, to: 'Shop' },
        { field: 'scopes', from: null, to: 'orders:write payments:read' },
      ],
    },
    { ...WHO, action: 'key.revoke', changes: [{ field: 'revoked', from: false, to: true }] },
  ]);
  for (const secret of [text, gateway.secrets.hash(text)]) expect(JSON.stringify(entries)).not.toContain(secret);
});

test('a gym that is made, changed and put the same again has two entries, and its credentials are in none', async () => {
  const gateway = createGateway(store());
  const input = aGymInput({ paymentsEnabled: false });
  const { credentials } = input;
  await gateway.app.putGym(OPERATOR, input);
  const changed = { ...input, paymentsEnabled: true, credentials: null };
  await gateway.app.putGym(OPERATOR, changed);
  await gateway.app.putGym(OPERATOR, changed);
  await gateway.app.putGym(OPERATOR, { ...changed, credentials });

  const [made, put, renewed, ...more] = await entriesOf(gateway, `gym:${input.slug}`);

  expect(made).toMatchObject({ ...WHO, action: 'gym.put' });
  expect(made?.changes).toContainEqual({ field: 'credentials', from: null, to: 'set' });
  expect(made?.changes).toContainEqual({ field: 'payments_enabled', from: null, to: false });
  expect(put?.changes).toEqual([{ field: 'payments_enabled', from: false, to: true }]);
  expect(renewed?.changes).toEqual([{ field: 'credentials', from: 'set', to: 'replaced' }]);
  expect(more).toEqual([]);
  const secrets = [credentials?.access_token, ...(credentials?.webhook_secrets ?? [])];
  for (const secret of secrets) expect(JSON.stringify([made, put, renewed])).not.toContain(secret);
});

test('an endpoint has an entry for each change, and its secrets are in none', async () => {
  const gateway = createGateway(store());
  const { app } = gateway;
  const wanted = { url: 'https://shop.example/events', eventTypes: null, description: null };
  const { endpoint, secret } = await app.createEndpoint(OPERATOR, { ...wanted, gymSlug: null });
  const put = { ...wanted, endpointId: endpoint.id, eventTypes: ['order.paid'], status: 'enabled' } as const;
  await app.replaceEndpoint(OPERATOR, put);
  await app.replaceEndpoint(OPERATOR, put);
  const rotated = await app.rotateEndpointSecret(OPERATOR, { endpointId: endpoint.id });
  await app.removeEndpoint(OPERATOR, endpoint.id);

  const entries = await entriesOf(gateway, `endpoint:${endpoint.id}`);

  expect(entries.map(({ action, changes }) => [action, changes])).toEqual([
    [
      'endpoint.create',
      [
        { field: 'url', from: null, to: wanted.url },
        { field: 'status', from: null, to: 'enabled' },
      ],
    ],
    ['endpoint.put', [{ field: 'event_types', from: null, to: 'order.paid' }]],
    ['endpoint.rotate_secret', [{ field: 'secret', from: 'set', to: 'replaced' }]],
    ['endpoint.delete', [{ field: 'deleted', from: false, to: true }]],
  ]);
  expect(entries).toEqual(entries.map((entry) => ({ ...entry, ...WHO })));
  for (const text of [secret, rotated.secret]) expect(JSON.stringify(entries)).not.toContain(text);
});
