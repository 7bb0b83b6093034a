import { DomainError } from '../../domain/error.ts';
import type { Check, CheckEnd, CheckKind } from '../../ports/checks.ts';
import { pendingCaptures, pendingRefunds } from '../captures-and-refunds/finish-pending.ts';
import type { Context } from '../context.ts';
import { reasonOf } from '../failure.ts';
import { renewGrant } from '../gyms/renew-grant.ts';
import { leaveDelivery, retryDelivery } from '../notifications/retry-delivery.ts';
import { closeLeftovers, finishUnused, reportUnused } from '../opening/close-unused.ts';
import { checkOpening } from '../opening/recover-opening.ts';
import { reportAs } from '../recording/record-facts.ts';
import {
  finishClosing,
  reconcileDisputes,
  reconcilePayment,
  reconcileReversals,
  reportUnlearned,
} from './reconcile.ts';

/** What a kind of check does. */
type Looking = {
  /**
   * Looks at the subject, and does what is to be done by now; it may throw: then it is tried again, unless this was the
   * last try (`isLast`).
   */
  look(context: Context, subject: string, isLast: boolean): Promise<CheckEnd>;
  /**
   * After the last try: makes it visible that only an operator can help. May be called again. `wasLookedAt` says that
   * the last look did not fail, but found it as before.
   */
  giveUp(context: Context, subject: string, wasLookedAt: boolean): Promise<void>;
};

/** How each kind of check is made. src/domain/schedule.ts says how long it waits between its tries. */
const CHECKS: Readonly<Record<CheckKind, Looking>> = {
  opening: { look: checkOpening, giveUp: reportAs('outcome_unknown') },
  // Somebody began to pay it weeks ago.
  payment: { look: reconcilePayment, giveUp: reportAs('outcome_unknown') },
  closing: { look: finishClosing, giveUp: reportAs('not_closed') },
  parent: { look: finishUnused, giveUp: reportUnused },
  leftover: { look: closeLeftovers, giveUp: reportAs('outcome_unknown') },
  delivery: { look: retryDelivery, giveUp: leaveDelivery },
  refund: pendingRefunds,
  capture: pendingCaptures,
  // That a bank has not decided is no fault of anybody's: who looks at the payment sees it.
  dispute: { look: reconcileDisputes, giveUp: async () => {} },
  reversals: { look: reconcileReversals, giveUp: reportUnlearned },
  grant: { look: renewGrant, giveUp: async () => {} },
};

const KINDS = Object.keys(CHECKS) as CheckKind[];

/** So many at once: most of their time they wait for a provider, and hold nothing meanwhile. */
const AT_ONCE = 10;

/**
 * Makes the checks that are due until none is left or `isStopped`. One that fails or takes long stops no other, and
 * replicas may sweep at the same time.
 * @throws DomainError `store_unavailable`
 */
export async function sweep(context: Context, isStopped: () => boolean = () => false): Promise<void> {
  const underway = new Set<Promise<void>>();
  for (let mayBeMore = true; mayBeMore && !isStopped(); ) {
    const room = AT_ONCE - underway.size;
    const checks = await context.store.takeChecks(KINDS, room, context.settings.leaseMs);
    for (const check of checks) {
      const making = make(context, check).finally(() => underway.delete(making));
      underway.add(making);
    }
    mayBeMore = checks.length === room;
    if (mayBeMore) await Promise.race(underway);
  }
  await Promise.all(underway);
}

async function make(context: Context, check: Check): Promise<void> {
  try {
    const looked = await lookSafely(context, check);
    const end = looked ?? 'again';
    if (end === 'again' && check.isLast) await CHECKS[check.kind].giveUp(context, check.subject, looked !== null);
    await context.store.endCheck(check, end);
  } catch (error) {
    // Its lease ends by itself, and then it is due again.
    context.world.log.error({ ...about(check), reason: reasonOf(error) }, 'a check could not be ended');
  }
}

/** Null when the look failed. */
async function lookSafely(context: Context, check: Check): Promise<CheckEnd | null> {
  try {
    return await CHECKS[check.kind].look(context, check.subject, check.isLast);
  } catch (error) {
    // Nothing is wrong: what a customer began is waited for.
    if (error instanceof DomainError && error.notBefore instanceof Date) return { at: error.notBefore };
    context.world.log.warn({ ...about(check), reason: reasonOf(error) }, 'a check failed');
    return null;
  }
}

function about({ kind, subject, tries }: Check) {
  return { check: kind, subject, tries };
}
