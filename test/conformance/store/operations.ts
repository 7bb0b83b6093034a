import { createHash, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import type { BegunOperation, Lease, NewOperation } from '../../../src/ports/store/operations.ts';
import type { StoreAndCommands as Store } from '../../stores.ts';
import { LEASE_MS } from './builders.ts';

/** Short enough to run out within a test. */
const BRIEF_MS = 30;

export function anOperation(overrides: Partial<NewOperation> = {}): NewOperation {
  const bodyHash = createHash('sha256').update('a body').digest('hex');
  return { id: randomUUID(), userId: 'user-1', path: '/pay', key: randomUUID(), bodyHash, ...overrides };
}

/** The same key once more: everything but the id that the caller chose. */
export function again(operation: NewOperation): NewOperation {
  return { ...operation, id: randomUUID() };
}

export function leaseOf(begun: BegunOperation): Lease {
  if ('lease' in begun) return begun.lease;
  throw new Error(`the operation is ${begun.kind}`);
}

export function describeOperations(given: () => Store): void {
  const begin = (operation: NewOperation, leaseMs = LEASE_MS) => given().beginOperation(operation, leaseMs);

  describe('an operation', () => {
    test('an operation begins under the id that its first caller chose', async () => {
      const operation = anOperation();

      const begun = await begin(operation);

      expect(begun).toEqual({ kind: 'begun', lease: { id: operation.id, token: expect.any(String) } });
    });

    test('an operation is running for all others until it ends', async () => {
      const operation = anOperation();
      const lease = leaseOf(await begin(operation));

      expect(await begin(again(operation))).toEqual({ kind: 'running' });
      expect(await given().endOperation(lease, 'open')).toBe(true);

      const resumed = await begin(again(operation));
      expect(resumed).toEqual({ kind: 'resumed', lease: { id: operation.id, token: expect.any(String) } });
      expect(leaseOf(resumed).token).not.toBe(lease.token);
    });

    test('an operation is resumed by one caller when its time ran out', async () => {
      const operation = anOperation();
      await begin(operation, BRIEF_MS);
      await sleep(BRIEF_MS * 2);

      const answers = await Promise.all(Array.from({ length: 10 }, () => begin(again(operation))));

      expect(answers.filter(({ kind }) => kind === 'resumed')).toMatchObject([{ lease: { id: operation.id } }]);
      expect(answers.filter(({ kind }) => kind === 'running')).toHaveLength(9);
    });

    test('an operation is begun by one of many requests that use its key at once', async () => {
      const operation = anOperation();

      const answers = await Promise.all(Array.from({ length: 20 }, () => begin(again(operation))));

      expect(answers.filter(({ kind }) => kind === 'begun')).toHaveLength(1);
      expect(answers.filter(({ kind }) => kind === 'running')).toHaveLength(19);
    });

    test('an operation is answered from then on', async () => {
      const operation = anOperation();
      const lease = leaseOf(await begin(operation));

      expect(await given().endOperation(lease, { answer: 'sealed' })).toBe(true);

      expect(await begin(again(operation))).toEqual({ kind: 'answered', id: operation.id, sealed: 'sealed' });
      expect(await given().endOperation(lease, { answer: 'another' })).toBe(false);
      expect(await begin(again(operation))).toMatchObject({ sealed: 'sealed' });
    });

    test('an operation that was refused leaves its key free, for another body too', async () => {
      const operation = anOperation();
      expect(await given().endOperation(leaseOf(await begin(operation)), 'refused')).toBe(true);

      const other = { ...again(operation), bodyHash: 'b'.repeat(64) };

      expect(await begin(other)).toMatchObject({ kind: 'begun', lease: { id: other.id } });
    });

    test.each<[string, (lease: Lease) => Promise<unknown>]>([
      ['running', async () => {}],
      ['open', (lease) => given().endOperation(lease, 'open')],
      ['answered', (lease) => given().endOperation(lease, { answer: 'sealed' })],
    ])('an operation that is %s is distinguished from one with another body', async (_state, end) => {
      const operation = anOperation();
      await end(leaseOf(await begin(operation)));

      expect(await begin({ ...again(operation), bodyHash: 'b'.repeat(64) })).toEqual({ kind: 'other_body' });
    });

    test.each([
      ['user', { userId: 'user-2' }],
      ['path', { path: '/pay/2' }],
      ['key', { key: 'KEY' }],
    ])('an operation has nothing to do with one of another %s', async (_what, change) => {
      const operation = anOperation({ key: `key-${randomUUID()}` });
      await begin(operation);
      const other = { ...again(operation), ...change };

      expect(await begin(other)).toMatchObject({ kind: 'begun', lease: { id: other.id } });
    });

    test.each(['open', 'refused', { answer: 'late' }] as const)(
      'an operation is not ended as %j by a caller who lost it to another',
      async (end) => {
        const operation = anOperation();
        const lost = leaseOf(await begin(operation, BRIEF_MS));
        await sleep(BRIEF_MS * 2);
        const mine = leaseOf(await begin(again(operation)));

        expect(await given().endOperation(lost, end)).toBe(false);

        expect(await begin(again(operation))).toEqual({ kind: 'running' });
        expect(await given().endOperation(mine, { answer: 'mine' })).toBe(true);
        expect(await given().endOperation(lost, end)).toBe(false);
        expect(await begin(again(operation))).toMatchObject({ kind: 'answered', sealed: 'mine' });
      },
    );

    test('an operation whose time ran out, and that no caller took over, still ends as its holder says', async () => {
      const operation = anOperation();
      const lease = leaseOf(await begin(operation, BRIEF_MS));
      await sleep(BRIEF_MS * 2);

      expect(await given().endOperation(lease, { answer: 'late' })).toBe(true);

      expect(await begin(again(operation))).toMatchObject({ kind: 'answered', sealed: 'late' });
    });

    test('an operation whose answer was forgotten is resumed; another answer than that stays', async () => {
      const operation = anOperation();
      await given().endOperation(leaseOf(await begin(operation)), { answer: 'sealed' });

      await given().forgetAnswer(operation.id, 'another');
      expect(await begin(again(operation))).toMatchObject({ kind: 'answered' });
      await given().forgetAnswer(operation.id, 'sealed');

      expect(await begin(again(operation))).toMatchObject({ kind: 'resumed', lease: { id: operation.id } });
    });
  });
}
