import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { SELLER } from '../adapters/providers/mercadopago/simulated.ts';
import { get, intent, post, preference, REFERENCE, STRIPE_KEY, start, startMerchant } from './harness.ts';

describe('The sandbox server', () => {
  it('The sandbox server answers both providers’ paths in their own words, and others in its own', async () => {
    const { url } = await start();

    expect(await (await fetch(`${url}/v1/payments/1`)).json()).toMatchObject({ error: 'invalid_token' });
    expect(await (await fetch(`${url}/v1/payment_intents/pi_1`)).json()).toMatchObject({
      error: { type: expect.any(String) },
    });
    const other = await fetch(`${url}/v2/nothing`);
    expect(other.status).toBe(404);
    expect(await other.json()).toEqual({ error: 'The sandbox has no GET /v2/nothing' });
  });

  it('The sandbox server listens on this machine only', async () => {
    expect(new URL((await start()).url).hostname).toBe('127.0.0.1');
  });

  it('The sandbox server takes another port when the one it was given is taken, if it may', async () => {
    const first = await start();
    const port = Number(new URL(first.url).port);

    const second = await start({ port, takesAnyPort: true });

    await expect(start({ port })).rejects.toThrow(`Port ${port} is taken`);
    expect(second.url).not.toBe(first.url);
    expect((await fetch(`${second.url}/sandbox/payments`)).status).toBe(200);
  });

  it('The sandbox server lets a program pay by the provider’s id or by our reference, and answers after the merchant was notified', async () => {
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

  it('a program names the provider’s word for why a payment fails, and for nothing else', async () => {
    const sandbox = await start();
    const id = await intent(sandbox);

    expect((await post(sandbox, `/sandbox/payments/${id}/fail?decline=lost_card`)).status).toBe(200);
    expect((await post(sandbox, `/sandbox/payments/${id}/succeed?decline=lost_card`)).status).toBe(400);
    expect((await post(sandbox, `/sandbox/payments/${id}/fail?decline=No%20money!`)).status).toBe(400);

    const answer = await fetch(`${sandbox.url}/v1/payment_intents/${id}`, {
      headers: { authorization: `Bearer ${STRIPE_KEY}` },
    });
    expect(await answer.json()).toMatchObject({
      status: 'requires_payment_method',
      last_payment_error: {
        type: 'card_error',
        code: 'card_declined',
        decline_code: 'lost_card',
        payment_method: { object: 'payment_method', type: 'card', card: { brand: 'visa', last4: '9987' } },
      },
    });
  });

  describe('refunds that a seller makes', () => {
    async function aPaid() {
      const sandbox = await start({ webhookUrl: (await startMerchant()).url });
      const id = await intent(sandbox);
      await post(sandbox, `/sandbox/payments/${id}/succeed`);
      return (query: string, body?: string, type = 'application/json') =>
        fetch(`${sandbox.url}/sandbox/payments/${id}/refund${query}`, {
          method: 'POST',
          ...(body !== undefined && { body, headers: { 'content-type': type } }),
        });
    }

    it.each([
      ['?amount=2.50', undefined, undefined],
      ['', '{"amount":2.5}', 'application/json'],
      ['', '{"amount":"2.50"}', 'application/json'],
      ['', 'amount=2.50', 'application/x-www-form-urlencoded'],
    ])('The sandbox server refunds a part as a seller would, however it is asked: %j %j', async (query, body, type) => {
      const refund = await aPaid();

      expect((await refund(query, body, type)).status).toBe(200);
      expect(await (await refund('?amount=7.51')).json()).toMatchObject({
        error: expect.stringContaining('at most 7.50'),
      });
      expect((await refund('?amount=7.50')).status).toBe(200);
    });

    it.each([
      ['?amount=many', undefined],
      ['?amount=1&amount=2', undefined],
      ['', '{"amount":"many"}'],
      ['', '{"amount":-1}'],
      ['', '{"amount":[1]}'],
      ['', '{"amuont":1}'],
      ['', '[1]'],
      ['', '5'],
    ])('The sandbox server refunds nothing when the request makes no sense: %j %j', async (query, body) => {
      const refund = await aPaid();

      expect((await refund(query, body)).status).toBe(400);
      expect((await refund('', '{"amount":null}')).status).toBe(200);
    });
  });

  it('The sandbox server pays a Stripe intent in the same way', async () => {
    const merchant = await startMerchant();
    const sandbox = await start({ webhookUrl: merchant.url });
    const id = await intent(sandbox);

    const { status, body } = await post(sandbox, `/sandbox/payments/${id}/succeed`);

    expect(status).toBe(200);
    expect(body).toMatchObject({ id, status: 'succeeded' });
    expect(body['webhooks']).toMatchObject([{ event_type: 'payment_intent.succeeded', status_code: 200 }]);
    expect(merchant.seen.length).toBeGreaterThan(0);
  });

  it('The sandbox server holds a webhook back until it is asked to send it, as often as it is asked', async () => {
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

  it('The sandbox server tries again when the merchant fails, and gives up after a few times', async () => {
    const merchant = await startMerchant();
    const sandbox = await start();
    const id = await preference(sandbox, merchant);
    merchant.status = 503;

    const { body } = await post(sandbox, `/sandbox/payments/${id}/succeed`);

    expect(body['webhooks']).toMatchObject([{ status_code: 503, attempts: 3 }]);
    expect(merchant.seen).toHaveLength(3);
  });

  it('The sandbox server does not insist when the merchant refuses, and says so when no server answers', async () => {
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

  it('The sandbox server says clearly what it can’t do', async () => {
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

  it('The sandbox server makes sellers, who can then be paid', async () => {
    const sandbox = await start();

    const { status, body } = await post(sandbox, '/sandbox/mercadopago/sellers');

    expect(status).toBe(201);
    const id = await preference(sandbox, await startMerchant(), undefined, String(body['access_token']));
    expect(id.startsWith(`${body['user_id']}-`)).toBe(true);
    expect(body['webhook_secret']).toMatch(/^[0-9a-f]{64}$/);
  });

  it('The sandbox server remembers over a restart what was opened and paid, at its new address', async () => {
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
