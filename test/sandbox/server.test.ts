import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type SandboxServer, startSandbox } from '../../src/sandbox/server.ts';
import { SELLER } from '../adapters/providers/mercadopago/simulated.ts';

const REFERENCE = '3f0a7a86-8e31-4c4b-9d5d-0a4f6f3b7c11';
const STRIPE_KEY = 'sk_test_sandbox';

type Merchant = { readonly url: string; readonly seen: string[]; status: number; readonly stop: () => Promise<void> };

describe('The sandbox server', () => {
  it('answers both providers’ paths in their own words, and others in its own', async () => {
    const { url } = await start();

    expect(await (await fetch(`${url}/v1/payments/1`)).json()).toMatchObject({ error: 'invalid_token' });
    expect(await (await fetch(`${url}/v1/payment_intents/pi_1`)).json()).toMatchObject({
      error: { type: expect.any(String) },
    });
    const other = await fetch(`${url}/v2/nothing`);
    expect(other.status).toBe(404);
    expect(await other.json()).toEqual({ error: 'The sandbox has no GET /v2/nothing' });
  });

  it('listens on this machine only', async () => {
    expect(new URL((await start()).url).hostname).toBe('127.0.0.1');
  });

  it('takes another port when the one it was given is taken', async () => {
    const first = await start();

    const second = await start({ port: Number(new URL(first.url).port) });

    expect(second.url).not.toBe(first.url);
    expect((await fetch(`${second.url}/sandbox/payments`)).status).toBe(200);
  });

  it('lets a program pay by the provider’s id or by our reference, and answers after the merchant was told', async () => {
    const merchant = await startMerchant();
    const sandbox = await start();
    const one = await preference(sandbox, merchant);
    await preference(sandbox, merchant, REFERENCE);

    const byId = await post(sandbox, `/sandbox/payments/${one}/succeed`);
    const byReference = await post(sandbox, `/sandbox/payments/${REFERENCE}/fail`);

    expect(byId).toMatchObject({ status: 200, body: { id: one, status: 'approved' } });
    expect(byId.body['webhooks']).toMatchObject([{ event_type: 'payment.created', status_code: 200 }]);
    expect(byReference).toMatchObject({ status: 200, body: { status: 'rejected' } });
    expect(merchant.seen).toHaveLength(2);
    expect((await get(sandbox, '/sandbox/payments')).body).toMatchObject({
      payments: [
        { provider: 'mercadopago', reference: REFERENCE, status: 'rejected' },
        { provider: 'mercadopago', id: one, status: 'approved', title: 'Monthly pass', amount: '5000.50' },
      ],
    });
  });

  it('pays a Stripe intent in the same way', async () => {
    const merchant = await startMerchant();
    const sandbox = await start({ webhookUrl: merchant.url });
    const id = await intent(sandbox);

    const { status, body } = await post(sandbox, `/sandbox/payments/${id}/succeed`);

    expect(status).toBe(200);
    expect(body).toMatchObject({ id, status: 'succeeded' });
    expect(body['webhooks']).toMatchObject([{ event_type: 'payment_intent.succeeded', status_code: 200 }]);
    expect(merchant.seen.length).toBeGreaterThan(0);
  });

  it('holds a webhook back until it is asked to send it, as often as it is asked', async () => {
    const merchant = await startMerchant();
    const sandbox = await start();
    const id = await preference(sandbox, merchant);

    const held = await post(sandbox, `/sandbox/payments/${id}/succeed?hold=1`);
    const [webhook] = held.body['webhooks'] as { id: string; status_code: null }[];
    expect(webhook?.status_code).toBeNull();
    expect(merchant.seen).toEqual([]);

    for (const times of [1, 2]) {
      const sent = await post(sandbox, `/sandbox/webhooks/${webhook?.id}/send`);
      expect(sent).toMatchObject({ status: 200, body: { id: webhook?.id, status_code: 200, attempts: times } });
      expect(merchant.seen).toHaveLength(times);
    }
    expect((await get(sandbox, '/sandbox/webhooks')).body).toMatchObject({ webhooks: [{ id: webhook?.id }] });
  });

  it('tries again when the merchant fails, and gives up after a few times', async () => {
    const merchant = await startMerchant();
    const sandbox = await start();
    const id = await preference(sandbox, merchant);
    merchant.status = 503;

    const { body } = await post(sandbox, `/sandbox/payments/${id}/succeed`);

    expect(body['webhooks']).toMatchObject([{ status_code: 503, attempts: 3 }]);
    expect(merchant.seen).toHaveLength(3);
  });

  it('does not insist when the merchant refuses, and says so when nobody answers', async () => {
    const merchant = await startMerchant();
    const sandbox = await start();
    const [refused, unheard] = [await preference(sandbox, merchant), await preference(sandbox, merchant)];
    merchant.status = 401;

    const first = await post(sandbox, `/sandbox/payments/${refused}/succeed`);
    await merchant.stop();
    const second = await post(sandbox, `/sandbox/payments/${unheard}/succeed`);

    expect(first.body['webhooks']).toMatchObject([{ status_code: 401, attempts: 1 }]);
    expect(second.body['webhooks']).toMatchObject([{ status_code: null, attempts: 3 }]);
  });

  it('says clearly what it can’t do', async () => {
    const sandbox = await start();
    const id = await preference(sandbox, await startMerchant());
    await post(sandbox, `/sandbox/payments/${id}/succeed`);

    expect(await post(sandbox, '/sandbox/payments/nothing/succeed')).toEqual({
      status: 404,
      body: { error: 'There is nothing to pay by the name of nothing' },
    });
    expect(await post(sandbox, `/sandbox/payments/${id}/explode`)).toMatchObject({ status: 404 });
    expect(await post(sandbox, `/sandbox/payments/${id}/succeed`)).toMatchObject({ status: 409 });
    expect(await post(sandbox, '/sandbox/webhooks/1/send')).toMatchObject({ status: 404 });
  });

  it('makes sellers, who can then be paid', async () => {
    const sandbox = await start();

    const { status, body } = await post(sandbox, '/sandbox/mercadopago/sellers');

    expect(status).toBe(201);
    const id = await preference(sandbox, await startMerchant(), undefined, String(body['access_token']));
    expect(id.startsWith(`${body['user_id']}-`)).toBe(true);
    expect(body['webhook_secret']).toMatch(/^[0-9a-f]{64}$/);
  });

  it('remembers over a restart what was opened and paid, at its new address', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'sandbox-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const stateFile = join(folder, 'state.json');
    const merchant = await startMerchant();
    const before = await start({ stateFile });
    const id = await preference(before, merchant);
    const intentId = await intent(before);
    await post(before, `/sandbox/payments/${id}/succeed`);
    await before.close();

    const after = await start({ stateFile });

    const { body } = await get(after, '/sandbox/payments');
    const known = (body['payments'] as { id: string; status: string }[]).map((payment) => [payment.id, payment.status]);
    expect(known).toContainEqual([id, 'approved']);
    expect(known.map(([known]) => known)).toContain(intentId);
    const again = await get(after, `/checkout/preferences/${id}`, SELLER.accessToken);
    expect(String(again.body['init_point'])).toContain(after.url);
  });
});

describe('The sandbox’s pages', () => {
  it('lets a person pay, and does not pay again when the page is reloaded', async () => {
    const merchant = await startMerchant();
    const sandbox = await start();
    const id = await preference(sandbox, merchant);
    const page = await text(`${sandbox.url}/checkout/v1/redirect?pref_id=${id}`);
    const action = /<form method="post" action="([^"]+\/succeed)"/.exec(page)?.[1];

    const answer = await fetch(`${sandbox.url}${action}`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: '',
      redirect: 'manual',
    });
    const result = await text(new URL(answer.headers.get('location') ?? '', sandbox.url).href);

    expect(page).toContain('5000.50 ARS');
    expect(page).not.toContain('https://gym.example/thanks');
    expect(answer.status).toBe(303);
    expect(result).toContain('<strong>approved</strong>');
    expect(result).toContain('href="https://gym.example/thanks"');
    expect(merchant.seen).toHaveLength(1);
  });

  it('shows what is to be paid at Stripe with the same buttons', async () => {
    const sandbox = await start();

    const id = await intent(sandbox);

    const page = await text(`${sandbox.url}/sandbox/pay/${id}`);
    for (const label of ['Approve', 'Reject', 'Leave pending', 'Pay again']) expect(page).toContain(label);
  });

  it('says so when there is nothing left to pay', async () => {
    const { url } = await start();

    expect(await text(`${url}/sandbox/pay/nothing`)).toContain('nothing left to pay');
  });

  it('says what went wrong, on the page', async () => {
    const sandbox = await start();
    const id = await preference(sandbox, await startMerchant());
    await post(sandbox, `/sandbox/payments/${id}/succeed`);

    const answer = await fetch(`${sandbox.url}/sandbox/pay/${id}/succeed`, { method: 'POST' });

    expect(await answer.text()).toContain('paid already');
  });

  it('writes nothing into the page that would run there', async () => {
    const sandbox = await start();
    const attack = '<script>alert("1")</script>\'&';
    const id = await preference(sandbox, await startMerchant(), undefined, SELLER.accessToken, attack);

    for (const path of [`/sandbox/pay/${id}?done=${encodeURIComponent(attack)}`, '/sandbox']) {
      const page = await text(`${sandbox.url}${path}`);
      expect(page).toContain('&#60;script&#62;alert(&#34;1&#34;)&#60;/script&#62;&#39;&#38;');
      expect(page).not.toContain('<script');
    }
  });
});

async function start(changes: { port?: number; stateFile?: string; webhookUrl?: string } = {}): Promise<SandboxServer> {
  const { port = 0, stateFile = null, webhookUrl = 'http://127.0.0.1:9/' } = changes;
  const sandbox = await startSandbox({
    port,
    stateFile,
    stripe: { secretKey: STRIPE_KEY, webhookSecret: 'whsec_sandbox', webhookUrl },
    mercadopago: { sellers: [SELLER] },
  });
  onTestFinished(sandbox.close);
  return sandbox;
}

/** Where webhooks go: it counts them, and answers what it is told to. */
async function startMerchant(): Promise<Merchant> {
  const seen: string[] = [];
  const server = createServer((request, response) => {
    seen.push(request.url ?? '');
    response.writeHead(merchant.status).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const stop = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhook`;
  const merchant: Merchant = { url, seen, status: 200, stop };
  onTestFinished(stop);
  return merchant;
}

async function preference(
  { url }: SandboxServer,
  merchant: Merchant,
  reference: string = crypto.randomUUID(),
  token = SELLER.accessToken,
  title = 'Monthly pass',
): Promise<string> {
  const answer = await fetch(`${url}/checkout/preferences/`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      items: [{ title, quantity: 1, unit_price: 5000.5, currency_id: 'ARS' }],
      external_reference: reference,
      notification_url: merchant.url,
      back_urls: { success: 'https://gym.example/thanks' },
    }),
  });
  return String(((await answer.json()) as { id: unknown }).id);
}

async function intent({ url }: SandboxServer): Promise<string> {
  const answer = await fetch(`${url}/v1/payment_intents`, {
    method: 'POST',
    headers: { authorization: `Bearer ${STRIPE_KEY}`, 'content-type': 'application/x-www-form-urlencoded' },
    body: 'amount=1000&currency=usd&automatic_payment_methods[enabled]=true',
  });
  return String(((await answer.json()) as { id: unknown }).id);
}

async function post({ url }: SandboxServer, path: string) {
  return await read(await fetch(`${url}${path}`, { method: 'POST' }));
}

async function get({ url }: SandboxServer, path: string, token?: string) {
  return await read(
    await fetch(`${url}${path}`, { headers: token === undefined ? {} : { authorization: `Bearer ${token}` } }),
  );
}

async function read(answer: Response) {
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
}

async function text(url: string): Promise<string> {
  return await (await fetch(url)).text();
}
