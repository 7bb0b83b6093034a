import { describe, expect, it } from 'vitest';
import type { SandboxServer } from '../../src/sandbox/server.ts';
import { SELLER } from '../adapters/providers/mercadopago/simulated.ts';
import { get, intent, post, preference, REFERENCE, STRIPE_KEY, start, startMerchant } from './harness.ts';

const ATTACK = '<script>alert("1")</script>\'&';

describe('The buyer’s page', () => {
  it('The buyer’s page shows who is paid, for what, how much in its currency, and by whom', async () => {
    const sandbox = await start();
    const id = await preference(sandbox, await startMerchant());

    const { text } = await open(sandbox, `/checkout/v1/redirect?pref_id=${id}`);

    for (const part of ['Gym Central', 'Monthly pass', '$5,000.50 <span>ARS</span>', 'No money moves here'])
      expect(text).toContain(part);
    expect(buttonsIn(text)).toEqual(['succeed', 'fail', 'voucher', 'process', 'two_cards']);
  });

  it.each([
    ['usd', '1000', '$10.00 <span>USD</span>'],
    ['jpy', '1000', '¥1,000 <span>JPY</span>'],
    ['eur', '123456', '€1,234.56 <span>EUR</span>'],
    ['kwd', '12340', 'KWD 12.340'],
  ])('The buyer’s page writes an amount in %s with its sign and its decimals', async (currency, minor, written) => {
    const sandbox = await start();
    const id = await intent(sandbox, { amount: minor, currency });

    const { text } = await open(sandbox, `/sandbox/pay/${id}`);

    expect(text.replaceAll('\u00a0', ' ')).toContain(`<p class="amount">${written}</p>`);
  });

  it('The buyer’s page pays once, however often the page is loaded afterwards', async () => {
    const merchant = await startMerchant();
    const sandbox = await start();
    const id = await preference(sandbox, merchant);

    const answer = await choose(sandbox, id, 'succeed');
    const pages = [await open(sandbox, answer.location), await open(sandbox, answer.location)];

    expect(answer).toMatchObject({ status: 303, location: `/checkout/v1/redirect?pref_id=${id}` });
    for (const { text } of pages) expect(text).toContain('<strong>Approved</strong>');
    expect(merchant.seen).toHaveLength(1);
  });

  it('The buyer’s page offers only what can be done now', async () => {
    const sandbox = await start();
    const id = await preference(sandbox, await startMerchant());
    const offered = async () => buttonsIn((await open(sandbox, `/sandbox/pay/${id}`)).text);

    await choose(sandbox, id, 'process');
    expect(await offered()).toEqual(['succeed', 'fail', 'cancel']);
    await choose(sandbox, id, 'cancel');
    expect(await offered()).toEqual(['succeed', 'fail', 'voucher', 'process', 'two_cards']);
    await choose(sandbox, id, 'succeed');
    expect(await offered()).toEqual(['pay_twice']);
  });

  it('The buyer’s page says how often one page was paid, and which payments that made', async () => {
    const sandbox = await start();
    const id = await preference(sandbox, await startMerchant());
    await choose(sandbox, id, 'succeed');

    await choose(sandbox, id, 'pay_twice');

    const { text } = await open(sandbox, `/sandbox/pay/${id}`);
    expect(text).toContain('Approved 2 times');
    expect(text).toMatch(/class="standing bad"/);
    expect(text.match(/<div class="part"><dt>\d+<\/dt><dd><code>approved/g)).toHaveLength(2);
  });

  it('The buyer’s page leads back to the merchant after a try, and says how that ended', async () => {
    const sandbox = await start();
    const id = await preference(sandbox, await startMerchant(), REFERENCE);
    const linkIn = (text: string) =>
      /href="(https:[^"]+)">Back to Gym Central/.exec(text)?.[1]?.replaceAll('&amp;', '&');
    expect(linkIn((await open(sandbox, `/sandbox/pay/${id}`)).text)).toBeUndefined();

    await choose(sandbox, id, 'fail');

    const link = new URL(linkIn((await open(sandbox, `/sandbox/pay/${id}`)).text) ?? '');
    expect(link.origin + link.pathname).toBe('https://gym.example/thanks');
    expect(Object.fromEntries(link.searchParams)).toEqual({
      payment_id: expect.stringMatching(/^\d+$/),
      status: 'rejected',
      external_reference: REFERENCE,
    });
  });

  it('The buyer’s page takes a Stripe intent through everything that can become of it', async () => {
    const merchant = await startMerchant();
    const sandbox = await start({ webhookUrl: merchant.url });
    const id = await intent(sandbox);
    const page = async () => (await open(sandbox, `/sandbox/pay/${id}`)).text;
    expect(buttonsIn(await page())).toEqual(['succeed', 'fail', 'voucher', 'require_action', 'process', 'cancel']);

    await choose(sandbox, id, 'fail');
    expect(await page()).toContain('Your card was declined.');
    await choose(sandbox, id, 'require_action');
    expect(buttonsIn(await page())).toEqual(['succeed', 'fail', 'cancel']);
    await choose(sandbox, id, 'succeed');
    expect(buttonsIn(await page())).toEqual([]);

    const { webhooks } = (await get(sandbox, '/sandbox/webhooks')).body as { webhooks: { event_type: string }[] };
    expect(webhooks.map(({ event_type }) => event_type)).toEqual([
      'payment_intent.payment_failed',
      'payment_intent.requires_action',
      'payment_intent.succeeded',
    ]);
  });

  it('The buyer’s page lets the buyer choose why a payment fails, where it can', async () => {
    const sandbox = await start();
    const id = await intent(sandbox);
    const page = async () => (await open(sandbox, `/sandbox/pay/${id}`)).text;

    expect(await page()).toContain('<option value="insufficient_funds">Not enough money (insufficient_funds)</option>');
    await submit(sandbox, `/sandbox/pay/${id}`, { action: 'fail', decline: 'insufficient_funds' });
    expect(await page()).toContain('Your card has insufficient funds.');
    await submit(sandbox, `/sandbox/pay/${id}`, { action: 'succeed', decline: 'insufficient_funds' });
    expect(await page()).not.toContain('<option');
  });

  it('The buyer’s page is the page of a Stripe Checkout Session, too, and leads back to the merchant', async () => {
    const sandbox = await start();
    const { id, url } = await session(sandbox);
    expect(url).toBe(`${sandbox.url}/sandbox/pay/${id}`);

    await choose(sandbox, id, 'succeed');

    const { text } = await open(sandbox, `/sandbox/pay/${id}`);
    expect(text).toContain('<strong>Complete</strong>');
    expect(text).toContain(`href="https://shop.example/thanks?session=${id}"`);
  });

  it('The buyer’s page lets the seller give back what was paid, a part or the rest, and says so when that is too much', async () => {
    const merchant = await startMerchant();
    const sandbox = await start({ webhookUrl: merchant.url });
    for (const id of [await intent(sandbox), await preference(sandbox, merchant)]) {
      const page = async () => (await open(sandbox, `/sandbox/pay/${id}`)).text;
      expect(await page()).not.toContain('value="refund"');
      await choose(sandbox, id, 'succeed');
      expect(await page()).toContain('value="refund"');

      expect(await submit(sandbox, `/sandbox/pay/${id}`, { action: 'refund', amount: '4.00' })).toMatchObject({
        status: 303,
      });
      const tooMuch = await submit(sandbox, `/sandbox/pay/${id}`, { action: 'refund', amount: '9999' });
      expect(tooMuch).toMatchObject({ status: 409, text: expect.stringContaining('role="alert"') });
      expect(await submit(sandbox, `/sandbox/pay/${id}`, { action: 'refund', amount: '1,5' })).toMatchObject({
        status: 409,
      });
      expect(await submit(sandbox, `/sandbox/pay/${id}`, { action: 'refund', amount: '' })).toMatchObject({
        status: 303,
      });
      expect(await page()).toMatch(/<ul class="sent">.*(?:refund|payment\.updated)/s);
    }
  });

  it('The buyer’s page leads a client app’s buyer back from an intent after each try, to where the app asked for', async () => {
    const sandbox = await start();
    const id = await intent(sandbox, { 'metadata[payment_id]': REFERENCE });
    const path = `/sandbox/pay/${REFERENCE}?return_url=${encodeURIComponent('http://localhost:3000/?payment_id=1')}`;
    const { text } = await open(sandbox, path);
    const [, return_url = ''] = /name="return_url" value="([^"]+)"/.exec(text) ?? [];
    const backIn = async () =>
      /href="([^"]+)">Back to The merchant/
        .exec((await open(sandbox, `/sandbox/pay/${id}`)).text)?.[1]
        ?.replaceAll('&amp;', '&');
    expect(await backIn()).toBeUndefined();

    const answer = await submit(sandbox, `/sandbox/pay/${REFERENCE}`, { action: 'fail', return_url });
    expect(answer).toMatchObject({ status: 303, location: `/sandbox/pay/${id}` });
    const back = `http://localhost:3000/?payment_id=1&payment_intent=${id}&redirect_status=`;
    expect(await backIn()).toBe(`${back}failed`);
    for (const [action, status] of [
      ['require_action', 'pending'],
      ['succeed', 'succeeded'],
    ] as const) {
      await choose(sandbox, id, action);
      expect(await backIn()).toBe(back + status);
    }
  });

  it.each(['javascript:alert(1)', 'http://shop.example/', 'data:text/html,x', '/thanks', ''])(
    'The buyer’s page leads to no such address: %j',
    async (return_url) => {
      const sandbox = await start();
      const id = await intent(sandbox);
      const path = `/sandbox/pay/${id}`;

      const shown = await open(sandbox, `${path}?return_url=${encodeURIComponent(return_url)}`);
      const chosen = await submit(sandbox, path, { action: 'succeed', return_url });

      const says = expect.stringContaining('return_url must be an https URL');
      for (const answer of [shown, chosen]) expect(answer).toMatchObject({ status: 400, text: says });
      expect(await open(sandbox, path)).toMatchObject({ text: expect.stringContaining('Not paid yet') });
    },
  );

  it('The buyer’s page never shows the secret that a client pays with', async () => {
    const sandbox = await start();
    const id = await intent(sandbox);

    for (const path of [`/sandbox/pay/${id}`, '/sandbox', '/sandbox/payments'])
      expect((await open(sandbox, path)).text).not.toMatch(/_secret_|whsec_|sk_test_/);
  });

  it('The buyer’s page says what is not possible, and stays as it was', async () => {
    const sandbox = await start();
    const id = await preference(sandbox, await startMerchant());
    await choose(sandbox, id, 'succeed');

    const refused = await choose(sandbox, id, 'succeed');
    const unknown = await choose(sandbox, id, 'explode');

    expect(refused).toMatchObject({ status: 409, text: expect.stringContaining('paid already') });
    expect(unknown).toMatchObject({ status: 409, text: expect.stringContaining('Unknown action') });
    expect((await get(sandbox, '/sandbox/payments')).body).toMatchObject({ payments: [{ attempts: [{}] }] });
  });

  it('The buyer’s page says so when there is nothing to pay', async () => {
    const sandbox = await start();

    for (const path of ['/sandbox/pay/nothing', '/checkout/v1/redirect', '/checkout/v1/redirect?pref_id=1'])
      expect(await open(sandbox, path)).toMatchObject({ status: 404, text: expect.stringContaining('nothing to pay') });
  });
});

describe('The control page', () => {
  it('The control page lists the payments of both providers, newest first, each with its state and its page', async () => {
    const sandbox = await start();
    expect((await open(sandbox, '/sandbox')).text).toContain('None yet');
    const one = await intent(sandbox);
    const other = await preference(sandbox, await startMerchant());
    await choose(sandbox, other, 'fail');

    const { text } = await open(sandbox, '/sandbox');

    const pages = [...text.matchAll(/<li class="\w+"><p class="what"><a href="([^"]+)"/g)].map(([, page]) => page);
    expect(pages).toEqual([`/checkout/v1/redirect?pref_id=${other}`, `/sandbox/pay/${one}`]);
    expect(text).toContain('<span class="tag bad">Rejected</span>');
  });

  it('The control page shows how each webhook was answered, and sends it again', async () => {
    const merchant = await startMerchant();
    const sandbox = await start();
    const id = await preference(sandbox, merchant);
    merchant.status = 401;
    await choose(sandbox, id, 'succeed');
    const { text } = await open(sandbox, '/sandbox');
    expect(text).toContain('<span class="tag bad">401</span>');
    merchant.status = 200;

    const again = await submit(sandbox, /action="(\/sandbox\/send\/[^"]+)"/.exec(text)?.[1] ?? '');

    expect(again).toMatchObject({ status: 303, location: expect.stringMatching(/^\/sandbox#webhook-\d+$/) });
    expect(merchant.seen).toHaveLength(2);
    expect((await open(sandbox, '/sandbox')).text).toMatch(/<span class="tag good">200<\/span> <span>sent 2 times/);
    expect(await submit(sandbox, '/sandbox/send/1')).toMatchObject({ status: 404 });
  });

  it('The control page switches faults on and off', async () => {
    const sandbox = await start();
    const on = async () => (await get(sandbox, '/sandbox/faults')).body['on'];

    await submit(sandbox, '/sandbox/switch-on', { fault: 'drop', provider: 'stripe', operation: '', times: '2' });
    await submit(sandbox, '/sandbox/switch-on', { fault: 'hang', provider: '', operation: 'open', times: '' });
    expect(await on()).toMatchObject([
      { fault: 'drop', provider: 'stripe', operation: null, times: 2 },
      { fault: 'hang', provider: null, operation: 'open', times: null },
    ]);

    const { text } = await open(sandbox, '/sandbox');
    await submit(sandbox, /action="(\/sandbox\/switch-off\/[^"]+)"/.exec(text)?.[1] ?? '');
    expect(await on()).toMatchObject([{ fault: 'hang' }]);
    await submit(sandbox, '/sandbox/switch-off');
    expect(await on()).toEqual([]);
  });

  it('The control page says what is wrong with a fault that can’t be', async () => {
    const sandbox = await start();

    const answer = await submit(sandbox, '/sandbox/switch-on', { fault: 'drop', operation: 'open', times: '1' });

    expect(answer).toMatchObject({ status: 400, text: expect.stringContaining('must be one of webhook for drop') });
  });

  it('The control page offers to open something only where a caller may', async () => {
    const sandbox = await start();

    expect((await open(sandbox, '/sandbox')).text).not.toContain('Open a checkout');
    expect(await submit(sandbox, '/sandbox/open/checkout')).toMatchObject({ status: 409 });
  });
});

describe('Every page', () => {
  it('Every page runs nothing that is written into it', async () => {
    const sandbox = await start();
    const id = await preference(sandbox, await startMerchant(), undefined, SELLER.accessToken, ATTACK);

    for (const path of [`/sandbox/pay/${id}`, '/sandbox']) {
      const { text } = await open(sandbox, path);
      expect(text).toContain('&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&#39;&amp;');
      expect(text).not.toContain('<script');
    }
  });

  it('Every page allows nothing but its own style, and no frame around it', async () => {
    const sandbox = await start();

    for (const path of ['/sandbox', '/sandbox/pay/nothing']) {
      const { headers } = await fetch(sandbox.url + path);
      expect(headers.get('content-security-policy')).toMatch(
        /^default-src 'none'; img-src 'self'; style-src 'sha256-[^']+'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'$/,
      );
    }
  });

  it('Every page obeys no form of another site', async () => {
    const sandbox = await start();
    const id = await preference(sandbox, await startMerchant());

    for (const site of ['cross-site', 'same-site']) {
      const answer = await choose(sandbox, id, 'succeed', { 'sec-fetch-site': site });
      expect(answer).toMatchObject({ status: 403 });
    }

    expect((await post(sandbox, `/sandbox/payments/${id}/succeed`)).body).toMatchObject({ status: 'approved' });
  });
});

async function open({ url }: SandboxServer, path: string): Promise<{ status: number; text: string }> {
  const answer = await fetch(url + path);
  return { status: answer.status, text: await contentOf(answer) };
}

/** The buyer's; what follows in the details is the seller's. */
function buttonsIn(text: string): (string | undefined)[] {
  const [buyers = ''] = text.split('<details>');
  return [...buyers.matchAll(/name="action" value="(\w+)"/g)].map(([, action]) => action);
}

function choose(sandbox: SandboxServer, id: string, action: string, headers: Record<string, string> = {}) {
  return submit(sandbox, `/sandbox/pay/${id}`, { action }, headers);
}

/** Presses a button as a browser does: where it leads, else what it shows. */
async function submit(
  { url }: SandboxServer,
  path: string,
  fields: Record<string, string> = {},
  headers: Record<string, string> = {},
) {
  const body = new URLSearchParams(fields);
  const answer = await fetch(url + path, { method: 'POST', body, headers, redirect: 'manual' });
  return { status: answer.status, location: answer.headers.get('location') ?? '', text: await contentOf(answer) };
}

/** Without the style, which would fill the message of a failed expectation. */
async function contentOf(answer: Response): Promise<string> {
  return (await answer.text()).split('</style>').at(-1) ?? '';
}

async function session({ url }: SandboxServer): Promise<{ id: string; url: string }> {
  const price = 'line_items[0][price_data]';
  const body = new URLSearchParams({
    mode: 'payment',
    success_url: 'https://shop.example/thanks?session={CHECKOUT_SESSION_ID}',
    'line_items[0][quantity]': '1',
    [`${price}[currency]`]: 'usd',
    [`${price}[unit_amount]`]: '1000',
    [`${price}[product_data][name]`]: 'Monthly pass',
  });
  const headers = { authorization: `Bearer ${STRIPE_KEY}` };
  return (await (await fetch(`${url}/v1/checkout/sessions`, { method: 'POST', headers, body })).json()) as never;
}
