import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { onServer } from '../adapters/store/postgres/server-database.ts';
import { type Answer, type Platform, type Seller, send, startPlatform } from './support/platform.ts';

// They start whole processes, beside other tests that do the same.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const [K1, K2] = ['k1', 'k2'].map((kid) => `${kid}:${randomBytes(32).toString('base64')}`);
const JWT_SECRET = randomBytes(32).toString('hex');
const INVALID_TOKEN = { success: false, error: 'The payment account is not usable', code: 'INVALID_TOKEN' };

onServer('S5: credentials at rest', (database) => {
  let first: Platform;
  beforeAll(async () => {
    first = await startPlatform({ DATABASE_URL: database().url, JWT_SECRET, CREDENTIALS_KEY: `${K1}` });
  });
  afterAll(() => first?.stop());

  /** A gym that was put through a process, and whose it is. */
  async function aGym(through: Platform = first): Promise<{ slug: string; seller: Seller }> {
    const [slug, seller] = [`gym-${randomUUID()}`, await first.newSeller()];
    await through.putGym(slug, seller);
    return { slug, seller };
  }

  const checkOut = (gym: string, { url, user }: Platform = first): Promise<Answer> => {
    const json = { gym_id: gym, amount: 5000, title: 'Monthly pass', payer_email: 'member@example.com' };
    return send(`${url}/api/v1/payments/checkout`, { headers: user, json });
  };

  async function sealedOf(slug: string): Promise<string> {
    const [row] = await database().query('SELECT sealed FROM accounts WHERE gym_slug = $1', [slug]);
    return row?.['sealed'];
  }
  const seal = (slug: string, sealed: string) =>
    database().query('UPDATE accounts SET sealed = $2 WHERE gym_slug = $1', [slug, sealed]);

  test('S5: credentials at rest go in through the API and never come out', async () => {
    const { slug, seller } = await aGym();
    const { url, operator: headers } = first;
    const put = { name: slug, payments_enabled: true };
    const answers = [
      await send(`${url}/api/v1/gyms/${slug}`, { method: 'PUT', headers, json: put }),
      await send(`${url}/api/v1/gyms/${slug}`, { method: 'GET', headers }),
      await send(`${url}/api/v1/gyms`, { method: 'GET', headers }),
    ];

    for (const answer of answers) {
      expect(answer.status).toBe(200);
      expect(JSON.stringify(answer.body)).toContain('"has_credentials":true');
      for (const secret of [seller.token, seller.secret]) expect(JSON.stringify(answer.body)).not.toContain(secret);
    }
  });

  test('S5: credentials at rest are kept under the name of their key, with an IV of 96 bits that is another one each time', async () => {
    const { slug, seller } = await aGym();
    const before = await sealedOf(slug);
    await first.putGym(slug, seller);
    const after = await sealedOf(slug);

    for (const sealed of [before, after]) expect(sealed).toMatch(/^v1:k1:[\w-]{16}:[\w-]+:[\w-]{22}$/);
    expect(after.split(':')[2]).not.toBe(before.split(':')[2]);
    expect(after.split(':')[3]).not.toBe(before.split(':')[3]);
  });

  test('S5: credentials at rest do not open in another gym’s row', async () => {
    const [one, other] = [await aGym(), await aGym()];
    const own = await sealedOf(other.slug);

    await seal(other.slug, await sealedOf(one.slug));

    expect(await checkOut(other.slug)).toEqual({ status: 500, body: INVALID_TOKEN });
    expect((await checkOut(one.slug)).status).toBe(200);
    await seal(other.slug, own);
    expect((await checkOut(other.slug)).status).toBe(200);
  });

  test('S5: credentials at rest are opened by every process while their keys are replaced, and not without the key', async () => {
    const old = await aGym();
    const replica = (keys: readonly unknown[]) =>
      startPlatform({
        DATABASE_URL: database().url,
        JWT_SECRET,
        CREDENTIALS_KEY: keys.join(','),
        SANDBOX: '0',
        MERCADOPAGO_API_BASE: first.sandboxUrl,
      });
    // The new key is made known everywhere before anything is sealed with it.
    const [knows, uses, forgot] = await Promise.all([replica([K1, K2]), replica([K2, K1]), replica([K2])]);
    try {
      const young = await aGym(uses);
      expect(await sealedOf(young.slug)).toMatch(/^v1:k2:/);
      for (const process of [knows, uses])
        for (const { slug } of [old, young]) expect((await checkOut(slug, process)).status).toBe(200);
      expect((await checkOut(young.slug, forgot)).status).toBe(200);
      expect(await checkOut(old.slug, forgot)).toEqual({ status: 500, body: INVALID_TOKEN });

      await uses.putGym(old.slug, old.seller);
      expect((await checkOut(old.slug, forgot)).status).toBe(200);
    } finally {
      await Promise.all([knows, uses, forgot].map(({ stop }) => stop()));
    }
  });
});
