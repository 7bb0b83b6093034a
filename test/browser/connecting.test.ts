import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeToken } from '../../src/config/token.ts';
import { startOnAnyDatabase, type TestedService } from '../service/support/service.ts';
import { onBrowser } from './browser.ts';
import { choose, fact } from './clicks.ts';
import { expectLegible, PHONE } from './legible.ts';

onBrowser('A gym that connects its account in a browser', ({ arrive, complaints }) => {
  let service: TestedService;
  beforeAll(async () => {
    service = await startOnAnyDatabase({ RATE_LIMIT_MAX: '1000000' });
  });
  afterAll(() => service?.stop());

  async function ask(method: string, path: string, body?: object): Promise<Record<string, unknown>> {
    const claims = { sub: 'back-office', scope: 'gyms:write', issuer: null, audience: null };
    const authorization = `Bearer ${makeToken({ secret: service.jwtSecret, ...claims })}`;
    const json = body && { body: JSON.stringify(body), headers: { authorization, 'content-type': 'application/json' } };
    const answer = await fetch(`${service.url}/api/v1/gyms/${path}`, { method, headers: { authorization }, ...json });
    return ((await answer.json()) as { data: Record<string, unknown> }).data;
  }

  /** A new gym without credentials, and the link that its owner is sent. */
  async function invite(slug: string): Promise<string> {
    await ask('PUT', slug, { name: 'Steel Temple', payments_enabled: true });
    return String((await ask('POST', `${slug}/connect`, {}))['authorization_url']);
  }

  test.each(['light', 'dark'] as const)(
    'the owner of a gym connects it after one click on a phone, in %s',
    async (colorScheme) => {
      const slug = `agreed-${colorScheme}`;
      const page = await arrive({ ...PHONE, colorScheme });
      await page.goto(await invite(slug));
      expect(await fact(page, 'You go back to')).toBe(`localhost:${new URL(service.url).port}`);
      await expectLegible(page);

      await choose(page, 'Agree');

      expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe('Steel Temple is connected');
      await expectLegible(page);
      expect(await ask('GET', slug)).toMatchObject({ has_credentials: true, needs_reconnect: false });
    },
  );

  test('the owner of a gym learns when the link was used before, and the gym stays connected', async () => {
    const page = await arrive();
    await page.goto(await invite('reloaded'));
    await choose(page, 'Agree');

    await page.reload();

    expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe('This link no longer works');
    expect(complaints()).toEqual([expect.stringContaining('400')]);
    expect(await ask('GET', 'reloaded')).toMatchObject({ has_credentials: true });
  });

  test('a gym is not connected when its owner declines, which works without JavaScript as well', async () => {
    const page = await arrive({ ...PHONE, javaScriptEnabled: false });
    await page.goto(await invite('declined'));

    await choose(page, 'Decline');

    expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe('Your account is not connected');
    await expectLegible(page);
    expect(complaints()).toEqual([expect.stringContaining('400')]);
    expect(await ask('GET', 'declined')).toMatchObject({ has_credentials: false });
  });
});
