import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeToken } from '../../src/config/token.ts';
import { DEMO_USER } from '../../src/sandbox/seed.ts';
import { startOnAnyDatabase, type TestedService } from '../service/support/service.ts';
import { onBrowser } from './browser.ts';
import { allPayments, button, choose, fact, openCheckout, openOrder, press, standing } from './clicks.ts';
import { expectLegible, PHONE } from './legible.ts';

onBrowser('The sandbox in a browser', ({ arrive, complaints }) => {
  let service: TestedService;
  let printed = '';
  beforeAll(async () => {
    service = await startOnAnyDatabase({ RATE_LIMIT_MAX: '1000000' }, (text) => {
      printed += text;
    });
  });
  afterAll(() => service?.stop());

  const visit = async (...options: Parameters<typeof arrive>): Promise<Page> => {
    const page = await arrive(...options);
    await page.goto(`${service.sandboxUrl}/sandbox`);
    return page;
  };

  /** What the service's API says about the payment that a page shows. */
  async function ask(page: Page, path = ''): Promise<Record<string, unknown>> {
    const sub = DEMO_USER;
    const token = makeToken({ secret: service.jwtSecret, sub, scope: null, issuer: null, audience: null });
    const id = await fact(page, 'Payment');
    const answer = await fetch(`${service.url}/api/v1/payments/${id}${path}`, {
      headers: { authorization: `Bearer ${token}` },
    });
    return ((await answer.json()) as { data: Record<string, unknown> }).data;
  }

  test('a visitor with only the first screen’s address pays both payments by clicking', async () => {
    const page = await arrive();
    await page.goto(/http:\S+\/sandbox$/m.exec(printed)?.[0] ?? '');

    await openOrder(page);
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe('A demo order');
    expect(await page.getByText('¥1,000').count()).toBe(1);
    await choose(page, 'Succeed');
    expect(await standing(page)).toContain('Paid');
    expect(await fact(page, 'At FitStack Payments')).toBe('succeeded');
    expect(await ask(page)).toMatchObject({ status: 'succeeded', amount: 1000, currency: 'jpy' });

    await allPayments(page);
    await openCheckout(page);
    expect(await page.getByText('$5,000.00').count()).toBe(1);
    expect(await fact(page, 'Buyer')).toBe('user@example.com');
    await choose(page, 'Approve');
    expect(await standing(page)).toContain('Approved');
    expect(await ask(page)).toMatchObject({ status: 'succeeded', amount: 500_000, currency: 'ars', order_id: null });
  });

  test('an order is declined, asked about by the bank, and paid', async () => {
    const page = await visit();
    await openOrder(page);

    await choose(page, 'Fail');
    expect(await standing(page)).toContain('Your card was declined.');
    expect(await ask(page)).toMatchObject({ status: 'failed' });
    await choose(page, 'Requires action');
    expect(await standing(page)).toContain('The bank asks');
    expect(await fact(page, 'At Stripe')).toBe('requires_action');
    await choose(page, 'Succeed');
    expect(await ask(page)).toMatchObject({ status: 'succeeded' });
    expect(await page.getByRole('button').count()).toBe(0);
  });

  test('an order that is cancelled can be opened again, as another payment', async () => {
    const page = await visit();
    await openOrder(page);
    const first = await ask(page);

    await choose(page, 'Cancel');
    expect(await ask(page)).toMatchObject({ status: 'cancelled' });
    await allPayments(page);
    await openOrder(page);

    const second = await ask(page);
    expect(second).toMatchObject({ order_id: first['order_id'], status: 'pending' });
    expect(second['id']).not.toBe(first['id']);
  });

  test('a checkout is rejected, left pending, lapses, is reviewed, lapses again, and is approved', async () => {
    const page = await visit();
    await openCheckout(page);

    for (const [label, status] of [
      ['Reject', 'failed'],
      ['Leave pending', 'pending'],
      ['Let it lapse', 'failed'],
      ['Leave in review', 'processing'],
      ['Let it lapse', 'failed'],
      ['Approve', 'succeeded'],
    ] as const) {
      await choose(page, label);
      expect(await ask(page)).toMatchObject({ status });
    }
  });

  test('a page that is paid again is paid once, and the second payment is an anomaly', async () => {
    const page = await visit();
    await openCheckout(page);
    await choose(page, 'Approve');

    await choose(page, 'Pay again');

    expect(await standing(page)).toContain('Approved 2 times');
    expect(await fact(page, 'Anomaly')).toBe('paid_twice');
    expect(await ask(page, '/details')).toMatchObject({
      status: 'succeeded',
      anomalies: [{ kind: 'paid_twice' }],
      attempts: [{}, {}],
    });
  });

  test.each([
    ['an order', openOrder, 'Succeed', '300', 300],
    ['a checkout', openCheckout, 'Approve', '1250.50', 125_050],
  ] as const)('the seller gives a part of %s back, and then the rest', async (_, open, label, part, inMinor) => {
    const page = await visit();
    await open(page);
    expect(await page.getByText('Or be the seller').count()).toBe(0);
    await choose(page, label);

    await page.getByText('Or be the seller').click();
    await page.getByLabel('Amount').fill(part);
    await choose(page, 'Refund');
    expect(await fact(page, 'Refunded')).toBe(part);
    expect(await ask(page, '/details')).toMatchObject({ status: 'succeeded', amounts: { refunded: inMinor } });

    await page.getByText('Or be the seller').click();
    await choose(page, 'Refund');
    const { amount, amounts } = await ask(page, '/details');
    expect(amounts).toMatchObject({ refunded: amount });
  });

  test('neither reloading the page nor going back pays anything', async () => {
    const page = await visit();
    await openCheckout(page);
    await choose(page, 'Reject');

    await page.reload();
    await page.goBack();
    await page.reload();

    expect(await ask(page, '/details')).toMatchObject({ attempts: [{}] });
  });

  test('a webhook that is dropped is sent again from the control page, and then the service knows', async () => {
    const page = await visit();
    await page.getByLabel('Fault').selectOption('drop');
    await press(button(page, 'Switch on'));
    expect(await page.getByText('struck 0 times, 1 left').count()).toBe(1);
    await openCheckout(page);
    await choose(page, 'Approve');
    expect(await fact(page, 'At Mercado Pago')).toBe('approved');
    expect(await fact(page, 'At FitStack Payments')).toBe('pending');
    const buyersPage = page.url();

    await allPayments(page);
    expect(await page.getByText('Everything works.').count()).toBe(1);
    await press(button(page, 'Send again').first());

    expect(await page.getByRole('listitem').filter({ hasText: 'payment.created' }).first().innerText()).toContain(
      '200',
    );
    await page.goto(buyersPage);
    expect(await fact(page, 'At FitStack Payments')).toBe('succeeded');
  });

  test('a provider that is down is described in words, until its fault is switched off', async () => {
    const page = await visit();
    await page.getByLabel('Fault').selectOption('error');
    await page.getByLabel('Where').selectOption('mercadopago');
    await page.getByLabel('Doing what').selectOption('open');
    await page.getByLabel('How often').fill('');
    await press(button(page, 'Switch on'));

    await openCheckout(page);

    expect(await page.getByRole('alert').innerText()).toContain('The service answered 502');
    expect(complaints()).toEqual([expect.stringContaining('502')]);
    await press(page.getByRole('link', { name: 'See all payments' }));
    await press(button(page, 'Switch all off'));
    await openCheckout(page);
    expect(await button(page, 'Approve').count()).toBe(1);
  });

  test('without JavaScript everything works as well', async () => {
    const page = await visit({ javaScriptEnabled: false });

    await openOrder(page);
    await choose(page, 'Succeed');
    expect(await ask(page)).toMatchObject({ status: 'succeeded' });
    await allPayments(page);
    await page.getByLabel('Fault').selectOption('duplicate');
    await press(button(page, 'Switch on'));
    await press(button(page, 'Switch off duplicate'));
    expect(await page.getByText('Everything works.').count()).toBe(1);
    await openCheckout(page);
    await choose(page, 'Approve');
    expect(await ask(page)).toMatchObject({ status: 'succeeded' });
  });

  test('a keyboard is enough for every page', async () => {
    const page = await visit();
    await openCheckout(page);

    await page.keyboard.press('Tab');
    expect(await page.locator(':focus').innerText()).toBe('All payments');
    await page.keyboard.press('Tab');
    expect(await page.locator(':focus').innerText()).toContain('Approve');
    expect(await page.evaluate('getComputedStyle(document.activeElement).outlineStyle')).toBe('solid');
    await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')]);

    expect(await standing(page)).toContain('Approved');
  });

  test.each(['light', 'dark'] as const)('a phone shows every page whole and legible, in %s', async (colorScheme) => {
    const page = await visit({ ...PHONE, colorScheme });
    const look = () => expectLegible(page);

    await page.getByLabel('Fault').selectOption('search_lags');
    await page.getByLabel('Where').selectOption('stripe');
    await page.getByLabel('How often').fill('1000');
    await press(button(page, 'Switch on'));
    await openOrder(page);
    await look();
    await choose(page, 'Fail');
    await look();
    await choose(page, 'Succeed');
    await look();
    await allPayments(page);
    await openCheckout(page);
    await look();
    await choose(page, 'Leave pending');
    await look();
    await choose(page, 'Approve');
    await page.getByText('Or be the seller').click();
    await look();
    await allPayments(page);
    await page.getByText('What each of them does').click();
    await look();
    await press(button(page, 'Switch all off'));
    await press(page.getByRole('link', { name: 'the events' }));
    await page.getByText('Body').first().click();
    await look();
    await page.goto(`${service.sandboxUrl}/sandbox/pay/nothing`);
    await look();
    complaints();
  });

  test('every field has a label, every button a name of its own, and every page its language and headings', async () => {
    const page = await visit();
    await openOrder(page);
    await choose(page, 'Fail');
    const buyersPage = page.url();

    for (const url of [buyersPage, `${service.sandboxUrl}/sandbox`, `${service.sandboxUrl}/sandbox/events`]) {
      await page.goto(url);
      expect(await page.locator('html').getAttribute('lang')).toBe('en');
      expect(await page.getByRole('heading', { level: 1 }).count()).toBe(1);
      expect(await page.getByRole('main').count()).toBe(1);
      expect(await page.locator('select:not(label + *), input:not(label + *)').count()).toBe(0);
      const names = await page.getByRole('button').allInnerTexts();
      expect(names.filter((name) => name.trim() === '')).toEqual([]);
    }
  });
});
