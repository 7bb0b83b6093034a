import { DomainError } from '../../domain/error.ts';
import type { Lease, NewOperation } from '../../ports/operations.ts';
import type { Context } from '../context.ts';
import { reasonOf } from '../failure.ts';
import { keepTrying } from '../keep-trying.ts';

/** A use of an idempotency key, and what it was used for. */
export type KeyUse = Omit<NewOperation, 'id'>;

/** What a key began. Whoever has it carries it out, and then answers or leaves it. */
export type Operation = {
  /** What is begun under this id can be found again by whoever resumes the operation. */
  readonly id: string;
  readonly userId: string;
  readonly lease: Lease;
  /** False when it was begun before, and something of it may be there. */
  readonly isNew: boolean;
};

export type Begun =
  | { readonly kind: 'begun'; readonly operation: Operation }
  | { readonly kind: 'answered'; readonly answer: string };

/** How long others are told to wait for one that may have died; it may be slower than that, and lose nothing. */
export const LEASE_MS = 60_000;

/**
 * Begins what a key stands for, goes on with what it began, or gives back what was answered.
 * @throws DomainError `operation_running`; `key_reused` when it was used for something else.
 */
export async function beginOperation(context: Context, use: KeyUse): Promise<Begun> {
  const begun = await context.store.beginOperation({ ...use, id: context.world.newId() }, LEASE_MS);
  if (begun.kind === 'other_body')
    throw new DomainError('key_reused', 'This idempotency key was used with another request body');
  if (begun.kind === 'running') throw stillRunning();
  if (begun.kind !== 'answered') return { kind: 'begun', operation: operationOf(begun, use) };
  const answer = openAnswer(context, begun, use);
  if (answer !== null) return { kind: 'answered', answer };
  await context.store.forgetAnswer(begun.id, begun.sealed);
  return beginOperation(context, use);
}

function stillRunning(): DomainError {
  const message = 'A request with this idempotency key is in progress';
  return new DomainError('operation_running', message, { retryAfterSeconds: 1 });
}

function operationOf({ kind, lease }: { kind: 'begun' | 'resumed'; lease: Lease }, { userId }: KeyUse): Operation {
  return { id: lease.id, userId, lease, isNew: kind === 'begun' };
}

/** Null when nobody can read it any more, its key being gone: it counts as never kept. */
function openAnswer({ secrets, world }: Context, kept: { id: string; sealed: string }, { userId }: KeyUse) {
  try {
    return secrets.open(kept.sealed, answerPlace({ id: kept.id, userId }));
  } catch {
    world.log.warn({ operationId: kept.id }, "a stored answer can't be decrypted");
    return null;
  }
}

function answerPlace({ id, userId }: Pick<Operation, 'id' | 'userId'>) {
  return { kind: 'answer', operationId: id, userId } as const;
}

/**
 * Keeps the answer, so that the same key gets it again. Only an answer that was kept may be given: another
 * one could be contradicted by the next with this key.
 * @throws DomainError `operation_running` when another request holds it by now, or has answered.
 */
export async function answerOperation(context: Context, operation: Operation, answer: string): Promise<void> {
  const sealed = context.secrets.seal(answer, answerPlace(operation));
  const untilMs = context.world.now().getTime() + LEASE_MS;
  const end = () => context.store.endOperation(operation.lease, { answer: sealed });
  if (!(await keepTrying(context, untilMs, end))) throw stillRunning();
}

/**
 * Ends it without an answer. `refused`: nothing was done. A new operation is then forgotten, and its key is
 * free for a better request; one that was begun before may have left something, so its key stays bound to it.
 */
export async function leaveOperation(context: Context, operation: Operation, how: 'refused' | 'failed'): Promise<void> {
  const end = how === 'refused' && operation.isNew ? 'refused' : 'open';
  try {
    await context.store.endOperation(operation.lease, end);
  } catch (error) {
    // The caller has an answer already; the lease runs out by itself.
    context.world.log.warn({ operationId: operation.id, reason: reasonOf(error) }, 'an operation was not ended');
  }
}
