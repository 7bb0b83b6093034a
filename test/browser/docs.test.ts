import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { anOrderPayment, aServer, bearer, PAYMENT_ID, recording } from '../http/harness.ts';
import { onBrowser } from './browser.ts';

/** In the page. */
const TOO_WIDE = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
const GROUND = 'getComputedStyle(document.body.parentElement).backgroundColor';

function watched(page: Page): URL[] {
  const asked: URL[] = [];
  page.on('request', (request) => void asked.push(new URL(request.url())));
  return asked;
}

onBrowser('The page that describes the API', ({ arrive }) => {
  test('the page of the API comes from the service alone, under a base path too, and breaks no rule of its policy; it finds an operation by words', async () => {
    const address = await aServer({}, { basePath: '/payments' }).listen({ host: '127.0.0.1', port: 0 });
    const page = await arrive();
    const asked = watched(page);

    await page.goto(`${address}/payments/docs`);
    await page.locator('.opblock').first().waitFor();

    const files = ['docs', 'docs/start.js', 'docs/style.css', 'docs/swagger-ui-bundle.js', 'docs/swagger-ui.css'];
    const paths = [...files, 'openapi.json'].map((name) => `/payments/${name}`);
    expect(asked.map(({ origin }) => origin)).toEqual(asked.map(() => address));
    expect(asked.map(({ pathname }) => pathname).toSorted()).toEqual(paths.toSorted());

    await page.locator('.operation-filter-input').fill('refunds of list');
    await expect.poll(() => page.locator('.opblock').count()).toBe(1);
    expect(await page.locator('.opblock-summary-description').innerText()).toBe('List the refunds of a payment');

    await page.locator('.operation-filter-input').fill('dispute.opened');
    await expect.poll(() => page.locator('.webhooks .opblock').count()).toBe(1);
  });

  test('the page of the API sends a request with a token, and shows the answer and a curl command to copy', async () => {
    const findPayment = recording(anOrderPayment());
    const server = aServer({ findPayment: findPayment.behaviour }, {});
    const page = await arrive();
    await page.goto(`${await server.listen({ host: '127.0.0.1', port: 0 })}/docs`);

    await page.locator('.btn.authorize').click();
    await page.locator('#auth-bearer-value').first().fill(bearer().authorization.replace('Bearer ', ''));
    await page.locator('.modal-btn.auth.authorize').first().click();
    await page.locator('.btn-done').first().click();
    const operation = page.locator('[id$="-getPayment"]');
    await operation.locator('.opblock-summary-control').click();
    await operation.locator('.try-out__btn').click();
    await operation.locator('[data-param-name="payment_id"] input').fill(PAYMENT_ID);
    await operation.locator('.execute').click();

    await operation.locator('.live-responses-table').waitFor();
    expect(await operation.locator('.live-responses-table').innerText()).toContain('"stripe_payment_intent_id"');
    expect(await operation.locator('.curl').first().innerText()).toMatch(/^curl -X 'GET'/);
    expect(await operation.locator('.copy-to-clipboard').count()).toBeGreaterThan(0);
    expect(findPayment.calls).toEqual([[expect.objectContaining({ userId: 'user-1' }), PAYMENT_ID]]);
  });

  test('the page of the API fits a phone, and is dark where the reader likes it dark', async () => {
    const page = await arrive({
      viewport: { width: 360, height: 640 },
      isMobile: true,
      hasTouch: true,
      colorScheme: 'dark',
    });
    await page.goto(
      `${await aServer({}, {}).listen({ host: '127.0.0.1', port: 0 })}/docs#/Orders%20API/createPaymentIntent`,
    );
    await page.locator('.opblock.is-open').waitFor();

    expect(await page.evaluate(TOO_WIDE)).toBe(0);
    expect(await page.evaluate(GROUND)).toBe('rgb(28, 32, 34)');
  });
});
