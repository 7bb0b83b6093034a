import { expect, test } from 'vitest';
import { decideAndCommit } from '../../../src/adapters/store/decide-and-commit.ts';

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

function sqlError(code: string): Error {
  return Object.assign(new Error(code), { code });
}

test('a commit that takes effect is the only one', async () => {
  const { attempt, made } = attempts(DONE);

  expect(await decideAndCommit(attempt)).toBe(DONE);
  expect(made()).toBe(1);
});

test.each([null, ...['23505', '23000', '40P01', '40001'].map(sqlError)])(
  'a commit that came second (%s) is decided on again',
  async (end) => {
    const { attempt, made } = attempts(end, end, DONE);

    expect(await decideAndCommit(attempt)).toBe(DONE);
    expect(made()).toBe(3);
  },
);

test.each(['23503', '23514', '57014'])('any other error (%s) is not tried again', async (code) => {
  const { attempt, made } = attempts(sqlError(code), DONE);

  await expect(decideAndCommit(attempt)).rejects.toMatchObject({ code });
  expect(made()).toBe(1);
});

test('a commit that always comes second is given up: the caller may ask again', async () => {
  const { attempt, made } = attempts(null);

  await expect(decideAndCommit(attempt)).rejects.toMatchObject({ code: 'store_unavailable', retryAfterSeconds: 1 });
  expect(made()).toBe(50);
});

test('a commit that the database always refuses fails with what it says: it is no contention', async () => {
  await expect(decideAndCommit(attempts(sqlError('23000')).attempt)).rejects.toMatchObject({ code: '23000' });
});
