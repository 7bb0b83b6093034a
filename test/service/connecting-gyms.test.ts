import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { dataOf, type Json, MERCADO_PAGO, type Platform, send, startPlatform } from './support/platform.ts';
import { mercadoPagoBody, mercadoPagoHeaders } from './support/signing.ts';

// It starts a whole process, beside other tests that do the same.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let platform: Platform;
beforeAll(async () => {
  platform = await startPlatform();
});
afterAll(() => platform.stop());

/** What the owner's browser keeps of the link that it opened last. */
let cookie = '';

/** The provider's page, which the gym's owner is led to by our link. */
async function invite(slug: string, json: Json = {}): Promise<string> {
  await platform.putGym(slug, null);
  const answer = await send(`${platform.url}/api/v1/gyms/${slug}/connect`, { headers: platform.operator, json });
  expect(answer.status).toBe(201);
  const opened = await fetch(String(dataOf(answer)['authorization_url']), { redirect: 'manual' });
  expect(opened.status).toBe(303);
  cookie = opened.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  return opened.headers.get('location') ?? '';
}

/** The owner's browser goes where it is sent. */
function visit(url: string) {
  return send(url, { method: 'GET', headers: { cookie } });
}

/** What the owner's browser does when a button on the provider's page is pressed: the URL it is sent back to. */
async function press(url: string, answer: 'agree' | 'decline'): Promise<string> {
  const response = await fetch(`${url}&answer=${answer}`, { method: 'POST', redirect: 'manual' });
  expect(response.status).toBe(303);
  return response.headers.get('location') ?? '';
}

async function connect(slug: string, json: Json = {}): Promise<Json> {
  const back = await press(await invite(slug, json), 'agree');
  return dataOf(await visit(back));
}

async function gymNow(slug: string): Promise<Json> {
  return dataOf(await send(`${platform.url}/api/v1/gyms/${slug}`, { method: 'GET', headers: platform.operator }));
}

function checkout(slug: string) {
  const json = { gym_id: slug, amount: 5000, title: 'Monthly pass', payer_email: 'member@example.com' };
  return send(`${platform.url}/api/v1/payments/checkout`, { headers: platform.user, json });
}

describe('A gym that connects its account', () => {
  test('A gym that connects its account takes payments into it, reported by notifications that the platform’s secret signs', async () => {
    expect(await connect('connected')).toMatchObject({
      slug: 'connected',
      has_credentials: true,
      needs_reconnect: false,
    });
    const { paymentId, parentId } = await platform.openCheckout('connected');
    const [id = ''] = await platform.customer(parentId, 'succeed');

    const path = `/webhook/connected?data.id=${id}&type=payment`;
    const headers = mercadoPagoHeaders({ id, secret: MERCADO_PAGO.secrets[0] });
    const answer = await platform.deliver(path, headers, mercadoPagoBody(id));

    expect(answer).toEqual({ status: 200, body: { status: 'processed' } });
    expect(await platform.statusOf(paymentId)).toBe('succeeded');
  });

  test('A gym that connects its account gives web pages the public key that came with the consent', async () => {
    await connect('with-a-key');
    const { paymentId } = await platform.openCheckout('with-a-key');

    const client = await send(`${platform.url}/api/v1/payments/${paymentId}/client`, {
      method: 'GET',
      headers: platform.user,
    });

    const publishable_key = expect.stringMatching(/^TEST-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    expect(dataOf(client)).toEqual({ payment_id: paymentId, provider: 'mercadopago', publishable_key });
  });

  test('A gym that connects its account sees a page to agree on that shows no secret', async () => {
    const url = await invite('shown');

    const page = await (await fetch(url)).text();

    expect(page).toContain('Mercado Pago');
    expect(page).not.toContain(MERCADO_PAGO.secrets[0]);
  });

  test.each([
    ['pt-BR,pt;q=0.9,en;q=0.8', 'pt', 'Aceitar', 'Nenhum dinheiro é movimentado aqui'],
    ['es-AR', 'es', 'Aceptar', 'Aquí no se mueve dinero'],
    ['de, ja;q=0.5', 'ja', '同意する', '実際のお金は動きません'],
    ['de', 'en', 'Agree', 'No money moves here'],
  ])(
    'A gym that connects its account sees that page in a browser that wants %s in the language %s',
    async (accepted, language, agree, strip) => {
      const url = await invite(`read-in-${language}`);

      const page = await (await fetch(url, { headers: { 'accept-language': accepted } })).text();

      for (const part of [`<html lang="${language}">`, `<b>${agree}</b>`, strip]) expect(page).toContain(part);
    },
  );

  test('A gym that connects its account is not connected when its owner declines, and may try again', async () => {
    const back = await press(await invite('undecided'), 'decline');

    const answer = await visit(back);

    expect(answer).toMatchObject({ status: 400, body: { status: 'error', details: { field: 'code' } } });
    expect(await gymNow('undecided')).toMatchObject({ has_credentials: false });
    expect(await connect('undecided')).toMatchObject({ has_credentials: true });
  });

  test('A gym that connects its account is not connected by a code beside a refusal', async () => {
    const back = await press(await invite('contradicted'), 'agree');

    const answer = await visit(`${back}&error=access_denied`);

    expect(answer).toMatchObject({ status: 400, body: { status: 'error', details: { field: 'code' } } });
    expect(await gymNow('contradicted')).toMatchObject({ has_credentials: false });
  });

  test('A gym that connects its account is connected by a link once, and never by looking at it', async () => {
    const back = await press(await invite('once'), 'agree');

    const head = await fetch(back, { method: 'HEAD' });
    const first = await visit(back);
    const second = await visit(back);

    expect([head.status, first.status, second.status]).toEqual([405, 200, 400]);
    expect(second.body).toMatchObject({ details: { field: 'state' } });
  });

  test('A gym that connects its account says that it has to be connected anew when its owner took the consent back', async () => {
    await connect('gone');
    const { parentId } = await platform.openCheckout('gone');
    const [sellerId] = parentId.split('-');
    await send(`${platform.sandboxUrl}/sandbox/mercadopago/sellers/${sellerId}/revoke`, {}).catch(() => undefined);

    const answer = await checkout('gone');

    expect(answer).toMatchObject({ status: 500, body: { success: false, code: 'INVALID_TOKEN' } });
    expect(await gymNow('gone')).toMatchObject({ needs_reconnect: true });
    expect(await connect('gone', { replace: true })).toMatchObject({ needs_reconnect: false });
    expect((await checkout('gone')).status).toBe(200);
  });

  test('A gym that connects its account is connected without a refresh token, too, and reads until when to connect again', async () => {
    const back = await press(await invite('unrenewable'), 'agree');
    const fault = { fault: 'no_refresh_token', provider: 'mercadopago', operation: 'connect', times: 1 };
    expect((await send(`${platform.sandboxUrl}/sandbox/faults`, { json: fault })).status).toBeLessThan(300);

    const page = await fetch(back, { headers: { cookie, accept: 'text/html' } });

    expect(page.status).toBe(200);
    expect(await page.text()).toContain('Please connect again before');
    expect(await gymNow('unrenewable')).toMatchObject({ has_credentials: true, needs_reconnect: true });
    expect((await checkout('unrenewable')).status).toBe(200);
  });

  test('A gym that connects its account is still connected by a link that was first opened without the provider’s answer', async () => {
    const back = await press(await invite('hurried'), 'agree');
    const withoutCode = new URL(back);
    withoutCode.searchParams.delete('code');

    const early = await visit(withoutCode.href);

    expect(early.status).toBe(400);
    expect((await visit(back)).status).toBe(200);
  });

  test('A gym that connects its account keeps its account when another user of the provider agrees, unless that was asked for', async () => {
    await connect('taken');
    const before = await gymNow('taken');

    const refused = await visit(await press(await invite('taken'), 'agree'));

    expect(refused).toMatchObject({ status: 409, body: { status: 'error', details: { field: 'account' } } });
    expect(await gymNow('taken')).toEqual(before);
    expect(await connect('taken', { replace: true })).toMatchObject({ has_credentials: true });
  });

  test('A gym that connects its account is not connected by another browser, nor by an older link', async () => {
    const older = await press(await invite('bound'), 'agree');
    const olderCookie = cookie;
    const newer = await press(await invite('bound'), 'agree');

    const without = await send(newer, { method: 'GET' });
    const old = await send(older, { method: 'GET', headers: { cookie: olderCookie } });

    expect([without, old]).toMatchObject(Array(2).fill({ status: 400, body: { details: { field: 'state' } } }));
    expect((await visit(newer)).status).toBe(200);
  });

  test('A gym that connects its account needs a caller who may manage gyms', async () => {
    await platform.putGym('managed', null);
    const url = `${platform.url}/api/v1/gyms/managed/connect`;

    expect((await send(url, { headers: platform.user })).status).toBe(403);
    expect((await send(url, {})).status).toBe(401);
  });

  test.each(['', '?state=made-up', '?code=made-up', '?state=a&state=b'])(
    'the callback of a gym that connects its account answers a strange callback %j with 400',
    async (query) => {
      const answer = await send(`${platform.url}/api/v1/oauth/mercadopago/callback${query}`, { method: 'GET' });

      expect(answer).toMatchObject({ status: 400, body: { status: 'error', code: 400 } });
    },
  );
});
