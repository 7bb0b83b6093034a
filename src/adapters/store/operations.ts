import type { BegunOperation, OperationEnd, Operations } from '../../ports/operations.ts';
import { call, type Database } from './database.ts';

type Answer =
  | { readonly kind: 'begun' | 'resumed'; readonly id: string; readonly token: string }
  | { readonly kind: 'answered'; readonly id: string; readonly answer: string }
  | { readonly kind: 'running' | 'other_body' };

/** What idempotency keys began. */
export function createOperations(db: Database): Operations {
  const { prisma } = db;
  return {
    async beginOperation({ id, userId, path, key, bodyHash }, leaseMs) {
      const argument = { id, user_id: userId, path, key, body_hash: bodyHash, lease_ms: leaseMs };
      return begunOf(await call<Answer>(db, 'begin_operation', argument));
    },

    async endOperation({ id, token }, end) {
      const ended =
        end === 'refused'
          ? await prisma.$executeRaw`
              DELETE FROM operations WHERE id = ${id}::uuid AND lease_token = ${token}::uuid`
          : await prisma.$executeRaw`
              UPDATE operations SET answer = ${answerOf(end)}, lease_token = NULL, lease_until = NULL
               WHERE id = ${id}::uuid AND lease_token = ${token}::uuid`;
      return ended === 1;
    },

    async forgetAnswer(id, sealed) {
      await prisma.$executeRaw`UPDATE operations SET answer = NULL WHERE id = ${id}::uuid AND answer = ${sealed}`;
    },
  };
}

function begunOf(answer: Answer): BegunOperation {
  if (answer.kind === 'answered') return { kind: answer.kind, id: answer.id, sealed: answer.answer };
  if ('token' in answer) return { kind: answer.kind, lease: { id: answer.id, token: answer.token } };
  return answer;
}

function answerOf(end: Exclude<OperationEnd, 'refused'>): string | null {
  return end === 'open' ? null : end.answer;
}
