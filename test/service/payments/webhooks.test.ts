import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type Answer, type Client, createClient } from '../../../src/sandbox/demo/client.ts';
import { startOnAnyDatabase, type TestedService } from '../support/service.ts';

// It starts a whole process, beside other tests that do the same.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let service: TestedService;
let client: Client;

beforeAll(async () => {
  service = await startOnAnyDatabase({ RATE_LIMIT_MAX: '100000', RATE_LIMIT_WEBHOOK_MAX: '100000' });
  client = createClient(service);
});
afterAll(() => service.stop());

type Act = 'succeed' | 'fail' | 'process';

/** Opens a payment, lets the customer act with every webhook held back, and sends them in this order. */
async function notify(open: () => Promise<string>, acts: readonly Act[], order: readonly number[]): Promise<unknown> {
  const paymentId = await open();
  const webhooks: string[] = [];
  for (const act of acts) webhooks.push(idOf(await client.customer(paymentId, act, true)));
  for (const index of order) {
    const sent = await client.sendWebhook(webhooks[index] ?? '');
    expect(sent.body).toMatchObject({ status_code: 200 });
  }
  return dataOf(await client.payment(paymentId))['status'];
}

async function openOrder(): Promise<string> {
  const orderId = randomUUID();
  await client.putOrder(orderId);
  return String(dataOf(await client.intent(orderId))['payment_id']);
}

async function openCheckout(): Promise<string> {
  const checkout = await client.checkout();
  const preference = new URL(String(checkout.body['init_point'])).searchParams.get('pref_id');
  const { payments } = (await client.payables()).body as { payments: { id: string; reference: string }[] };
  return payments.find(({ id }) => id === preference)?.reference ?? '';
}

describe.each([
  ['an order through Stripe', openOrder],
  ['a checkout through Mercado Pago', openCheckout],
])('%s', (_, open) => {
  test.each([
    ['succeeded', ['process', 'fail', 'succeed']],
    ['failed', ['process', 'fail']],
  ] as const)('a payment is %s whatever the order and repetition of its webhooks', async (status, acts) => {
    for (const order of ordersOf(acts.length))
      expect([order, await notify(open, acts, order)]).toEqual([order, status]);
  });
});

/** Every permutation, each with its first webhook once more at the end and its last once more at the start. */
function ordersOf(count: number): number[][] {
  const permutations = permute(Array.from({ length: count }, (_, index) => index));
  return permutations.flatMap((order) => [order, [order.at(-1) ?? 0, ...order, order[0] ?? 0]]);
}

function permute(items: readonly number[]): number[][] {
  if (items.length === 0) return [[]];
  return items.flatMap((item) => permute(items.filter((other) => other !== item)).map((rest) => [item, ...rest]));
}

function idOf(answer: Answer): string {
  const [webhook] = answer.body['webhooks'] as { id: string }[];
  return webhook?.id ?? '';
}

function dataOf({ body }: Answer): Record<string, unknown> {
  return body['data'] as Record<string, unknown>;
}
