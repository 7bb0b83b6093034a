import { expect, test, vi } from 'vitest';
import { aServer } from '../http/harness.ts';
import { onBrowser } from './browser.ts';

// It starts a browser, beside other tests that do the same.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

/** These run in the page. */
const TOO_WIDE = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
const STYLES = 'document.styleSheets[0].cssRules.length';
const TOP_OF_TARGET = "Math.round(document.querySelector(':target').getBoundingClientRect().top)";

onBrowser('The page that describes the API', ({ arrive }) => {
  test('is whole after one request, and works when the network is gone', async () => {
    const server = aServer();
    const address = await server.listen({ host: '127.0.0.1', port: 0 });
    const page = await arrive();
    const asked: string[] = [];
    page.on('request', (request) => void asked.push(new URL(request.url()).pathname));

    await page.goto(`${address}/docs`);
    await page.context().setOffline(true);
    await server.close();

    expect(await page.evaluate(STYLES)).toBeGreaterThan(10);
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe('FitStack Payments');
    await page.locator('nav a[href="#openCheckout"]:visible').click();
    expect(new URL(page.url()).hash).toBe('#openCheckout');
    expect(await page.evaluate(TOP_OF_TARGET)).toBeLessThan(200);
    const refusal = page.locator('#openCheckout details', { hasText: 'PAYMENT_NOT_ENABLED' }).first();
    expect(await refusal.locator('pre').first().isVisible()).toBe(false);
    await refusal.locator('summary').click();
    expect(await refusal.locator('pre').first().isVisible()).toBe(true);
    expect(asked).toEqual(['/docs']);
  });

  test('fits a phone', async () => {
    const address = await aServer().listen({ host: '127.0.0.1', port: 0 });
    const page = await arrive({ viewport: { width: 360, height: 640 }, isMobile: true, hasTouch: true });

    await page.goto(`${address}/docs`);

    expect(await page.evaluate(TOO_WIDE)).toBe(0);
  });
});
