import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

export const PHONE = { viewport: { width: 360, height: 640 }, isMobile: true, hasTouch: true };

/** These run in the page. */
const TOO_WIDE = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
const FAINT_TEXTS = readFileSync(join(import.meta.dirname, 'faint-texts.js'), 'utf8');

/** The page is as wide as its screen, and its texts stand out. */
export async function expectLegible(page: Page): Promise<void> {
  expect(await page.evaluate(TOO_WIDE), 'pixels beside the screen').toBe(0);
  expect(await page.evaluate(FAINT_TEXTS), 'texts that are hard to read').toEqual([]);
}
