import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type Opened, type Platform, type Seller, send, startPlatform } from '../support/platform.ts';
import { type Headers, mercadoPagoBody, mercadoPagoHeaders } from '../support/signing.ts';

// It starts a whole process, beside other tests that do the same.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const PROCESSED = { status: 200, body: { status: 'processed' } };
const HINTS_PER_MINUTE = 10;

let platform: Platform;
beforeAll(async () => {
  platform = await startPlatform();
});
afterAll(() => platform.stop());

async function aGym(slug: string, changes: Record<string, unknown> = {}): Promise<Seller> {
  const seller = await platform.newSeller();
  await platform.putGym(slug, seller, changes);
  return seller;
}

/** A checkout that was paid, which no notification has reported yet. */
async function aPaidCheckout(gym: string): Promise<Opened & { id: string }> {
  const opened = await platform.openCheckout(gym);
  const [id = ''] = await platform.customer(opened.parentId, 'succeed');
  return { ...opened, id };
}

function notify(gym: string, id: string, headers: Headers, body = mercadoPagoBody(id)) {
  return platform.deliver(`/webhook/${gym}?data.id=${id}&type=payment`, headers, body);
}

describe('a notification about money that has moved', () => {
  test('a notification still counts when the gym’s payments were switched off, since the money has moved', async () => {
    const seller = await aGym('switched-off');
    const { paymentId, id } = await aPaidCheckout('switched-off');
    await platform.putGym('switched-off', null, { payments_enabled: false });

    const answer = await notify('switched-off', id, mercadoPagoHeaders({ id, secret: seller.secret }));

    expect(answer).toEqual(PROCESSED);
    expect(await platform.statusOf(paymentId)).toBe('succeeded');
  });

  test('a notification still counts when the gym’s credentials were replaced by another seller’s, for both sellers', async () => {
    const old = await aGym('moved');
    const before = await aPaidCheckout('moved');
    const next = await aGym('moved');
    const after = await aPaidCheckout('moved');

    for (const [seller, { paymentId, id }] of [[old, before] as const, [next, after] as const]) {
      expect(await notify('moved', id, mercadoPagoHeaders({ id, secret: seller.secret }))).toEqual(PROCESSED);
      expect(await platform.statusOf(paymentId)).toBe('succeeded');
    }
  });

  test('a notification still counts when both sellers share a secret, as those of one application do', async () => {
    const [old, next] = [await platform.newSeller(), await platform.newSeller()];
    await platform.putGym('one-application', { ...old, secret: 'shared-by-both-sellers' });
    const before = await aPaidCheckout('one-application');
    await platform.putGym('one-application', { ...next, secret: 'shared-by-both-sellers' });
    const after = await aPaidCheckout('one-application');

    for (const { paymentId, id } of [before, after]) {
      expect(await notify('one-application', id, mercadoPagoHeaders({ id, secret: 'shared-by-both-sellers' }))).toEqual(
        PROCESSED,
      );
      expect(await platform.statusOf(paymentId)).toBe('succeeded');
    }
  });
});

test.each(['error', 'rate_limit', 'reset', 'html', 'cut_json', 'empty_object', 'wrong_types'])(
  'a notification whose payment Mercado Pago answers with “%s” is 502, so that it comes again, and then counts',
  async (fault) => {
    const gym = `answered-with-${fault.replace('_', '-')}`;
    const { secret } = await aGym(gym);
    const { paymentId, id } = await aPaidCheckout(gym);
    const faults = `${platform.sandboxUrl}/sandbox/faults`;
    await send(faults, { json: { fault, provider: 'mercadopago', operation: 'fetch' } });

    const answer = await notify(gym, id, mercadoPagoHeaders({ id, secret }));
    await send(faults, { method: 'DELETE' });

    const error = 'Payment provider unavailable';
    expect(answer).toEqual({ status: 502, body: { success: false, error, code: 'GATEWAY_ERROR' } });
    expect(await platform.statusOf(paymentId)).toBe('pending');
    expect(await notify(gym, id, mercadoPagoHeaders({ id, secret }))).toEqual(PROCESSED);
    expect(await platform.statusOf(paymentId)).toBe('succeeded');
  },
);

test('a notification whose payment can’t be asked for comes again, and counts once the token is right', async () => {
  const seller = await aGym('expired-token');
  const { paymentId, id } = await aPaidCheckout('expired-token');
  const revoked = seller.token.replace(/-(\w{32})-/, `-${'f'.repeat(32)}-`);
  await platform.putGym('expired-token', { ...seller, token: revoked });
  const again = () => notify('expired-token', id, mercadoPagoHeaders({ id, secret: seller.secret }));

  expect(await again()).toMatchObject({ status: 500, body: { success: false, code: 'INVALID_TOKEN' } });
  expect(await platform.statusOf(paymentId)).toBe('pending');
  await platform.putGym('expired-token', seller);

  expect(await again()).toEqual(PROCESSED);
  expect(await platform.statusOf(paymentId)).toBe('succeeded');
});

describe('A gym with advisory signatures', () => {
  test('A gym with advisory signatures takes an unsigned notification as a hint to ask, and believes nothing that it says', async () => {
    await aGym('advisory', { signature: 'advisory' });
    const paid = await aPaidCheckout('advisory');
    const open = await platform.openCheckout('advisory');
    const [undecided = ''] = await platform.customer(open.parentId, 'process');
    const claim = { status: 'approved', external_reference: open.paymentId, transaction_amount: 5000 };

    const lie = mercadoPagoBody(undecided, { ...claim, data: { id: undecided, ...claim } });
    expect(await notify('advisory', undecided, {}, lie)).toEqual(PROCESSED);
    expect(await platform.statusOf(open.paymentId)).toBe('processing');

    const wrong = mercadoPagoHeaders({ id: paid.id, secret: 'of-another-seller' });
    expect(await notify('advisory', paid.id, wrong)).toEqual(PROCESSED);
    expect(await platform.statusOf(paid.paymentId)).toBe('succeeded');
  });

  test('A gym with advisory signatures takes the older shapes as hints, too', async () => {
    await aGym('advisory-ipn', { signature: 'advisory' });
    const { paymentId, id } = await aPaidCheckout('advisory-ipn');

    const answer = await platform.deliver(`/webhook/advisory-ipn?topic=payment&id=${id}`, {}, '{}');

    expect(answer).toEqual(PROCESSED);
    expect(await platform.statusOf(paymentId)).toBe('succeeded');
  });

  test('A gym with advisory signatures takes the older shapes without a body: the query says all of it', async () => {
    await aGym('advisory-bare', { signature: 'advisory' });
    const { paymentId, id } = await aPaidCheckout('advisory-bare');

    const answer = await platform.deliver(`/webhook/advisory-bare?topic=payment&id=${id}`, {}, '');

    expect(answer).toEqual(PROCESSED);
    expect(await platform.statusOf(paymentId)).toBe('succeeded');
  });

  test('A gym with advisory signatures follows no more than ten a minute, and every one that is signed', async () => {
    const seller = await aGym('flooded', { signature: 'advisory' });
    await aGym('neighbour', { signature: 'advisory' });
    const checkouts: Awaited<ReturnType<typeof aPaidCheckout>>[] = [];
    while (checkouts.length < HINTS_PER_MINUTE + 2) checkouts.push(await aPaidCheckout('flooded'));

    for (const [reported, { id }] of checkouts.entries())
      expect((await notify('flooded', id, {})).status).toBe(reported < HINTS_PER_MINUTE ? 200 : 429);

    const statuses = await Promise.all(checkouts.map(({ paymentId }) => platform.statusOf(paymentId)));
    const followed = Array.from({ length: HINTS_PER_MINUTE }, () => 'succeeded');
    expect(statuses).toEqual([...followed, 'pending', 'pending']);
    const [{ id, paymentId }] = checkouts.slice(-1) as [Opened & { id: string }];
    expect(await notify('flooded', id, mercadoPagoHeaders({ id, secret: seller.secret }))).toEqual(PROCESSED);
    expect(await platform.statusOf(paymentId)).toBe('succeeded');
    const neighbour = await aPaidCheckout('neighbour');
    await notify('neighbour', neighbour.id, {});
    expect(await platform.statusOf(neighbour.paymentId)).toBe('succeeded');
  });
});
