import { nextUse } from '../../domain/operation.ts';
import type { BegunOperation, NewOperation, Operations } from '../../ports/store/operations.ts';
import type { Ids } from './checks.ts';
import type { AtOnce } from './reading/methods.ts';
import { keyOf, type OperationRow, type Tables } from './tables.ts';

/** The operations of idempotency keys; src/domain/operation.ts decides what the next use of a key leads to. */
export function createOperations({ operations }: Tables, { now, newId }: Ids): AtOnce<Operations> {
  function lease(row: Omit<OperationRow, 'token' | 'leaseUntil'>, leaseMs: number): { id: string; token: string } {
    const token = newId();
    const leaseUntil = new Date(now().getTime() + leaseMs);
    operations.set(rowKeyOf(row), { ...row, token, leaseUntil });
    return { id: row.id, token };
  }

  function begin(operation: NewOperation, leaseMs: number): BegunOperation {
    return { kind: 'begun', lease: lease({ ...operation, answer: null, createdAt: now() }, leaseMs) };
  }

  const found = (id: string) => [...operations.values()].find((row) => row.id === id);

  return {
    beginOperation(operation, leaseMs) {
      const known = operations.get(rowKeyOf(operation));
      if (known === undefined) return begin(operation, leaseMs);
      const { id, answer } = known;
      const next = nextUse({ ...known, isAnswered: answer !== null }, operation.bodyHash, now());
      if (next === 'over') return begin(operation, leaseMs);
      if (next === 'resumed') return { kind: next, lease: lease(known, leaseMs) };
      return next === 'answered' ? { kind: next, id, sealed: answer ?? '' } : { kind: next };
    },

    endOperation({ id, token }, end) {
      const row = found(id);
      if (row?.token !== token) return false;
      if (end === 'refused') operations.delete(rowKeyOf(row));
      else
        operations.set(rowKeyOf(row), {
          ...row,
          answer: end === 'open' ? null : end.answer,
          token: null,
          leaseUntil: null,
        });
      return true;
    },

    forgetAnswer(id, sealed) {
      const row = found(id);
      if (row?.answer === sealed) operations.set(rowKeyOf(row), { ...row, answer: null });
    },
  };
}

function rowKeyOf({ userId, path, key }: Pick<NewOperation, 'userId' | 'path' | 'key'>): string {
  return keyOf(userId, path, key);
}
