import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { newSecret, sealSecret } from '../../../src/app/endpoints/secrets.ts';
import { DomainError } from '../../../src/domain/error.ts';
import type { KeptEndpoint } from '../../../src/ports/store/endpoints.ts';
import type { EventTry } from '../../../src/ports/store/event-deliveries.ts';
import { anOpened, facts, success } from '../../conformance/store/builders.ts';
import { anEndpoint, MOST } from '../../conformance/store/endpoints.ts';
import { DELIVERED, refused } from '../fake-subscribers.ts';
import { createGateway, type Gateway, OPERATOR, useStore } from '../gateway.ts';

async function anInstallation() {
  const gateway = createGateway(useStore()());
  const endpoint = await anEndpointOf(gateway);
  return { ...gateway, endpoint };
}

async function anEndpointOf(gateway: Gateway, changes: Partial<KeptEndpoint> = {}) {
  const id = randomUUID();
  const secret = newSecret(gateway);
  const secrets = { madeBy: randomUUID(), sealed: sealSecret(gateway, id, secret), previous: [] };
  const endpoint = anEndpoint({ id, secrets, ...changes });
  await gateway.store.addEndpoint(endpoint, MOST);
  return { ...endpoint, secret };
}

/** All rounds that are due, one after the other. */
async function deliver({ app }: Gateway): Promise<readonly number[]> {
  const waits: number[] = [];
  for (let isWoken = true; isWoken; ) {
    isWoken = false;
    await app.deliverEvents((afterMs = 0) => {
      if (afterMs === 0) isWoken = true;
      else waits.push(afterMs);
    });
    await app.drain();
  }
  return waits;
}

async function pay({ store }: Gateway): Promise<string> {
  const { payment } = await anOpened(store);
  await store.recordFacts(facts(payment.id, success(10)));
  return payment.id;
}

async function triesOf({ app, store }: Gateway, type: 'payment.created' | 'payment.succeeded', paymentId: string) {
  const filter = { orderId: null, gymSlug: null, since: null, until: null };
  const { items } = await store.listEvents({ ...filter, type, paymentId }, { limit: 1, cursor: null });
  const eventId = items[0]?.id ?? '';
  const tries = await app.listTries(OPERATOR, eventId, { limit: 100, cursor: null });
  return { eventId, tries: tries.items as readonly EventTry[] };
}

test('the events of a payment are sent in their order, each signed, with the bytes that were stored', async () => {
  const gateway = await anInstallation();
  const paymentId = await pay(gateway);

  await deliver(gateway);

  const own = gateway.subscribers.sent.filter(({ body }) => JSON.parse(body).data.payment?.id === paymentId);
  expect(own.map(({ body }) => JSON.parse(body).type)).toEqual(['payment.created', 'payment.succeeded']);
  for (const { id, body, url, secrets } of own) {
    expect((await gateway.store.findEvent(id))?.body).toBe(body);
    expect({ url, secrets }).toEqual({ url: gateway.endpoint.url, secrets: [gateway.endpoint.secret] });
  }
  expect(gateway.counted).toContainEqual({ eventTry: 'succeeded' });
});

test('while a secret is rotated both sign, and after a day the new one alone', async () => {
  const gateway = await anInstallation();
  const { id, secrets, secret } = gateway.endpoint;
  const [before, now] = [newSecret(gateway), gateway.clock.now()];
  const previous = [{ sealed: sealSecret(gateway, id, before), until: new Date(now.getTime() + 1_000) }];
  const rotated = { ...gateway.endpoint, secrets: { ...secrets, previous } };
  await gateway.store.replaceEndpoint({ ...rotated, updatedAt: now }, gateway.endpoint.updatedAt);

  await gateway.app.testEndpoint(OPERATOR, id);
  gateway.clock.advance(1_000);
  await gateway.app.testEndpoint(OPERATOR, id);

  expect(gateway.subscribers.sent.map((message) => message.secrets)).toEqual([[secret, before], [secret]]);
});

test('a failed try is kept, the next one is due after about 5 s, and a round is asked for then', async () => {
  const gateway = await anInstallation();
  const paymentId = await pay(gateway);
  gateway.subscribers.answer(async () => refused(503));

  const waits = await deliver(gateway);

  const { tries } = await triesOf(gateway, 'payment.created', paymentId);
  expect(tries).toMatchObject([
    { number: 1, status: 'failed', responseStatus: 503 },
    { number: 2, status: 'pending' },
  ]);
  expect(waits.length).toBeGreaterThan(0);
  for (const wait of waits) expect(Math.abs(wait - 5_000)).toBeLessThanOrEqual(500);
  expect(await gateway.store.findEndpoint(gateway.endpoint.id)).toMatchObject({ failingSince: expect.any(Date) });
});

test('an endpoint that answers 410 is disabled, and is sent nothing more', async () => {
  const gateway = await anInstallation();
  await pay(gateway);
  gateway.subscribers.answer(async () => refused(410));

  await deliver(gateway);
  const { length } = gateway.subscribers.sent;
  await pay(gateway);
  await deliver(gateway);

  expect(await gateway.store.findEndpoint(gateway.endpoint.id)).toMatchObject({
    status: 'disabled',
    disabledReason: 'gone',
  });
  expect(gateway.subscribers.sent).toHaveLength(length);
});

test('one endpoint that does not answer delays no other', async () => {
  const gateway = await anInstallation();
  const hanging = await anEndpointOf(gateway, { url: 'https://hanging.example/' });
  const release = Promise.withResolvers<void>();
  gateway.subscribers.answer(async ({ url }) => {
    if (url === hanging.url) await release.promise;
    return DELIVERED;
  });
  for (let payments = 0; payments < 10; payments += 1) await pay(gateway);

  const healthy = () => gateway.subscribers.sent.filter(({ url }) => url === gateway.endpoint.url).length;
  const expected = 30; // Of each order: opened, paid, and the order paid.
  for (let rounds = 0; rounds < 100 && healthy() < expected; rounds += 1) await gateway.app.deliverEvents(() => {});
  const stuck = gateway.subscribers.sent.filter(({ url }) => url === hanging.url).length;
  release.resolve();
  await gateway.app.drain();

  expect(healthy()).toBe(expected);
  expect(stuck).toBe(4);
});

test('a try whose end can not be kept for a while is kept when the database is back', async () => {
  const gateway = await anInstallation();
  const paymentId = await pay(gateway);
  let failures = 3;
  const app = gateway.replica({
    store: {
      ...gateway.store,
      async endTry(due, end) {
        failures -= 1;
        if (failures >= 0) throw new DomainError('store_unavailable', 'away');
        return gateway.store.endTry(due, end);
      },
    },
  });

  await deliver({ ...gateway, app });

  const { tries } = await triesOf(gateway, 'payment.created', paymentId);
  expect(tries).toMatchObject([{ status: 'succeeded', number: 1 }]);
  expect(failures).toBeLessThan(0);
});

test('a test is sent at once, also to a disabled endpoint, is no stored event, and returns its try', async () => {
  const gateway = await anInstallation();
  const { id } = await anEndpointOf(gateway, { status: 'disabled', disabledReason: 'by_operator' });

  const made = await gateway.app.testEndpoint(OPERATOR, id);

  const [message] = gateway.subscribers.sent;
  expect(JSON.parse(message?.body ?? '')).toEqual({
    type: 'endpoint.test',
    timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
    data: { endpoint_id: id },
  });
  expect(made).toMatchObject({ id: message?.id, endpointId: id, number: 1, status: 'succeeded', responseStatus: 204 });
  expect(await gateway.store.findEvent(made.id)).toBeNull();
});

test('a secret that can not be read is a failed try, and shows in the log', async () => {
  const gateway = await anInstallation();
  const secrets = { madeBy: randomUUID(), sealed: 'damaged', previous: [] };
  const { id } = await anEndpointOf(gateway, { secrets });

  const made = await gateway.app.testEndpoint(OPERATOR, id);

  expect(made).toMatchObject({ status: 'failed', error: "The endpoint's secret can not be read" });
  expect(gateway.logged.filter(({ level }) => level === 'error')).toHaveLength(1);
});

test('an event is sent again when it is requested, and all that was missed with one request', async () => {
  const gateway = await anInstallation();
  const paymentId = await pay(gateway);
  await deliver(gateway);
  const { eventId } = await triesOf(gateway, 'payment.created', paymentId);

  await gateway.app.requestDelivery(OPERATOR, eventId, gateway.endpoint.id);
  await deliver(gateway);

  expect(gateway.subscribers.sent.filter(({ id }) => id === eventId)).toHaveLength(2);
  const late = await anEndpointOf(gateway, { url: 'https://late.example/' });
  const wanted = { endpointId: late.id, since: new Date(0), until: null, onlyFailed: true };
  expect(await gateway.app.redeliver(OPERATOR, wanted)).toBe(3);
  await deliver(gateway);
  expect(gateway.subscribers.sent.filter(({ url }) => url === late.url)).toHaveLength(3);
  expect(await gateway.app.redeliver(OPERATOR, wanted)).toBe(0);
});

test('an event is not sent on request to an endpoint for the events of another gym', async () => {
  const gateway = await anInstallation();
  const other = await anEndpointOf(gateway, { gymSlug: 'other-gym', url: 'https://other.example/' });
  const { eventId } = await triesOf(gateway, 'payment.created', await pay(gateway));

  await expect(gateway.app.requestDelivery(OPERATOR, eventId, other.id)).rejects.toMatchObject({
    ...{ code: 'invalid', field: 'endpoint_id' },
  });
  await deliver(gateway);
  expect(gateway.subscribers.sent.filter(({ url }) => url === other.url)).toEqual([]);
});

test('nothing is sent on request to an endpoint that is disabled or unknown, nor of an event that is unknown', async () => {
  const gateway = await anInstallation();
  const { id: disabled } = await anEndpointOf(gateway, { status: 'disabled', disabledReason: 'gone' });
  const { app } = gateway;
  const all = { since: new Date(0), until: null, onlyFailed: true };
  const { eventId } = await triesOf(gateway, 'payment.created', await pay(gateway));

  await expect(app.redeliver(OPERATOR, { ...all, endpointId: disabled })).rejects.toMatchObject({ code: 'conflict' });
  await expect(app.requestDelivery(OPERATOR, eventId, disabled)).rejects.toMatchObject({ code: 'conflict' });
  await expect(app.redeliver(OPERATOR, { ...all, endpointId: randomUUID() })).rejects.toMatchObject({
    code: 'endpoint_not_found',
  });
  await expect(app.requestDelivery(OPERATOR, randomUUID(), gateway.endpoint.id)).rejects.toMatchObject({
    code: 'event_not_found',
  });
  await expect(app.testEndpoint(OPERATOR, randomUUID())).rejects.toMatchObject({ code: 'endpoint_not_found' });
});

test('only who manages webhooks may test, send again and see tries', async () => {
  const { app, endpoint } = await anInstallation();
  const actor = { ...OPERATOR, scopes: ['payments:manage'] };
  const page = { limit: 1, cursor: null };
  const wanted = { endpointId: endpoint.id, since: new Date(0), until: null, onlyFailed: true };
  const missing = { code: 'scope_missing' };

  await expect(app.testEndpoint(actor, endpoint.id)).rejects.toMatchObject(missing);
  await expect(app.redeliver(actor, wanted)).rejects.toMatchObject(missing);
  await expect(app.requestDelivery(actor, randomUUID(), endpoint.id)).rejects.toMatchObject(missing);
  await expect(app.listTries(actor, randomUUID(), page)).rejects.toMatchObject(missing);
});
