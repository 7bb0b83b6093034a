import { describe, expect, test } from 'vitest';
import { ANSWER_KEPT_MS, type BegunBefore, nextUse, UNANSWERED_KEPT_MS } from '../../src/domain/operation.ts';

const NOW = new Date('2026-11-28T12:00:00.000Z');
const ago = (ms: number) => new Date(NOW.getTime() - ms);

const HELD = { leaseUntil: ago(-1) };
const FREE = { leaseUntil: null };
const RAN_OUT = { leaseUntil: NOW };
const ANSWERED = { isAnswered: true };
const TOO_OLD = { createdAt: ago(UNANSWERED_KEPT_MS) };

function use(changes: Partial<BegunBefore>, bodyHash = 'a body'): string {
  const known = { bodyHash: 'a body', isAnswered: false, leaseUntil: null, createdAt: ago(1), ...changes };
  return nextUse(known, bodyHash, NOW);
}

describe('a key that is used again', () => {
  test.each([
    ['gets the answer that was kept', ANSWERED, 'answered'],
    ['finds a request that holds the operation', HELD, 'running'],
    ['goes on with an operation that no request holds', FREE, 'resumed'],
    ['goes on with an operation whose lease ran out', RAN_OUT, 'resumed'],
  ])('a key that is used again %s', (_what, known, next) => {
    expect(use(known)).toBe(next);
  });

  test.each([ANSWERED, HELD, FREE])('a key that is used again is refused with another body (%j)', (known) => {
    expect(use(known, 'another body')).toBe('other_body');
  });

  test('a key that is used again begins something new a day after an answer', () => {
    expect(use({ ...ANSWERED, createdAt: ago(ANSWER_KEPT_MS - 1) })).toBe('answered');
    expect(use({ ...ANSWERED, createdAt: ago(ANSWER_KEPT_MS) })).toBe('over');
  });

  test('a key that is used again begins something new a month after an operation without an answer, with any body', () => {
    expect(use({ createdAt: ago(UNANSWERED_KEPT_MS - 1) })).toBe('resumed');
    expect(use(TOO_OLD)).toBe('over');
    expect(use(TOO_OLD, 'another body')).toBe('over');
  });

  test('a key that is used again never begins something new while a request holds the operation', () => {
    expect(use({ ...TOO_OLD, ...HELD })).toBe('running');
    expect(use({ ...TOO_OLD, ...RAN_OUT })).toBe('over');
  });
});
