import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { findChromium, launch, MISSING } from './chromium.ts';

/** A visitor with a browser of their own: no cookies, no history. */
export type Visitors = {
  readonly arrive: (options?: BrowserContextOptions) => Promise<Page>;
  /** What browsers complained about in this test, and forgets it: refused styles, failed requests, errors. */
  readonly complaints: () => readonly string[];
};

/**
 * Tests that drive a real browser; each fails when the browser complained of anything that the test didn't take.
 * Without a browser they are shown as skipped, with a line that says why, and fail where CI=true.
 */
export function onBrowser(title: string, define: (visitors: Visitors) => void): void {
  const executablePath = findChromium();
  if (executablePath !== undefined) return void describe(title, () => define(visitorsOf(executablePath)));
  if (process.env['CI'] !== 'true') process.stderr.write(`\nThe tests in a browser are left out: ${MISSING}\n\n`);
  test(`${title} (needs Chromium)`, (context) => {
    if (process.env['CI'] === 'true') throw new Error(MISSING);
    context.skip(MISSING);
  });
}

function visitorsOf(executablePath: string): Visitors {
  let browser: Browser;
  const heard: string[] = [];
  beforeAll(async () => {
    browser = await launch(executablePath);
  });
  afterAll(() => browser?.close());
  afterEach(async () => {
    await Promise.all(browser.contexts().map((context) => context.close()));
    expect(heard.splice(0), 'complaints of the browser').toEqual([]);
  });
  return {
    arrive: async (options = {}) => {
      const page = await (await browser.newContext(options)).newPage();
      page.on('console', (message) => void heard.push(message.text()));
      page.on('pageerror', (error) => void heard.push(error.message));
      // Leaving a page before its icon has come is no failure.
      page.on('requestfailed', (request) => {
        const reason = request.failure()?.errorText ?? '';
        if (reason !== 'net::ERR_ABORTED') heard.push(`${request.url()}: ${reason}`);
      });
      return page;
    },
    complaints: () => heard.splice(0),
  };
}
