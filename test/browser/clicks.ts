import type { Locator, Page } from 'playwright-core';

/** What people find on the pages, by the words that they read there. */
export const openOrder = (page: Page) => press(button(page, 'Open the demo order’s payment'));
export const openCheckout = (page: Page) => press(button(page, 'Open a checkout at the Demo Gym'));
export const allPayments = (page: Page) => press(page.getByRole('link', { name: 'All payments' }));

export function button(page: Page, name: string): Locator {
  return page.getByRole('button', { name });
}

/** Presses what leads to another page, and waits until that is there. */
export async function press(target: Locator): Promise<void> {
  const arrived = target.page().waitForEvent('load');
  await Promise.all([arrived, target.click()]);
}

/** Presses what a buyer can choose, by the first words of its label. */
export function choose(page: Page, label: string): Promise<void> {
  return press(page.getByRole('button', { name: new RegExp(`^${label}`) }));
}

export function standing(page: Page): Promise<string> {
  return page.getByRole('status').innerText();
}

/** What the page says beside a term. */
export function fact(page: Page, term: string): Promise<string> {
  return page.locator(`div:has(> dt:text-is("${term}")) > dd`).innerText();
}
