import type { Locator, Page } from 'playwright-core';

/** What people find on the pages, by the words that they read there. */
export const openOrder = (page: Page) => page.getByRole('button', { name: 'Open the demo order’s payment' }).click();
export const openCheckout = (page: Page) =>
  page.getByRole('button', { name: 'Open a checkout at the Demo Gym' }).click();
export const allPayments = (page: Page) => page.getByRole('link', { name: 'All payments' }).click();

/** What the buyer can press, by the first words of its label. */
export function choice(page: Page, label: string): Locator {
  return page.getByRole('button', { name: new RegExp(`^${label}`) });
}

export function standing(page: Page): Promise<string> {
  return page.getByRole('status').innerText();
}

/** What the page says beside a term. */
export function fact(page: Page, term: string): Promise<string> {
  return page.locator(`div:has(> dt:text-is("${term}")) > dd`).innerText();
}
