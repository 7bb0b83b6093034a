import { describe, expect, onTestFinished, test } from 'vitest';
import type { Merchant } from '../../src/sandbox/paypal/index.ts';
import { MERCHANT, OTHER_MERCHANT, startSimulator } from '../adapters/providers/paypal/simulated.ts';

const AMOUNT = { currency_code: 'USD', value: '10.00' };
const HOUR_MS = 3_600_000;

type Json = Readonly<Record<string, unknown>>;

/** The simulator as a merchant's program calls it. */
async function merchant({ changes = {} as Partial<Merchant>, as = MERCHANT } = {}) {
  let aheadMs = 0;
  const now = () => new Date(Date.now() + aheadMs);
  const simulator = await startSimulator(now, { ...MERCHANT, ...changes });
  onTestFinished(simulator.stop);
  const basic = (each: Merchant) => Buffer.from(`${each.clientId}:${each.clientSecret}`).toString('base64');
  const token = async (each: Merchant = as) => {
    const headers = { authorization: `Basic ${basic(each)}` };
    const body = new URLSearchParams({ grant_type: 'client_credentials' });
    const answer = await fetch(`${simulator.url}/v1/oauth2/token`, { method: 'POST', headers, body });
    return { status: answer.status, ...((await answer.json()) as { access_token?: string }) };
  };
  const { access_token } = await token();
  const ask = async (method: string, path: string, body?: unknown, more: Record<string, string> = {}) => {
    const headers = { authorization: `Bearer ${access_token}`, 'content-type': 'application/json', ...more };
    const sent = typeof body === 'string' ? body : JSON.stringify(body);
    const answer = await fetch(simulator.url + path, { method, headers, ...(body !== undefined && { body: sent }) });
    const text = await answer.text();
    return { status: answer.status, body: (text === '' ? null : JSON.parse(text)) as Json };
  };
  const open = async (unit: Json = {}, key: string = crypto.randomUUID()) =>
    ask('POST', '/v2/checkout/orders', orderOf(unit), { 'paypal-request-id': key });
  return {
    ...{ simulator, ask, open, token },
    opened: async (unit: Json = {}) => String((await open(unit)).body['id']),
    capture: (id: string, key: string = crypto.randomUUID()) =>
      ask(
        'POST',
        `/v2/checkout/orders/${id}/capture`,
        {},
        { 'paypal-request-id': key, prefer: 'return=representation' },
      ),
    passHours: (hours: number) => {
      aheadMs += hours * HOUR_MS;
    },
  };
}

function orderOf(unit: Json): Json {
  return { intent: 'CAPTURE', purchase_units: [{ amount: AMOUNT, ...unit }] };
}

function issueIn({ details }: Json): string {
  return String(Object((details as readonly Json[])[0]).issue);
}

describe('PayPal, simulated', () => {
  test('PayPal gives tokens for 9 hours to apps that it knows, and takes no others', async () => {
    const { token, ask, passHours } = await merchant();

    expect((await token({ ...MERCHANT, clientSecret: 'another' })).status).toBe(401);
    const other = await ask('GET', '/v2/checkout/orders/X', undefined, { authorization: 'Bearer A21AA.e30.e30' });
    expect(other.status).toBe(401);
    expect((await ask('GET', '/v2/checkout/orders/X')).status).toBe(404);
    passHours(9.1);
    expect((await ask('GET', '/v2/checkout/orders/X')).status).toBe(401);
  });

  test('PayPal answers an order with its id alone unless the whole is asked for, and makes one for one request id', async () => {
    const { ask, open } = await merchant();
    const first = await open({}, 'a key');

    expect(Object.keys(first.body)).toEqual(['id', 'status', 'links']);
    expect(await open({}, 'a key')).toEqual({ ...first, status: 200 });
    const whole = await ask('POST', '/v2/checkout/orders', orderOf({}), { prefer: 'return=representation' });
    expect(whole.body).toMatchObject({ status: 'CREATED', purchase_units: [{ amount: AMOUNT }] });
    expect(whole.body['id']).not.toBe(first.body['id']);
  });

  test.each([
    [{ amount: { currency_code: 'JPY', value: '10.00' } }, 422, 'DECIMALS_NOT_SUPPORTED'],
    [{ amount: { currency_code: 'USD', value: '10.001' } }, 422, 'DECIMAL_PRECISION'],
    [{ amount: { currency_code: 'ARS', value: '10.00' } }, 422, 'CURRENCY_NOT_SUPPORTED'],
    [{ amount: { currency_code: 'USD', value: '0.00' } }, 422, 'CANNOT_BE_ZERO_OR_NEGATIVE'],
    [{ amount: { currency_code: 'USD', value: 10 } }, 400, 'INVALID_PARAMETER_SYNTAX'],
    [{ description: 'x'.repeat(128) }, 400, 'INVALID_PARAMETER_SYNTAX'],
    [{ soft_descriptor: 'Gym & Co' }, 400, 'INVALID_PARAMETER_SYNTAX'],
    [{ items: [] }, 400, 'UNSUPPORTED_BY_SANDBOX'],
  ])('PayPal refuses an order of %j with %d %s', async (unit, status, issue) => {
    const { open } = await merchant();

    const refused = await open(unit);

    expect([refused.status, issueIn(refused.body)]).toEqual([status, issue]);
  });

  test('PayPal takes money once, and only of what a buyer has approved', async () => {
    const { simulator, opened, capture } = await merchant();
    const id = await opened();

    expect(issueIn((await capture(id)).body)).toBe('ORDER_NOT_APPROVED');
    simulator.settle(id, 'succeed');
    expect((await capture(id, 'a key')).body).toMatchObject({ status: 'COMPLETED' });
    expect((await capture(id, 'a key')).status).toBe(200);
    expect(issueIn((await capture(id)).body)).toBe('ORDER_ALREADY_CAPTURED');
    expect(simulator.sent.map(({ eventType }) => eventType)).toEqual([
      'CHECKOUT.ORDER.APPROVED',
      'PAYMENT.CAPTURE.COMPLETED',
    ]);
  });

  test('PayPal takes the money of one invoice once', async () => {
    const { simulator, opened, capture } = await merchant();
    const [one, two] = [await opened({ invoice_id: 'i-1' }), await opened({ invoice_id: 'i-1' })];
    for (const id of [one, two]) simulator.settle(id, 'succeed');

    await capture(one);

    expect(issueIn((await capture(two)).body)).toBe('DUPLICATE_INVOICE_ID');
  });

  test('PayPal takes no money of an order that is to be authorized', async () => {
    const { simulator, ask, opened, capture } = await merchant();
    const id = await opened();
    simulator.settle(id, 'succeed');

    const patch = [{ op: 'replace', path: '/intent', value: 'AUTHORIZE' }];
    expect(await ask('PATCH', `/v2/checkout/orders/${id}`, patch)).toEqual({ status: 204, body: null });

    expect(issueIn((await capture(id)).body)).toBe('ACTION_DOES_NOT_MATCH_INTENT');
  });

  test('PayPal forgets an order after six hours, unless its money was taken', async () => {
    const { simulator, ask, opened, capture, passHours } = await merchant();
    const [open, paid] = [await opened(), await opened()];
    simulator.settle(paid, 'succeed');
    await capture(paid);

    passHours(6);

    expect((await ask('GET', `/v2/checkout/orders/${open}`)).status).toBe(404);
    expect((await ask('GET', `/v2/checkout/orders/${paid}`)).status).toBe(200);
    expect(simulator.payables().map(({ id }) => id)).toEqual([paid]);
  });

  test('PayPal shows an app the orders of no other one', async () => {
    const { opened, ask, token } = await merchant();
    const id = await opened();
    const { access_token } = await token(OTHER_MERCHANT);

    const asked = await ask('GET', `/v2/checkout/orders/${id}`, undefined, { authorization: `Bearer ${access_token}` });

    expect(asked.status).toBe(404);
  });

  test('PayPal shows disputes to apps that may see them', async () => {
    const { ask } = await merchant({ changes: { seesDisputes: false } });

    expect((await ask('GET', '/v1/customer/disputes?disputed_transaction_id=X')).status).toBe(403);
  });

  test('PayPal confirms what it sent, byte for byte, and to the app that it sent it to', async () => {
    const { simulator, ask, opened, token } = await merchant();
    simulator.settle(await opened(), 'succeed');
    const { headers, body } = simulator.sent[0] ?? expect.fail('nothing was sent');
    const { 'content-type': _, ...sent } = headers(new Date());
    const parts = Object.entries(sent).map(([name, value]) => [
      name.slice('paypal-'.length).replaceAll('-', '_'),
      value,
    ]);
    const question = (event: string, webhookId = MERCHANT.webhookId) =>
      `${JSON.stringify({ ...Object.fromEntries(parts), webhook_id: webhookId }).slice(0, -1)},"webhook_event":${event}}`;
    const verdict = async (asked: string, more = {}) =>
      (await ask('POST', '/v1/notifications/verify-webhook-signature', asked, more)).body['verification_status'];

    expect(await verdict(question(body))).toBe('SUCCESS');
    expect(await verdict(question(body.replace('{', '{ ')))).toBe('FAILURE');
    expect(await verdict(question(body, OTHER_MERCHANT.webhookId))).toBe('FAILURE');
    const { access_token } = await token(OTHER_MERCHANT);
    expect(await verdict(question(body), { authorization: `Bearer ${access_token}` })).toBe('FAILURE');
  });
});
