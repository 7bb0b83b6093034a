import { DomainError } from '../domain/error.ts';
import type { JournalEntry, Subject } from '../ports/journal.ts';
import type { Context } from './context.ts';
import { reasonOf } from './failure.ts';

export const NOBODY: Subject = { paymentId: null, parentId: null, providerPaymentId: null };

/** Who asks for what. */
type Asked = { readonly operation: string; readonly by: string };

/**
 * Does what somebody asked for, and notes how it ended in the story of the payment that it turned out to be about.
 * `work` says which, as soon as it knows; what is refused before that is in no payment's story.
 */
export async function asRequest<Result>(
  context: Context,
  { operation, by }: Asked,
  work: (isAbout: (paymentId: string) => void) => Promise<Result>,
): Promise<Result> {
  const beganAt = context.world.now().getTime();
  let paymentId: string | null = null;
  const note = async (outcome: string) => {
    const tookMs = context.world.now().getTime() - beganAt;
    const entry = { kind: 'request', actor: by, operation, outcome, reason: null, tookMs } as const;
    await writeEntry(context, null, { ...NOBODY, paymentId }, entry);
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
