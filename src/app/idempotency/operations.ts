import { DomainError } from '../../domain/error.ts';
import type { Lease, NewOperation } from '../../ports/store/operations.ts';
import type { Context } from '../context.ts';
import { reasonOf } from '../failure.ts';
import { keepTrying } from '../keep-trying.ts';

/** A use of an idempotency key, and what it was used for. */
export type KeyUse = Omit<NewOperation, 'id'>;

/** The work that a key began. Its request carries it out, and then answers or leaves it. */
export type Operation = {
  /** What the operation creates has this id, so a request that resumes it finds that again. */
  readonly id: string;
  readonly userId: string;
  readonly lease: Lease;
  /** False if an earlier request began it, and may have created something. */
  readonly isNew: boolean;
};

export type Begun =
  | { readonly kind: 'begun'; readonly operation: Operation }
  | { readonly kind: 'answered'; readonly operationId: string; readonly answer: string };

/** After this, another request with the same key may take over. A slow holder loses nothing but its answer. */
export const LEASE_MS = 60_000;

/**
 * Begins the operation of a key, resumes it, or returns its kept answer.
 * @throws DomainError `operation_running`; `key_reused` when the key was used with another request.
 */
export async function beginOperation(context: Context, use: KeyUse): Promise<Begun> {
  const begun = await context.store.beginOperation({ ...use, id: context.world.newId() }, LEASE_MS);
  if (begun.kind === 'other_body')
    throw new DomainError('key_reused', 'This idempotency key was used with another request body');
  if (begun.kind === 'running') throw stillRunning();
  if (begun.kind !== 'answered') return { kind: 'begun', operation: operationOf(begun, use) };
  const answer = openAnswer(context, begun, use);
  if (answer !== null) return { kind: 'answered', operationId: begun.id, answer };
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

/** Null if its encryption key is gone: the answer counts as never kept. */
function openAnswer({ secrets, world }: Context, kept: { id: string; sealed: string }, { userId }: KeyUse) {
  try {
    return secrets.open(kept.sealed, answerBinding({ id: kept.id, userId }));
  } catch {
    world.log.warn({ operationId: kept.id }, "a stored answer can't be decrypted");
    return null;
  }
}

function answerBinding({ id, userId }: Pick<Operation, 'id' | 'userId'>) {
  return { kind: 'answer', operationId: id, userId } as const;
}

/**
 * Keeps the answer, so that the same key gets it again. Only an answer that was kept may be given: another
 * one could be contradicted by the next with this key.
 * @throws DomainError `operation_running` when another request holds it by now, or has answered.
 */
export async function answerOperation(context: Context, operation: Operation, answer: string): Promise<void> {
  const sealed = context.secrets.seal(answer, answerBinding(operation));
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
