import type { Account } from '../domain/account.ts';
import type { Outcome } from '../ports/outcome.ts';
import type { PaymentProvider } from '../ports/payment-provider.ts';
import type { Context } from './context.ts';
import { aroundCalls } from './provider-calls.ts';

/**
 * The provider of one account, which is not asked while it doesn't answer: the outcome is `not_sent` then.
 * Notifications are looked into all the same: many tell everything by themselves and ask nobody, which is also why
 * understanding one is no sign of life.
 */
export function guarded(context: Context, account: Account, provider: PaymentProvider): PaymentProvider {
  const { circuits, world } = context;
  return aroundCalls(provider, async ({ name, ask }) => {
    const isTold = name === 'translate';
    const waitMs = isTold ? 0 : circuits.waitMs(account.id, world.now());
    if (waitMs > 0) return leftAlone(waitMs);
    const outcome = await ask();
    if (!isAnswer(outcome)) count(context, account);
    else if (!isTold) circuits.answered(account.id);
    return outcome;
  });
}

function leftAlone(waitMs: number): Outcome<never> {
  const reason = 'the account has not answered for a while';
  return { kind: 'not_sent', reason, retryAfterSeconds: Math.ceil(waitMs / 1000) };
}

function count({ circuits, world }: Context, { id, provider }: Account): void {
  if (circuits.failed(id, world.now()))
    world.log.warn({ accountId: id, provider }, 'an account does not answer: its circuit is open for a while');
}

/** A refusal is an answer: whoever gives it is there. */
function isAnswer(outcome: Outcome<unknown>): boolean {
  return outcome.kind !== 'unknown' && outcome.kind !== 'not_sent';
}
