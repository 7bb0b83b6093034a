import { answerPlace, LEASE_MS, type Operation, stillRunning } from './begin-operation.ts';
import type { Context } from './context.ts';
import { reasonOf } from './failure.ts';
import { keepTrying } from './keep-trying.ts';

/**
 * Keeps the answer, so that the same key gets it again. Only an answer that was kept may be given: another
 * one could be contradicted by the next with this key.
 * @throws DomainError `operation_running` when somebody else is at it by now, or has answered.
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
