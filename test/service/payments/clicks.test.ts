import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { makeToken } from '../../../src/config/token.ts';
import { DEMO_USER } from '../../../src/sandbox/seed.ts';
import { startOnAnyDatabase, type TestedService } from '../support/service.ts';

// It starts a whole process, beside other tests that do the same. What browsers make of the pages: test/browser.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let service: TestedService;
beforeAll(async () => {
  service = await startOnAnyDatabase();
});
afterAll(() => service.stop());

test('the control page opens the demo order’s payment, the same until it is paid, and then another’s', async () => {
  const first = await open('order');
  expect(await open('order')).toBe(first);
  expect(await paymentOn(first)).toMatchObject({ status: 'pending', amount: 1000, currency: 'jpy' });

  await press(first, { action: 'succeed' });
  expect(await paymentOn(first)).toMatchObject({ status: 'succeeded' });

  const second = await open('order');
  expect(second).not.toBe(first);
  expect(await paymentOn(second)).toMatchObject({ status: 'pending', amount: 1000, currency: 'jpy' });
});

test('the control page opens a checkout at the demo gym, another each time', async () => {
  const first = await open('checkout');
  const second = await open('checkout');

  expect(second).not.toBe(first);
  await press(first, { action: 'succeed' });
  expect(await paymentOn(first)).toMatchObject({ status: 'succeeded', amount: 500_000, currency: 'ars' });
  expect(await paymentOn(second)).toMatchObject({ status: 'pending' });
});

test('the buyer’s page shows what the service has on record', async () => {
  const page = await open('checkout');
  expect(await (await get(page)).text()).toContain('At FitStack Payments</dt><dd><code>pending');

  await press(page, { action: 'pay_twice' });

  const text = await (await get(page)).text();
  expect(text).toContain('At FitStack Payments</dt><dd><code>succeeded');
  expect(text).toContain('Anomaly</dt><dd><code>paid_twice');
});

test('what the service refuses is said on a page', async () => {
  await press('/sandbox/switch-on', { fault: 'error', provider: 'mercadopago', operation: 'open', times: '1' });

  const answer = await press('/sandbox/open/checkout', {});

  expect(answer.status).toBe(502);
  expect(await answer.text()).toContain('The service answered 502: ');
});

const get = (path: string) => fetch(service.sandboxUrl + path);

/** The path of the page to which the button leads. */
async function open(what: 'order' | 'checkout'): Promise<string> {
  const answer = await press(`/sandbox/open/${what}`, {});
  expect(answer.status).toBe(303);
  return answer.headers.get('location') ?? '';
}

/** A button of the page's form, or of a form that posts to this path. */
async function press(path: string, fields: Record<string, string>): Promise<Response> {
  const id = URL.parse(path, service.sandboxUrl)?.searchParams.get('pref_id');
  const target = typeof id === 'string' ? `/sandbox/pay/${id}` : path;
  const body = new URLSearchParams(fields);
  return fetch(service.sandboxUrl + target, { method: 'POST', body, redirect: 'manual' });
}

/** The payment that the page is for, as the service's API shows it. */
async function paymentOn(path: string): Promise<Record<string, unknown>> {
  const id = /Payment<\/dt><dd><code>([^<]+)/.exec(await (await get(path)).text())?.[1];
  const secret = service.jwtSecret;
  const token = makeToken({ secret, sub: DEMO_USER, scope: null, issuer: null, audience: null });
  const headers = { authorization: `Bearer ${token}` };
  const answer = await fetch(`${service.url}/api/v1/payments/${id}`, { headers });
  return ((await answer.json()) as { data: Record<string, unknown> }).data;
}
