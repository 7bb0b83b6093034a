import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, describe, expect, onTestFinished, type TestContext, test, vi } from 'vitest';
import { dataOf, type Json, type Platform, send, startPlatform } from '../service/support/platform.ts';
import { type Language, startReceiver } from './documented-receiver.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

// The receivers of docs/events.md, each run as it stands there, behind an endpoint of a running service.

/** Events are sent behind the answers to requests. */
const soon = <T>(looked: () => T | Promise<T>) => vi.waitFor(looked, { timeout: 10_000, interval: 50 });

const OF_A_PAID_ORDER = ['order.paid', 'payment.created', 'payment.succeeded'];
const OTHER_SECRET = `whsec_${btoa('another secret of thirty-two bytes')}`;

let platform: Platform;
beforeAll(async () => {
  platform = await startPlatform();
});
afterAll(() => platform?.stop());

async function operator(method: 'GET' | 'POST' | 'DELETE', path: string, json: Json = {}): Promise<Json> {
  const authorization = `Bearer ${platform.tokenFor('back-office', 'webhooks:manage')}`;
  const content = method === 'POST' ? { body: JSON.stringify(json) } : {};
  const headers = { authorization, ...(method === 'POST' && { 'content-type': 'application/json' }) };
  const answer = await fetch(`${platform.url}/api/v1/${path}`, { method, headers, ...content });
  expect(answer.ok, `${method} ${path}`).toBe(true);
  return answer.status === 204 ? {} : dataOf({ status: answer.status, body: (await answer.json()) as Json });
}

async function payAnOrder(): Promise<void> {
  const { paymentId } = await platform.openOrder();
  await send(`${platform.sandboxUrl}/sandbox/payments/${paymentId}/succeed`, {});
}

/** A receiver that listens, and has an endpoint until the test ends. */
async function subscribed(context: TestContext, language: Language) {
  let endpoint: Json = {};
  const receiver = await startReceiver(context, language, async (url) => {
    endpoint = await operator('POST', 'webhook-endpoints', { url });
    return String(endpoint['secret']);
  });
  const endpointId = String(endpoint['id']);
  onTestFinished(async () => void (await operator('DELETE', `webhook-endpoints/${endpointId}`)));
  const post = async (init: RequestInit) => (await fetch(receiver.url, { method: 'POST', ...init })).status;
  return { ...receiver, endpointId, secret: String(endpoint['secret']), post };
}

/** A request as the service would make it, signed with this secret so many seconds ago. */
function signed(secret: string, { secondsAgo = 0, id = 'evt_1', body = '{"type":"endpoint.test"}' } = {}) {
  const at = new Date(Date.now() - secondsAgo * 1000);
  const headers = {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': new Webhook(secret).sign(id, at, body),
  };
  return { headers, body };
}

describe.each(['Node', 'Python'] as const)('the documented receiver in %s', (language) => {
  test('it keeps each event of a paid order once, also one that is sent again', async (context) => {
    const { inbox, endpointId } = await subscribed(context, language);
    const typesKept = () => inbox().map(({ body }) => (JSON.parse(body) as { type: string }).type);

    await payAnOrder();
    await soon(() => expect(typesKept().sort()).toEqual(OF_A_PAID_ORDER));
    const [event] = inbox();
    await operator('POST', `events/${event?.id}/deliver`, { endpoint_id: endpointId });

    await soon(async () => {
      const { items } = (await operator('GET', `events/${event?.id}/deliveries`)) as { items: Json[] };
      const tries = items.filter((each) => each['endpoint_id'] === endpointId);
      expect(tries.map((each) => each['response_status'])).toEqual([204, 204]);
    });
    expect(typesKept().sort()).toEqual(OF_A_PAID_ORDER);
  });

  test('it takes what is signed with two secrets while they are rotated', async (context) => {
    const { endpointId } = await subscribed(context, language);
    await operator('POST', `webhook-endpoints/${endpointId}/rotate-secret`);

    const tried = await operator('POST', `webhook-endpoints/${endpointId}/test`);

    expect(tried['response_status']).toBe(204);
  });

  test('it refuses what another secret has signed, and keeps nothing of it', async (context) => {
    const { post, secret, inbox } = await subscribed(context, language);
    const genuine = signed(secret);

    expect(await post(signed(OTHER_SECRET))).toBe(400);
    expect(await post({ ...genuine, body: '{"type":"order.paid"}' })).toBe(400);
    expect(await post({ ...genuine, headers: { ...genuine.headers, 'webhook-id': 'evt_2' } })).toBe(400);
    expect(await post({ body: genuine.body })).toBe(400);
    expect(await post({ ...genuine, headers: { ...genuine.headers, 'webhook-timestamp': 'now' } })).toBe(400);
    expect(inbox()).toEqual([]);
    expect(await post(genuine)).toBe(204);
    expect(inbox()).toHaveLength(1);
  });

  test.for([
    ['six minutes old', 360],
    ['six minutes ahead', -360],
  ] as const)('it refuses what is %s, though it is signed', async ([, secondsAgo], context) => {
    const { post, secret, inbox } = await subscribed(context, language);

    expect(await post(signed(secret, { secondsAgo }))).toBe(400);

    expect(inbox()).toEqual([]);
  });
});
