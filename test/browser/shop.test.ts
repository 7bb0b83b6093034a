import type { Page } from 'playwright-core';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { freePort } from '../../src/sandbox/demo/free-port.ts';
import type { RunningService } from '../../src/sandbox/demo/service.ts';
import { startOnAnyDatabase } from '../service/support/service.ts';
import { onBrowser } from './browser.ts';
import { button, choose, press } from './clicks.ts';
import { expectLegible, PHONE } from './legible.ts';
import { type Shop, startShop } from './shop.ts';

// The example in examples/web. It starts a whole service, the shop and a browser, beside other tests that do the same.
type Json = Record<string, unknown>;

async function ask(url: string, method = 'GET', json?: Json, headers: Record<string, string> = {}): Promise<Json> {
  const content = json && { body: JSON.stringify(json), headers: { ...headers, 'content-type': 'application/json' } };
  const answer = await fetch(url, { method, headers, ...content });
  expect(answer.ok, `${method} ${url}: ${answer.status}`).toBe(true);
  return (await answer.json()) as Json;
}

/** The URLs to which the service sends its events, but for the sandbox's own. */
async function endpoints({ url, sandboxUrl }: RunningService, { token }: Shop): Promise<unknown[]> {
  const headers = { authorization: `Bearer ${token}` };
  const { data } = await ask(`${url}/api/v1/webhook-endpoints`, 'GET', undefined, headers);
  const urls = (data as { items: Json[] }).items.map((endpoint) => String(endpoint['url']));
  return urls.filter((each) => !each.startsWith(sandboxUrl));
}

/** What the buyer reads in large letters, once it is this. */
async function reads(page: Page, title: string): Promise<void> {
  await page.getByRole('status').getByRole('heading', { name: title }).waitFor({ timeout: 10_000 });
}

const paymentIn = (page: Page) => new URL(page.url()).searchParams.get('payment_id') ?? '';
const says = (page: Page) => page.getByRole('status').getByRole('paragraph').innerText();
const goBack = (page: Page, merchant: string) => press(page.getByRole('link', { name: `Back to ${merchant}` }));

/** What the shop sells, and what the buyer finds at the provider: its page, who is paid there, and what the buttons are called. */
const TOWELS = { label: 'Buy two towels', merchant: 'Demo Shop', pay: 'Succeed', decline: 'Fail' } as const;
const PASS = { label: 'Buy a monthly pass', merchant: 'Demo Gym', pay: 'Approve', decline: 'Reject' } as const;

onBrowser('The web page of the example', ({ arrive, complaints }) => {
  let service: RunningService;
  let shop: Shop;
  beforeAll(async () => {
    service = await startOnAnyDatabase({ RATE_LIMIT_MAX: '1000000' });
    shop = await startShop(service);
  });
  afterAll(async () => {
    await shop?.stop();
    await service?.stop();
  });

  const visit = async (...options: Parameters<typeof arrive>): Promise<Page> => {
    const page = await arrive(...options);
    await page.goto(shop.url);
    return page;
  };

  /** What the service's API says about the payment that the buyer came back with. */
  async function statusOf(page: Page): Promise<unknown> {
    const headers = { authorization: `Bearer ${shop.token}` };
    const { data } = await ask(`${service.url}/api/v1/payments/${paymentIn(page)}`, 'GET', undefined, headers);
    return (data as Json)['status'];
  }

  test.each([
    ['an order', TOWELS],
    ['a checkout at a gym', PASS],
  ])('the buyer pays %s, comes back, and reads that it is paid', async (_what, { label, merchant, pay }) => {
    const page = await visit();

    await press(button(page, label));
    await choose(page, pay);
    await goBack(page, merchant);

    await reads(page, 'Paid. Thank you!');
    expect(await statusOf(page)).toBe('succeeded');
    expect(await page.getByRole('button').count()).toBe(0);
  });

  test.each([
    ['an order', TOWELS, 'insufficient_funds', 'en-GB', 'There is not enough money available'],
    ['a checkout at a gym', PASS, 'cc_rejected_insufficient_amount', 'es-AR', 'fondos'],
  ] as const)(
    'the buyer whose card is declined for %s reads why in their language, and pays the same payment at the second try',
    async (_what, { label, merchant, pay, decline }, why, locale, advice) => {
      const page = await visit({ locale });
      await press(button(page, label));
      await page.getByLabel('If it fails, why?').selectOption(why);
      await choose(page, decline);
      await goBack(page, merchant);

      await reads(page, 'Your payment was declined');
      expect(await says(page)).toContain(advice);
      expect(await statusOf(page)).toBe('failed');
      const first = paymentIn(page);

      await press(button(page, 'Try again'));
      await choose(page, pay);
      await goBack(page, merchant);

      await reads(page, 'Paid. Thank you!');
      expect(paymentIn(page)).toBe(first);
    },
  );

  test('the buyer who is back before the provider’s webhook waits, and the open page changes by the event', async () => {
    const page = await visit();
    await ask(`${service.sandboxUrl}/sandbox/faults`, 'POST', { fault: 'drop', provider: 'mercadopago', times: 1 });
    await press(button(page, PASS.label));
    await choose(page, PASS.pay);
    await goBack(page, PASS.merchant);
    await reads(page, 'Waiting for your payment');

    const { webhooks } = await ask(`${service.sandboxUrl}/sandbox/webhooks`);
    const { id } = (webhooks as { id: string }[]).at(-1) ?? { id: '' };
    await ask(`${service.sandboxUrl}/sandbox/webhooks/${id}/send`, 'POST');

    await reads(page, 'Paid. Thank you!');
  });

  test('an event that another secret has signed is refused, and the buyer reads nothing of it', async () => {
    const page = await visit();
    await press(button(page, PASS.label));
    const { payments } = await ask(`${service.sandboxUrl}/sandbox/payments`);
    const preference = new URL(page.url()).searchParams.get('pref_id');
    const paymentId = (payments as Json[]).find(({ id }) => id === preference)?.['reference'];
    await page.goto(`${shop.url}/?payment_id=${paymentId}`);
    await reads(page, 'Waiting for your payment');

    const data = { sequence: 9, payment: { id: paymentId, status: 'succeeded' } };
    const body = JSON.stringify({ type: 'payment.succeeded', timestamp: new Date(), data });
    const headers = {
      'webhook-id': 'evt_1',
      'webhook-timestamp': String(Math.floor(Date.now() / 1000)),
      'webhook-signature': new Webhook(btoa('another secret')).sign('evt_1', new Date(), body),
    };
    const answer = await fetch(`${shop.url}/events`, { method: 'POST', body, headers });

    expect(answer.status).toBe(400);
    await page.reload();
    await reads(page, 'Waiting for your payment');
    await press(button(page, 'Go on paying'));
    expect(new URL(page.url()).searchParams.get('pref_id')).toBe(preference);
  });

  test('the buyer reads of no payment that the shop did not open', async () => {
    const page = await visit();

    await page.goto(`${shop.url}/?payment_id=00000000-0000-4000-8000-000000000000`);

    await page.getByRole('alert').waitFor();
    expect(await page.getByRole('alert').innerText()).toBe('We do not know this purchase');
    expect(complaints()).toEqual([expect.stringContaining('502')]);
  });

  test('the buyer reads what the payment service refuses', async () => {
    const page = await visit();
    await page.getByLabel('Your e-mail address').fill('buyer@nowhere');

    await button(page, TOWELS.label).click();

    await page.getByRole('alert').waitFor();
    expect(await page.getByRole('alert').innerText()).toContain('customer_email must be');
    expect(await button(page, TOWELS.label).isEnabled()).toBe(true);
    expect(complaints()).toEqual([expect.stringContaining('502')]);
  });

  test.each(['light', 'dark'] as const)('a phone shows every state whole and legible, in %s', async (colorScheme) => {
    const page = await visit({ ...PHONE, colorScheme });
    await expectLegible(page);
    await press(button(page, TOWELS.label));
    await choose(page, 'Leave processing');
    await goBack(page, TOWELS.merchant);
    await reads(page, 'Your payment is under way');
    await expectLegible(page);

    await ask(`${service.sandboxUrl}/sandbox/payments/${paymentIn(page)}/fail`, 'POST');
    await reads(page, 'Your payment was declined');
    await expectLegible(page);
    await press(button(page, 'Try again'));
    await choose(page, 'Cancel');
    await goBack(page, TOWELS.merchant);
    await reads(page, 'This can no longer be paid');
    await expectLegible(page);
  });

  test('the shop forgets purchases at a restart, and shows what the service knows', async () => {
    const port = await freePort();
    const first = await startShop(service, port);
    onTestFinished(() => first.stop().catch(() => {}));
    const page = await arrive();
    await page.goto(first.url);
    await press(button(page, TOWELS.label));
    await choose(page, TOWELS.pay);
    await first.stop();
    expect(await endpoints(service, shop)).toEqual([`${shop.url}/events`]);

    const second = await startShop(service, port);
    onTestFinished(second.stop);
    await goBack(page, TOWELS.merchant);

    await reads(page, 'Paid. Thank you!');
    expect(await endpoints(service, shop)).toEqual(expect.arrayContaining([`${second.url}/events`]));
  });
});

/** Stripe.js as far as the page asks of it: the first confirmation finds something to put right, the second leaves. */
const STRIPE_JS = `
let tries = 0;
window.Stripe = (key) => ({
  elements: ({ clientSecret }) => ({
    create: (type) => ({
      mount: (at) => { document.querySelector(at).textContent = [type, key, clientSecret].join(' '); },
    }),
  }),
  confirmPayment: async ({ confirmParams }) => {
    tries += 1;
    if (tries === 1) return { error: { message: 'Your card number is incomplete.' } };
    location.assign(confirmParams.return_url + '&redirect_status=succeeded');
    return {};
  },
});`;

onBrowser('The web page of the example, with a publishable key', ({ arrive }) => {
  let service: RunningService;
  let shop: Shop;
  beforeAll(async () => {
    service = await startOnAnyDatabase({ RATE_LIMIT_MAX: '1000000', STRIPE_PUBLISHABLE_KEY: 'pk_test_1' });
    shop = await startShop(service);
  });
  afterAll(async () => {
    await shop?.stop();
    await service?.stop();
  });

  test('the buyer pays an order in Stripe’s Payment Element, after putting the card right', async () => {
    const page = await arrive();
    await page.route('https://js.stripe.com/**', (route) =>
      route.fulfill({ contentType: 'text/javascript', body: STRIPE_JS }),
    );
    await page.goto(shop.url);
    await button(page, TOWELS.label).click();
    await page.getByText(/^payment pk_test_1 pi_\w+_secret_\w+$/).waitFor();

    await button(page, 'Pay').click();
    await page.getByText('Your card number is incomplete.').waitFor();
    await press(button(page, 'Pay'));
    await reads(page, 'Waiting for your payment');

    await ask(`${service.sandboxUrl}/sandbox/payments/${paymentIn(page)}/succeed`, 'POST');
    await reads(page, 'Paid. Thank you!');
  });
});
