import { randomBytes, randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { createSecrets } from '../../src/adapters/secrets/index.ts';
import type { App } from '../../src/app/app.ts';
import { DomainError } from '../../src/domain/error.ts';
import type { Account } from '../../src/domain/payment/account.ts';
import { type AnyDatabase, useAnyDatabase } from '../adapters/store/postgres/any-database.ts';
import { notSent, rejected, unknown } from '../app/fake-twists.ts';
import { aGym, anOrder, createGateway, credentialsOf, DAY_MS, type Gateway, OPERATOR } from '../app/gateway.ts';
import type { StoreAndCommands as Store } from '../stores.ts';
import { aServer, bearer } from './harness.ts';
import { originOf } from './lending.ts';

type Row = Record<string, unknown>;

describe('E6: Idempotency-Key', () => describeKeys(useAnyDatabase()));

function describeKeys(given: () => AnyDatabase): void {
  const aGateway = (options?: Parameters<typeof createGateway>[1]) => createGateway(given().store, options);
  const paymentsOf = ({ gym_id }: { gym_id: string }) =>
    given().query<Row>('SELECT id, status FROM payments WHERE gym_slug = $1', [gym_id]);
  const operation = async (key: string) =>
    (await given().query<Row>('SELECT * FROM operations WHERE key = $1', [key]))[0] ?? {};

  describe('the same request again', () => {
    test('the same request again gets the first success byte for byte, whatever has happened since: an intent', async () => {
      const gateway = aGateway();
      const { post } = await listening(gateway.app);
      const { order } = await anOrder(gateway);
      const key = randomUUID();
      const body = { order_id: order.id };

      const first = await post('intent', body, { key });
      const paymentId = JSON.parse(first.text).data.payment_id;
      gateway.provider.settle((await gateway.store.findPayment(paymentId))?.parentId ?? '', 'processing');
      expect(JSON.parse((await post('intent', body)).text).data.status).toBe('processing');
      const again = await post('intent', body, { key });

      expect(first).toMatchObject({ status: 201, replayed: null });
      expect(JSON.parse(first.text).data.status).toBe('pending');
      expect(again).toEqual({ ...first, replayed: 'true' });
    });

    test('the same request again gets the first success byte for byte, whatever has happened since: a checkout', async () => {
      const gateway = aGateway();
      const { post } = await listening(gateway.app);
      const { checkout, input } = await aCheckoutBody(gateway);
      const key = randomUUID();

      const first = await post('checkout', checkout, { key });
      await gateway.app.putGym(OPERATOR, { ...input, paymentsEnabled: false });
      const again = await post('checkout', checkout, { key });

      expect(first).toMatchObject({ status: 200, replayed: null });
      expect(again).toEqual({ ...first, replayed: 'true' });
      expect(await paymentsOf(checkout)).toHaveLength(1);
      expect(gateway.provider.calls('open')).toHaveLength(1);
    });

    test('the same request again is something else without the key', async () => {
      const gateway = aGateway();
      const { post } = await listening(gateway.app);
      const { checkout } = await aCheckoutBody(gateway);

      const [one, two] = [await post('checkout', checkout), await post('checkout', checkout)];

      expect(one.text).not.toBe(two.text);
      expect(await paymentsOf(checkout)).toHaveLength(2);
    });

    test('the same request again gets 409 while the first is at work, which is not disturbed', async () => {
      const gateway = aGateway();
      const { post } = await listening(gateway.app);
      const { checkout } = await aCheckoutBody(gateway);
      const key = randomUUID();
      const held = gateway.provider.hold('open');
      const first = post('checkout', checkout, { key });
      await held.arrived;

      const meanwhile = await post('checkout', checkout, { key });
      held.release();

      expect(meanwhile).toMatchObject({ status: 409, retryAfter: '1' });
      expect(JSON.parse(meanwhile.text)).toMatchObject({ success: false, code: 'CONFLICT' });
      expect((await first).status).toBe(200);
      expect(await post('checkout', checkout, { key })).toEqual({ ...(await first), replayed: 'true' });
    });

    test('the same request 100 times at once is one payment; every answer is the success or 409', async () => {
      const gateway = aGateway();
      const { post } = await listening(gateway.app);
      const { checkout } = await aCheckoutBody(gateway);
      const key = randomUUID();

      const answers = await Promise.all(Array.from({ length: 100 }, () => post('checkout', checkout, { key })));
      const last = await post('checkout', checkout, { key });

      const successes = answers.filter(({ status }) => status === 200);
      expect(answers.filter(({ status }) => status !== 200 && status !== 409)).toEqual([]);
      expect(new Set([...successes, last].map(({ text }) => text)).size).toBe(1);
      expect(successes.length).toBeGreaterThan(0);
      expect(await paymentsOf(checkout)).toHaveLength(1);
      expect(gateway.provider.calls('open')).toHaveLength(1);
    }, 30_000);

    test('the same request again begins something new after 24 hours', async () => {
      const gateway = aGateway();
      const { post } = await listening(gateway.app);
      const { checkout } = await aCheckoutBody(gateway);
      const key = randomUUID();
      const age = (by: string) =>
        given().query('UPDATE operations SET created_at = created_at - $2::interval WHERE key = $1', [key, by]);
      const first = await post('checkout', checkout, { key });

      await age('23 hours 59 minutes');
      expect((await post('checkout', checkout, { key })).text).toBe(first.text);
      await age('1 minute');
      const next = await post('checkout', { ...checkout, title: 'Another' }, { key });

      expect(next).toMatchObject({ status: 200, replayed: null });
      expect(next.text).not.toBe(first.text);
    });
  });

  describe('the same key', () => {
    test('the same key with another body gets 422, in each format, whatever became of the first', async () => {
      const gateway = aGateway();
      const { post } = await listening(gateway.app);
      const { checkout } = await aCheckoutBody(gateway);
      const { order } = await anOrder(gateway);
      const key = randomUUID();
      gateway.provider.next('open', unknown('before the effect'));
      expect((await post('checkout', checkout, { key })).status).toBe(502);
      await post('intent', { order_id: order.id }, { key });

      const inGyms = await post('checkout', { ...checkout, amount: 2 }, { key });
      const inOrders = await post('intent', { order_id: order.id, customer_email: 'a@b.example' }, { key });

      const error = 'This idempotency key was used with another request body';
      expect(inGyms.status).toBe(422);
      expect(JSON.parse(inGyms.text)).toEqual({ success: false, error, code: 'IDEMPOTENCY_KEY_REUSED' });
      expect(inOrders.status).toBe(422);
      expect(JSON.parse(inOrders.text)).toEqual({ status: 'error', error, code: 422 });
      expect(await paymentsOf(checkout)).toHaveLength(1);
    });

    test('the same key is another one for another user', async () => {
      const gateway = aGateway();
      const { post } = await listening(gateway.app);
      const { checkout } = await aCheckoutBody(gateway);
      const key = randomUUID();

      const mine = await post('checkout', checkout, { key });
      const theirs = await post('checkout', checkout, { key, sub: 'user-2' });
      const other = await post('checkout', { ...checkout, amount: 2 }, { key, sub: 'user-3' });

      expect([mine, theirs, other].map(({ status, replayed }) => [status, replayed])).toEqual(
        Array(3).fill([200, null]),
      );
      expect(new Set([mine, theirs, other].map(({ text }) => text)).size).toBe(3);
      expect((await post('checkout', checkout, { key, sub: 'user-2' })).text).toBe(theirs.text);
    });

    test('the same key is another one under another path', async () => {
      const gateway = aGateway();
      const { post } = await listening(gateway.app);
      const { checkout } = await aCheckoutBody(gateway);
      const { order } = await anOrder(gateway);
      const key = randomUUID();

      const [one, two] = [
        await post('checkout', checkout, { key }),
        await post('intent', { order_id: order.id }, { key }),
      ];

      expect([one, two]).toMatchObject([
        { status: 200, replayed: null },
        { status: 201, replayed: null },
      ]);
    });

    test('the same key is free again after a refusal, for a better body too', async () => {
      const gateway = aGateway();
      const { post } = await listening(gateway.app);
      const { checkout } = await aCheckoutBody(gateway);
      const key = randomUUID();

      const refused = await post('checkout', { ...checkout, amount: 1.001 }, { key });
      const better = await post('checkout', checkout, { key });

      expect([refused.status, better.status, better.replayed]).toEqual([400, 200, null]);
    });
  });

  describe('an operation with an unknown end', () => {
    test.each([
      ['never got out', notSent()],
      ['got lost', unknown('before the effect')],
      ['had its effect', unknown('after the effect')],
    ])(
      'an operation with an unknown end is finished by the same key, and never begun a second time, when the call %s: one payment, one parent',
      async (_how, twist) => {
        const gateway = aGateway();
        const { post } = await listening(gateway.app);
        const { checkout } = await aCheckoutBody(gateway);
        const key = randomUUID();
        gateway.provider.next('open', twist);

        const failed = await post('checkout', checkout, { key });
        const [begun] = await paymentsOf(checkout);
        const finished = await post('checkout', checkout, { key });

        expect([failed.status, finished.status, finished.replayed]).toEqual([502, 200, null]);
        expect(await paymentsOf(checkout)).toEqual([begun]);
        const parents = gateway.provider.parentsOf(String(begun?.['id']));
        expect(parents).toHaveLength(1);
        expect(finished.text).toContain(parents[0]?.id);
        expect(await post('checkout', checkout, { key })).toEqual({ ...finished, replayed: 'true' });
      },
    );

    test('an operation with an unknown end is finished by the same key for an intent, too', async () => {
      const gateway = aGateway();
      const { post } = await listening(gateway.app);
      const { order } = await anOrder(gateway);
      const key = randomUUID();
      gateway.provider.next('open', unknown('after the effect'));

      const failed = await post('intent', { order_id: order.id }, { key });
      const finished = await post('intent', { order_id: order.id }, { key });

      expect([failed.status, finished.status]).toEqual([502, 201]);
      const payments = await given().query<Row>('SELECT id FROM payments WHERE order_id = $1', [order.id]);
      expect(payments).toEqual([{ id: JSON.parse(finished.text).data.payment_id }]);
      expect(gateway.provider.parentsOf(String(payments[0]?.['id']))).toHaveLength(1);
    });

    test('an operation with an unknown end is finished at the account it was begun with, though the gym was switched off and moved', async () => {
      const gateway = aGateway();
      const { post } = await listening(gateway.app);
      const { checkout, input, credentials } = await aCheckoutBody(gateway);
      const key = randomUUID();
      gateway.provider.next('open', unknown('after the effect'));
      await post('checkout', checkout, { key });
      const moved = { credentials: credentialsOf('another-holder'), paymentsEnabled: false };
      await gateway.app.putGym(OPERATOR, { ...input, ...moved });

      const finished = await post('checkout', checkout, { key });

      expect(finished.status).toBe(200);
      expect(gateway.provider.calls('find').at(-1)).toMatchObject({ token: credentials.access_token });
      expect(await paymentsOf(checkout)).toHaveLength(1);
    });

    test('an operation that could not be kept is finished by the same key: the success is not answered before it is kept, and it is as soon as it can be', async () => {
      let away = 10;
      const gateway = aGateway({ store: (store) => ({ ...store, endOperation: (...end) => endUnless(store, end) }) });
      const endUnless = async (store: Store, end: Parameters<Store['endOperation']>) => {
        away -= 1;
        if (away >= 0) throw new DomainError('store_unavailable', 'away', { retryAfterSeconds: 2 });
        return store.endOperation(...end);
      };
      const { post } = await listening(gateway.app);
      const { checkout } = await aCheckoutBody(gateway);
      const key = randomUUID();

      const unanswered = await post('checkout', checkout, { key });
      expect(unanswered).toMatchObject({ status: 503, retryAfter: '2' });
      expect(unanswered.text).not.toContain('somepay.example');
      await gateway.app.drain();
      const reported = await post('checkout', checkout, { key });

      expect(reported).toMatchObject({ status: 200, replayed: 'true' });
      expect(await paymentsOf(checkout)).toHaveLength(1);
      expect(gateway.provider.calls('open')).toHaveLength(1);
    });

    test('an operation with an unknown end is finished when its holder is slower than its lease: only one of the two answers is given', async () => {
      const gateway = aGateway();
      const { post } = await listening(gateway.app);
      const { checkout } = await aCheckoutBody(gateway);
      const key = randomUUID();
      const held = gateway.provider.hold('open', 'after the effect');
      const slow = post('checkout', checkout, { key });
      await held.arrived;
      await leaseRunsOut(key);
      await given().query("UPDATE payments SET lease_until = lease_until - interval '1 hour' WHERE gym_slug = $1", [
        checkout.gym_id,
      ]);

      const quick = await post('checkout', checkout, { key });
      held.release();

      expect(quick.status).toBe(200);
      expect((await slow).status).toBe(409);
      expect((await post('checkout', checkout, { key })).text).toBe(quick.text);
      const [payment, ...others] = await paymentsOf(checkout);
      expect(others).toEqual([]);
      expect(gateway.provider.parentsOf(String(payment?.['id']))).toHaveLength(1);
    });

    test.each([
      ['was cancelled', async (gateway: Gateway, parentId: string) => gateway.provider.settle(parentId, 'cancelled')],
      ['is over', async (gateway: Gateway) => gateway.clock.advance(DAY_MS)],
    ])(
      'an operation with an unknown end is finished unless it %s meanwhile: then that is said, and nothing else is begun',
      async (_how, end) => {
        const gateway = aGateway();
        const { post } = await listening(gateway.app);
        const { checkout } = await aCheckoutBody(gateway);
        const key = randomUUID();
        gateway.provider.next('open', unknown('after the effect'));
        await post('checkout', checkout, { key });
        const [begun] = await paymentsOf(checkout);
        await end(gateway, gateway.provider.parentsOf(String(begun?.['id']))[0]?.id ?? '');

        const answers = [await post('checkout', checkout, { key }), await post('checkout', checkout, { key })];

        expect(answers).toMatchObject(Array(2).fill({ status: 409, replayed: null, retryAfter: null }));
        expect(JSON.parse(answers[0]?.text ?? '')).toMatchObject({ code: 'CONFLICT' });
        expect(await paymentsOf(checkout)).toHaveLength(1);
      },
    );

    test('an operation with an unknown end stays with its key also when a refusal comes later', async () => {
      const gateway = aGateway();
      const { post } = await listening(gateway.app);
      const { checkout } = await aCheckoutBody(gateway);
      const key = randomUUID();
      gateway.provider.next('open', unknown('before the effect'), rejected('amount'));

      const statuses = [];
      for (let time = 0; time < 2; time += 1) statuses.push((await post('checkout', checkout, { key })).status);
      const other = await post('checkout', { ...checkout, amount: 2 }, { key });

      expect([...statuses, other.status]).toEqual([502, 400, 422]);
    });

    async function leaseRunsOut(key: string): Promise<void> {
      await given().query("UPDATE operations SET lease_until = lease_until - interval '1 minute' WHERE key = $1", [
        key,
      ]);
    }
  });

  describe('what is stored', () => {
    test('what is stored shows neither a client secret nor a page', async () => {
      const gateway = aGateway();
      const { post } = await listening(gateway.app);
      const { checkout } = await aCheckoutBody(gateway);
      const { order } = await anOrder(gateway);
      const [one, two] = [randomUUID(), randomUUID()];

      const page = JSON.parse((await post('checkout', checkout, { key: one })).text).init_point;
      const secret = JSON.parse((await post('intent', { order_id: order.id }, { key: two })).text).data.client_secret;

      const rows = [await operation(one), await operation(two)];
      expect(rows.map((row) => String(row['answer']).slice(0, 6))).toEqual(['v1:k1:', 'v1:k1:']);
      const written = JSON.stringify(await given().query<Row>('SELECT * FROM operations, payments'));
      expect(written).toContain(String(rows[0]?.['answer']));
      for (const canary of [page, secret]) {
        expect(canary).toMatch(/parent-/);
        expect(written).not.toContain(canary);
      }
    });

    test('what is stored opens nowhere else, not even for the same user', async () => {
      const gateway = aGateway();
      const { post } = await listening(gateway.app);
      const [{ checkout }, other] = [await aCheckoutBody(gateway), await aCheckoutBody(gateway)];
      const [one, two] = [randomUUID(), randomUUID()];
      const first = await post('checkout', checkout, { key: one });
      const second = await post('checkout', other.checkout, { key: two });

      const { answer } = await operation(one);
      await given().query('UPDATE operations SET answer = $2 WHERE key = $1', [two, answer]);
      const again = await post('checkout', other.checkout, { key: two });

      expect(again).toEqual(second);
      expect(again.text).not.toBe(first.text);
    });

    test('what is stored counts as not kept when its key is gone, and is then finished again', async () => {
      const gateway = aGateway();
      const { checkout } = await aCheckoutBody(gateway);
      const secrets = createSecrets([{ kid: 'k2', key: randomBytes(32) }]);
      const key = randomUUID();
      const before = await (await listening(gateway.app)).post('checkout', checkout, { key });
      await given().query('UPDATE accounts SET sealed = $2 WHERE gym_slug = $1', [
        checkout.gym_id,
        resealed(gateway, secrets, await accountOf(checkout.gym_id)),
      ]);
      const { post } = await listening(gateway.replica({ secrets }));

      const finished = await post('checkout', checkout, { key });

      expect(finished).toEqual(before);
      expect(await paymentsOf(checkout)).toHaveLength(1);
      expect(gateway.provider.calls('open')).toHaveLength(1);
      expect(await post('checkout', checkout, { key })).toEqual({ ...finished, replayed: 'true' });
    });

    async function accountOf(slug: string): Promise<Account> {
      const [account] = await given().store.listAccounts({ kind: 'gym', slug });
      if (account === undefined) throw new Error('the gym has no account');
      return account;
    }
  });
}

/** The same credentials under a key that is still there. */
function resealed({ secrets }: Gateway, next: Gateway['secrets'], account: Account): string {
  const { id: accountId, owner, provider } = account;
  const place = { kind: 'credentials', accountId, owner, provider } as const;
  return next.seal(secrets.open(account.sealed ?? '', place), place);
}

/** A gym of its own, and what a customer sends to pay there. */
async function aCheckoutBody(gateway: Gateway) {
  const { gym, input, credentials } = await aGym(gateway);
  const checkout = { gym_id: gym.slug, amount: 1, title: 'Monthly pass', payer_email: 'payer@example.com' };
  return { checkout, input, credentials };
}

type Sender = { readonly key?: string; readonly sub?: string };

/** The app on a port, and what a client can do and see. */
async function listening(app: App) {
  const server = aServer(app);
  const base = await originOf(server);
  return {
    async post(what: 'intent' | 'checkout', body: object, { key, sub = 'customer-1' }: Sender = {}) {
      const response = await fetch(`${base}/api/v1/payments/${what}`, {
        method: 'POST',
        headers: {
          ...bearer({ sub }),
          'content-type': 'application/json',
          ...(key !== undefined && { 'idempotency-key': key }),
        },
        body: JSON.stringify(body),
      });
      return {
        status: response.status,
        type: response.headers.get('content-type'),
        replayed: response.headers.get('idempotency-replayed'),
        retryAfter: response.headers.get('retry-after'),
        text: await response.text(),
      };
    },
  };
}
