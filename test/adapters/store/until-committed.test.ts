import { expect, test } from 'vitest';
import { untilCommitted } from '../../../src/adapters/store/until-committed.ts';

const DONE = { answer: 'done' };

/** What an attempt comes to, one after the other; the last one again and again. */
function attempts(...ends: readonly (typeof DONE | null | Error)[]) {
  let made = 0;
  const attempt = async () => {
    const end = ends[Math.min(made, ends.length - 1)] ?? null;
    made += 1;
    if (end instanceof Error) throw end;
    return end;
  };
  return { attempt, made: () => made };
}

function sqlError(code: string, constraint?: string): Error {
  return Object.assign(new Error(code), { code, constraint });
}

const TAKEN = sqlError('23000', 'accounts_are_fixed');

test('a commit that takes effect is the only one', async () => {
  const { attempt, made } = attempts(DONE);

  expect(await untilCommitted(attempt)).toBe(DONE);
  expect(made()).toBe(1);
});

const TAKEN_AT_ONCE = sqlError('23505', 'accounts_id_provider_key');

test.each([null, TAKEN, TAKEN_AT_ONCE, sqlError('40P01'), sqlError('40001')])(
  'a commit that came second (%s) is decided on again',
  async (end) => {
    const { attempt, made } = attempts(end, end, DONE);

    expect(await untilCommitted(attempt)).toBe(DONE);
    expect(made()).toBe(3);
  },
);

test.each([
  ['23000', 'deliveries_stay_processed'],
  ['23000', undefined],
  ['23505', 'operations_pkey'],
  ['23503', 'gyms_account_id_fkey'],
  ['57014', undefined],
])('any other error (%s of %s) is not tried again', async (code, constraint) => {
  const { attempt, made } = attempts(sqlError(code, constraint), DONE);

  await expect(untilCommitted(attempt)).rejects.toMatchObject({ code });
  expect(made()).toBe(1);
});

test('a commit that always comes second is given up: the caller may ask again', async () => {
  const { attempt, made } = attempts(null);

  await expect(untilCommitted(attempt)).rejects.toMatchObject({ code: 'store_unavailable', retryAfterSeconds: 1 });
  expect(made()).toBe(50);
});

test('a commit that the database always refuses fails with what it says: it is no contention', async () => {
  await expect(untilCommitted(attempts(TAKEN).attempt)).rejects.toMatchObject({ code: '23000' });
});
