import { expect, test } from 'vitest';
import { DECLINE_CODES } from '../../../../src/domain/payment/decline.ts';
import { STATUSES } from '../../../../src/domain/payment/fact.ts';
import { METHOD_TYPES } from '../../../../src/domain/payment/method.ts';
import { REFUND_STATUSES } from '../../../../src/domain/payment/refund.ts';
import { CHECK_KINDS } from '../../../../src/domain/schedule.ts';
import { useAnyDatabase } from '../postgres/any-database.ts';

const database = useAnyDatabase();

test.each([
  ['payment_status', STATUSES],
  ['progress', REFUND_STATUSES],
  ['decline_code', DECLINE_CODES],
  ['method_type', METHOD_TYPES],
  ['check_kind', CHECK_KINDS],
])('a column of the type %s takes the words of the domain, and no other', async (type, words) => {
  const rows = await database().query<{ definition: string }>(
    'SELECT pg_get_constraintdef(oid) AS definition FROM pg_constraint WHERE contypid = $1::regtype',
    [type],
  );

  expect([...(rows[0]?.definition ?? '').matchAll(/'(\w+)'/g)].map(([, word]) => word)).toEqual(words);
});
