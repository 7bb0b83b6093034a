import { DomainError } from '../../domain/error.ts';
import type { Account } from '../../domain/payment/account.ts';
import type { Delivery, Verdict } from '../../ports/payment-provider.ts';
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
 * The accounts whose provider says that it sent the delivery to them.
 * @throws DomainError `too_many_hints` after many forged ones; what a provider's failure becomes: it is then sent again.
 */
export async function confirmedBy(
  context: Context,
  doubtful: readonly Access[],
  delivery: Delivery,
): Promise<Access[]> {
  const { refusedAsks, world } = context;
  const senders: Access[] = [];
  for (const access of doubtful) {
    const { account, provider, credentials } = access;
    const waitMs = refusedAsks.waitMs(account.id, world.now());
    if (waitMs > 0) throw tooMany('Too many webhooks that the payment provider did not send', waitMs);
    const outcome = await provider.confirm(credentials, delivery);
    if (outcome.kind !== 'ok') throw toError(context, outcome, { provider: provider.name });
    if (outcome.value) senders.push(access);
    else refusedAsks.refused(account.id, world.now());
  }
  return senders;
}

/** So that the provider sends it again. */
export function tooMany(message: string, waitMs: number): DomainError {
  return new DomainError('too_many_hints', message, { retryAfterSeconds: Math.ceil(waitMs / 1000) });
}
