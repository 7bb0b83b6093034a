import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { startService } from '../../src/sandbox/demo/service.ts';
import { findChromium, launch, MISSING } from './chromium.ts';
import { allPayments, button, choose, openCheckout, openOrder, press } from './clicks.ts';

/** The pictures in README: `npm run screenshots` takes them anew. */
const FOLDER = join(import.meta.dirname, '../../docs/screenshots');

const PHONE = { viewport: { width: 360, height: 640 }, deviceScaleFactor: 1.5, isMobile: true, hasTouch: true };

type Shot = { readonly name: string; readonly at: BrowserContextOptions; readonly walk: (page: Page) => Promise<void> };

/** Each begins at the control page of one and the same sandbox. */
const SHOTS: readonly Shot[] = [
  { name: 'order-phone', at: PHONE, walk: (page) => walk(page, openOrder, 'Fail') },
  { name: 'checkout', at: { viewport: { width: 1100, height: 600 }, colorScheme: 'dark' }, walk: openCheckout },
  { name: 'checkout-phone', at: PHONE, walk: (page) => walk(page, openCheckout, 'Reject', 'Approve', 'Pay again') },
  { name: 'control', at: { viewport: { width: 1100, height: 1225 } }, walk: liveliness },
];

async function walk(page: Page, open: (page: Page) => Promise<void>, ...choices: readonly string[]): Promise<void> {
  await open(page);
  for (const label of choices) await choose(page, label);
}

/** Something of everything, on one page. */
async function liveliness(page: Page): Promise<void> {
  await walk(page, openOrder, 'Succeed');
  await allPayments(page);
  await walk(page, openCheckout, 'Leave pending');
  await allPayments(page);
  await page.getByLabel('Fault').selectOption('rate_limit');
  await page.getByLabel('Where').selectOption('stripe');
  await page.getByLabel('How often').fill('3');
  await press(button(page, 'Switch on'));
  // Not at the anchor.
  await page.goto(page.url().split('#')[0] ?? '');
}

async function take(browser: Browser, sandboxUrl: string, { name, at, walk }: Shot): Promise<void> {
  const page = await browser.newPage(at);
  await page.goto(`${sandboxUrl}/sandbox`);
  await walk(page);
  // A phone's picture is as long as its page; a desktop's is what is seen at once.
  await page.screenshot({ path: join(FOLDER, `${name}.png`), fullPage: at.isMobile ?? false });
  await page.close();
}

const program = findChromium();
if (program === undefined) throw new Error(MISSING);
await mkdir(FOLDER, { recursive: true });
const service = await startService();
const browser = await launch(program);
try {
  for (const shot of SHOTS) await take(browser, service.sandboxUrl, shot);
} finally {
  await browser.close();
  await service.stop();
}
