import { expect, test } from 'vitest';
import { type Actor, may, SCOPES } from '../../../src/app/actor.ts';
import { listRefunds } from '../../../src/app/captures-and-refunds/refund-payment.ts';
import type { Context } from '../../../src/app/context.ts';
import { findPayment, findPaymentToChange, listTimeline } from '../../../src/app/payments/read-payments.ts';
import { aPayment } from '../../domain/builders.ts';

const actor = (...scopes: string[]): Actor => ({ userId: 'another-user', scopes });
const NOTHING = { items: [], nextCursor: null };
const context = {
  store: {
    findPayment: async () => aPayment({ userId: 'user-1' }),
    listTimeline: async () => NOTHING,
    pageRefunds: async () => NOTHING,
  },
} as unknown as Context;
const NOT_YOURS = { code: 'not_yours' };

test('payments:manage includes payments:read, and no scope includes another one but that', () => {
  const included = SCOPES.map((scope) => SCOPES.filter((other) => may(actor(scope), other)));

  expect(included).toEqual(
    SCOPES.map((scope) => (scope === 'payments:manage' ? ['payments:read', 'payments:manage'] : [scope])),
  );
});

test("payments:read sees another user's payment, and may change none", async () => {
  await expect(findPayment(context, actor('payments:read'), 'id')).resolves.toMatchObject({ userId: 'user-1' });
  await expect(findPaymentToChange(context, actor('payments:read'), 'id')).rejects.toMatchObject(NOT_YOURS);
});

test("payments:manage may see and change another user's payment, and a token without scopes may do neither", async () => {
  for (const find of [findPayment, findPaymentToChange]) {
    await expect(find(context, actor('payments:manage'), 'id')).resolves.toMatchObject({ userId: 'user-1' });
    await expect(find(context, actor(), 'id')).rejects.toMatchObject(NOT_YOURS);
    await expect(find(context, { userId: 'user-1', scopes: [] }, 'id')).resolves.toMatchObject({ userId: 'user-1' });
  }
});

test.each([
  ['timeline', listTimeline],
  ['refunds', listRefunds],
])("payments:read sees the %s of another user's payment, and its user without a scope does not", async (_, list) => {
  const page = { limit: 20, cursor: null };

  await expect(list(context, actor('payments:read'), 'id', page)).resolves.toEqual(NOTHING);
  await expect(list(context, { userId: 'user-1', scopes: [] }, 'id', page)).rejects.toMatchObject({
    code: 'scope_missing',
  });
});
