import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { startFaulty } from './faulty.ts';

type Received = { readonly headers: Readonly<Record<string, unknown>>; readonly body: string };
type Json = Readonly<Record<string, unknown>>;

let received: Received[];
let ask: Awaited<ReturnType<typeof startFaulty>>['ask'];
let paypal: (path: string, body: unknown, key?: string) => Promise<Json>;
let merchant: Readonly<Record<string, string>>;

beforeEach(async () => {
  received = [];
  const server = createServer(async (request, response) => {
    received.push({ headers: request.headers, body: await text(request) });
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const webhookUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/paypal`;
  const { sandbox, ask: asked } = await startFaulty();
  ask = asked;
  merchant = (await ask('POST', `/sandbox/paypal/merchants?webhook_url=${webhookUrl}`)).body as typeof merchant;
  const basic = Buffer.from(`${merchant['client_id']}:${merchant['client_secret']}`).toString('base64');
  const token = await fetch(`${sandbox.url}/v1/oauth2/token`, {
    ...{ method: 'POST', headers: { authorization: `Basic ${basic}` } },
    body: new URLSearchParams({ grant_type: 'client_credentials' }),
  });
  const { access_token } = (await token.json()) as Json;
  paypal = async (path, body, key = crypto.randomUUID()) => {
    const headers = { authorization: `Bearer ${access_token}`, 'content-type': 'application/json' };
    const named = { ...headers, 'paypal-request-id': key, prefer: 'return=representation' };
    const sent = typeof body === 'string' ? body : JSON.stringify(body);
    return (await (await fetch(sandbox.url + path, { method: 'POST', headers: named, body: sent })).json()) as Json;
  };
});

const ORDER = { intent: 'CAPTURE', purchase_units: [{ amount: { currency_code: 'USD', value: '10.00' } }] };

const open = async (key?: string) => String((await paypal('/v2/checkout/orders', ORDER, key))['id']);
const switchOn = (fault: string) => ask('POST', '/sandbox/faults', { fault, provider: 'paypal' });

/** What PayPal says of the last webhook. */
async function verdict(): Promise<unknown> {
  const { headers, body } = received.at(-1) ?? expect.fail('nothing was sent');
  const parts = Object.entries(headers).filter(([name]) => name.startsWith('paypal-'));
  const fields = parts.map(([name, value]) => [name.slice('paypal-'.length).replaceAll('-', '_'), value]);
  const question = JSON.stringify({ ...Object.fromEntries(fields), webhook_id: merchant['webhook_id'] });
  const asked = `${question.slice(0, -1)},"webhook_event":${body}}`;
  return (await paypal('/v1/notifications/verify-webhook-signature', asked))['verification_status'];
}

describe('A fault at PayPal', () => {
  test('bad_signature: PayPal does not confirm what was sent', async () => {
    await ask('POST', `/sandbox/payments/${await open()}/succeed`);
    expect(await verdict()).toBe('SUCCESS');

    await switchOn('bad_signature');
    await ask('POST', `/sandbox/payments/${await open()}/succeed`);

    expect(await verdict()).toBe('FAILURE');
  });

  test('keys_ignored: the same request makes another order', async () => {
    expect(await open('a key')).toBe(await open('a key'));

    await switchOn('keys_ignored');

    expect(await open('a key')).not.toBe(await open('a key'));
  });

  test('refund_in_process: the refund is pending until it succeeds', async () => {
    const id = await open();
    await ask('POST', `/sandbox/payments/${id}/succeed`);
    const captured = await paypal(`/v2/checkout/orders/${id}/capture`, {});
    const [unit] = captured['purchase_units'] as { payments: { captures: { id: string }[] } }[];
    await switchOn('refund_in_process');

    const refund = await paypal(`/v2/payments/captures/${unit?.payments.captures[0]?.id}/refund`, {});
    expect(refund['status']).toBe('PENDING');
    await ask('POST', `/sandbox/payments/${id}/refund_succeeds`);

    expect((await ask('GET', '/sandbox/payments')).body['payments']).toMatchObject([{ id, status: 'REFUNDED' }]);
  });
});
