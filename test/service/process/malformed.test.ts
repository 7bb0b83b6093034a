import { Agent, type IncomingMessage, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { expect, test, vi } from 'vitest';
import type { Document } from '../../../src/adapters/http/openapi/types.ts';
import { chanceOf, seedOf } from '../../seeded.ts';
import { onAnyDatabase } from '../support/any-database.ts';
import { type Opened, STRIPE, send } from '../support/platform.ts';
import { anEvent, anIntent, PAID, stripeSignature } from '../support/signing.ts';
import { faultIn, faultInRaw } from './malformed/answers.ts';
import { answersTo, brokenHttp } from './malformed/connections.ts';
import { FAULTS, type Malformed } from './malformed/faults.ts';
import { routesOf } from './malformed/routes.ts';

// It starts a whole process, beside other tests that do the same.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

const REQUESTS = 9_500;
const CONNECTIONS = 500;
const AT_ONCE = 32;
const GYM = 'iron-temple';

let order: Opened & { readonly orderId: string };
const { platform, query } = onAnyDatabase(
  async (started) => {
    await started.putGym(GYM, await started.newSeller());
    order = await started.openOrder();
  },
  { METRICS_TOKEN: 'a-token-of-no-operator' },
);

test('S3: none of 10,000 malformed requests is a 5xx, each is answered in its API’s format, and nothing is stored', async () => {
  const seed = seedOf('malformed requests');
  const before = [await query(STORED), await shown()];

  const faults = [...(await faultsOfRequests(seed)), ...(await faultsOfConnections(seed))];

  expect(faults).toEqual([]);
  expect([await query(STORED), await shown()]).toEqual(before);
  expect(await statusAfterPaying()).toBe('succeeded');
});

/** Every row of what matters. */
const STORED = `
  SELECT 'order' AS kind, to_jsonb(orders) AS row FROM orders UNION ALL
  SELECT 'gym', to_jsonb(gyms) FROM gyms UNION ALL
  SELECT 'payment', to_jsonb(payments) FROM payments ORDER BY 1, 2`;

/** What callers and providers can see, for the database that can't be looked into. */
async function shown(): Promise<unknown> {
  const { url, sandboxUrl, operator: headers } = platform();
  const ours = [`orders/${order.orderId}`, 'gyms', `payments/${order.paymentId}`].map(
    (path) => `${url}/api/v1/${path}`,
  );
  return Promise.all(
    [...ours, `${sandboxUrl}/sandbox/payments`].map((address) => send(address, { method: 'GET', headers })),
  );
}

/** The order that was there all the while, paid as if nothing had happened. */
async function statusAfterPaying(): Promise<unknown> {
  const body = JSON.stringify(anEvent('payment_intent.succeeded', anIntent(order.parentId, order.paymentId, PAID)));
  const headers = { 'stripe-signature': stripeSignature(body, STRIPE.secrets[0]) };
  await platform().deliver('/api/v1/payments/webhook', headers, body);
  return platform().statusOf(order.paymentId);
}

async function faultsOfRequests(seed: number): Promise<readonly string[]> {
  const document = (await (await fetch(`${platform().url}/openapi.json`)).json()) as Document;
  const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });
  const faults: string[] = [];
  await inParallel(requests(seed, document), async (malformed) => {
    const fault = faultIn(document, malformed, ...(await ask(agent, malformed)));
    if (fault !== null) faults.push(fault);
  });
  agent.destroy();
  return faults;
}

function* requests(seed: number, document: Document): Generator<Malformed> {
  const chance = chanceOf(seed);
  const known = {
    order_id: order.orderId,
    payment_id: order.paymentId,
    slug: GYM,
    gym_slug: GYM,
    provider: 'mercadopago',
  };
  const routes = routesOf(document, known);
  const token = platform().tokenFor('back-office', 'orders:write gyms:write payments:manage webhooks:manage');
  for (let made = 0; made < REQUESTS; ) {
    const [what, fault] = chance.pick(Object.entries(FAULTS));
    const malformed = fault(chance.pick(routes), chance, token);
    if (malformed === null) continue;
    made += 1;
    // What a provider signs has an id of its own.
    const requestId = what.startsWith('a signed')
      ? null
      : chance.pick([null, 'x', 'a.b-C_1', 'a b', 'y'.repeat(129), '"']);
    yield { ...malformed, what: `request ${made}, ${what}`, requestId };
  }
}

/** Over Node's own client, which sends any path and headers twice. */
function ask(agent: Agent, malformed: Malformed): Promise<[IncomingMessage, string]> {
  const { hostname, port } = new URL(platform().url);
  const { method, target: path, headers, requestId } = malformed;
  const all = { ...headers, ...(requestId !== null && { 'x-request-id': requestId }) };
  return new Promise((resolve, reject) => {
    const outgoing = request({ agent, hostname, port, method, path, headers: all }, (incoming) =>
      text(incoming).then((body) => resolve([incoming, body]), reject),
    );
    outgoing.on('error', reject).end(malformed.body);
  });
}

async function faultsOfConnections(seed: number): Promise<readonly string[]> {
  const chance = chanceOf(seed);
  const broken = Array.from({ length: CONNECTIONS }, () => brokenHttp(chance));
  const faults: string[] = [];
  await inParallel(broken.values(), async (bytes) => {
    const fault = faultInRaw(bytes, await answersTo(Number(new URL(platform().url).port), bytes));
    if (fault !== null) faults.push(fault);
  });
  return faults;
}

/** All of them, so many at a time. */
async function inParallel<Item>(items: Iterator<Item>, work: (item: Item) => Promise<void>): Promise<void> {
  const worker = async () => {
    for (let next = items.next(); next.done !== true; next = items.next()) await work(next.value);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}
