import { expect, test, vi } from 'vitest';
import { onAnyDatabase } from '../support/any-database.ts';
import { dataOf, send } from '../support/platform.ts';

// It starts a whole process, beside other tests that do the same.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const { platform } = onAnyDatabase();

test.each(['refunds', 'charges', 'refunds,disputes,charges'])(
  'a gym whose key may not read %s at Stripe is paid all the same',
  async (without) => {
    const { sandboxUrl, url } = platform();
    const slug = `gym-without-${without.replaceAll(',', '-')}`;
    const query = new URLSearchParams({ webhook_url: `${url}/webhook/${slug}`, without });
    const made = await fetch(`${sandboxUrl}/sandbox/stripe/accounts?${query}`, { method: 'POST' });
    const account = (await made.json()) as { secret_key: string; webhook_secret: string };
    const seller = { token: account.secret_key, userId: '', secret: account.webhook_secret };
    await platform().putGym(slug, seller, { provider: 'stripe', return_url: 'https://gym.example/thanks' });
    const opened = await platform().openCheckout(slug);
    await platform().customer(opened.parentId, 'succeed');

    const synced = await platform().sync(opened.paymentId);

    expect(synced.status).toBe(200);
    expect(dataOf(synced)['status']).toBe('succeeded');
    // What the provider says is taken, too.
    await send(`${sandboxUrl}/sandbox/payments/${opened.paymentId}/refund?amount=1.00`, {});
    expect(await platform().statusOf(opened.paymentId)).toBe('succeeded');
  },
);
