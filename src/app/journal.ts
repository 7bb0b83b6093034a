import { DomainError } from '../domain/error.ts';
import type { JournalEntry, Subject } from '../ports/store/journal.ts';
import type { Context } from './context.ts';
import { reasonOf } from './failure.ts';

export const NO_SUBJECT: Subject = { paymentId: null, parentId: null, providerPaymentId: null };

/** What is requested, and the caller's user id. */
type RequestedBy = { readonly operation: string; readonly by: string };

/**
 * Does what a caller requested, and writes how it ended to the journal of its payment. `work` names the payment as soon as
 * it knows it; a request that is refused before that is in no journal.
 */
export async function asRequest<Result>(
  context: Context,
  { operation, by }: RequestedBy,
  work: (isAbout: (paymentId: string) => void) => Promise<Result>,
): Promise<Result> {
  const beganAt = context.world.now().getTime();
  let paymentId: string | null = null;
  const note = async (outcome: string) => {
    const tookMs = context.world.now().getTime() - beganAt;
    const entry = { kind: 'request', actor: by, operation, outcome, reason: null, tookMs } as const;
    await writeEntry(context, null, { ...NO_SUBJECT, paymentId }, entry);
  };
  try {
    const result = await work((id) => {
      paymentId = id;
      context.world.note({ paymentId });
    });
    await note('ok');
    return result;
  } catch (error) {
    await note(error instanceof DomainError ? error.code : 'internal');
    throw error;
  }
}

/** The journal is for people: when it can't be written, the work goes on. */
export async function writeEntry(
  { store, world }: Context,
  accountId: string | null,
  subject: Subject,
  entry: JournalEntry,
): Promise<void> {
  if (Object.values(subject).every((id) => id === null)) return;
  try {
    await store.writeJournal(accountId, subject, entry);
  } catch (error) {
    const { kind, operation } = entry;
    world.log.warn({ kind, operation, reason: reasonOf(error) }, 'the journal was not written');
  }
}
