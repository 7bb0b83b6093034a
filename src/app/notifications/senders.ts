import { DomainError } from '../../domain/error.ts';
import type { Account } from '../../domain/payment/account.ts';
import type { Delivery, Verdict } from '../../ports/payment-provider/deliveries.ts';
import type { Context } from '../context.ts';
import { toError } from '../failure.ts';
import { type Access, accessTo } from '../providers/access.ts';

// Which of the accounts behind an address a delivery was sent to.

/** An account that can't be decrypted doesn't keep the notifications of the others out. */
export function openAll(context: Context, accounts: readonly Account[]) {
  const accesses: Access[] = [];
  const failures: DomainError[] = [];
  for (const account of accounts)
    try {
      accesses.push(accessTo(context, account));
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      failures.push(error);
    }
  return { accesses, failures };
}

/**
 * The accounts that signed a delivery, and those whose provider alone can say so. One provider's accounts are first tried
 * together: a stranger's delivery costs one try per secret, however many accounts share it.
 */
export function signersOf(accesses: readonly Access[], delivery: Delivery) {
  const signers: Access[] = [];
  const doubtful: Access[] = [];
  const verdicts: Verdict[] = [];
  for (const [first, ...others] of Map.groupBy(accesses, ({ provider }) => provider.name).values()) {
    if (first === undefined) continue;
    const all = [first, ...others];
    const verdict = first.provider.verify(
      delivery,
      all.map(({ credentials }) => credentials),
    );
    verdicts.push(verdict);
    if (verdict === 'ask') doubtful.push(...all);
    if (verdict === 'valid') signers.push(...(others.length === 0 ? all : all.filter(hasSigned)));
  }
  return { signers, verdicts, doubtful };

  function hasSigned({ provider, credentials }: Access): boolean {
    return provider.verify(delivery, [credentials]) === 'valid';
  }
}

/**
 * The first account whose provider says that it sent the delivery to it. One that did not, or can't be asked, keeps out
 * nothing that another account was sent: a gym's old app may be deleted.
 * @throws DomainError when no account confirms: `too_many_hints` after many forged ones; what a provider's failure becomes.
 * The delivery is then sent again.
 */
export async function confirmedBy(
  context: Context,
  doubtful: readonly Access[],
  delivery: Delivery,
): Promise<Access | null> {
  const answers: Doubt[] = [];
  for (const access of doubtful) {
    const answer = await ask(context, access, delivery);
    if (answer === 'sent') return access;
    answers.push(answer);
  }
  const { refusedAsks, world } = context;
  for (const { refusedBy } of answers) if (refusedBy !== null) refusedAsks.refused(refusedBy, world.now());
  const [failure] = answers.flatMap(({ toThrow }) => toThrow ?? []);
  if (failure !== undefined) throw failure();
  return null;
}

/** Why an account is not known to be the sender. */
type Doubt = {
  /** The account for which its provider was asked in vain; null when it was not asked, or did not answer. */
  readonly refusedBy: string | null;
  /** Null when the provider said that it did not send the delivery. */
  readonly toThrow: (() => DomainError) | null;
};

async function ask(
  context: Context,
  { account, provider, credentials }: Access,
  delivery: Delivery,
): Promise<'sent' | Doubt> {
  const waitMs = context.refusedAsks.waitMs(account.id, context.world.now());
  if (waitMs > 0) return { refusedBy: null, toThrow: () => tooMany(TOO_MANY, waitMs) };
  const outcome = await provider.confirm(credentials, delivery);
  if (outcome.kind === 'ok') return outcome.value ? 'sent' : { refusedBy: account.id, toThrow: null };
  // Credentials that are not taken confirm nothing, however often they are tried.
  const refusedBy = outcome.kind === 'rejected' ? account.id : null;
  return { refusedBy, toThrow: () => toError(context, outcome, { provider: provider.name }) };
}

const TOO_MANY = 'Too many webhooks that the payment provider did not send';

/** So that the provider sends it again. */
export function tooMany(message: string, waitMs: number): DomainError {
  return new DomainError('too_many_hints', message, { retryAfterSeconds: Math.ceil(waitMs / 1000) });
}
