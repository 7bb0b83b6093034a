import { DomainError } from '../../domain/error.ts';
import type { AuditRecord } from '../../domain/operator/audit.ts';
import type { Check, CheckEnd, CheckKind } from '../../ports/store/checks.ts';
import { pendingCaptures, pendingRefunds } from '../captures-and-refunds/finish-pending.ts';
import type { Context } from '../context.ts';
import { reasonOf } from '../failure.ts';
import { renewGrant } from '../gyms/renew-grant.ts';
import { leaseEnd } from '../keep-trying.ts';
import { leaveDelivery, retryDelivery } from '../notifications/retry-delivery.ts';
import { closeLeftovers, finishUnused, reportUnused } from '../opening/close-unused.ts';
import { checkOpening } from '../opening/recover-opening.ts';
import { reportAs } from '../recording/record-facts.ts';
import { completePayment } from './complete-payment.ts';
import {
  finishClosing,
  reconcileDisputes,
  reconcilePayment,
  reconcileReversals,
  reportUnlearned,
} from './reconcile.ts';

/** How a kind of check is handled. */
type CheckHandler = {
  /**
   * Does what the subject needs by now. If it throws, the check is tried again, unless this was the last try (`isLast`).
   */
  run(context: Context, subject: string, turn: Turn): Promise<CheckEnd>;
  /**
   * After the last try: makes it visible that only an operator can help. May be called again. `lastRunSucceeded`: the last
   * run completed and found nothing changed.
   */
  giveUp(context: Context, subject: string, lastRunSucceeded: boolean): Promise<void>;
};

/** `untilMs`: when the lease of the check ends on our own clock, reckoned from before it was taken (`leaseEnd`). */
export type Turn = Pick<Check, 'isLast'> & { readonly untilMs: number };

/** How each kind of check is made. src/domain/schedule.ts says how long it waits between its tries. */
const CHECKS: Readonly<Record<CheckKind, CheckHandler>> = {
  opening: { run: checkOpening, giveUp: reportAs('outcome_unknown', 'opening') },
  // A buyer began to pay it weeks ago.
  payment: { run: reconcilePayment, giveUp: reportAs('outcome_unknown', 'payment') },
  completion: { run: completePayment, giveUp: reportAs('outcome_unknown', 'completion') },
  closing: { run: finishClosing, giveUp: reportAs('not_closed', 'closing') },
  parent: { run: finishUnused, giveUp: reportUnused },
  leftover: { run: closeLeftovers, giveUp: reportAs('outcome_unknown', 'leftover') },
  delivery: { run: retryDelivery, giveUp: leaveDelivery },
  refund: pendingRefunds,
  capture: pendingCaptures,
  // A bank that has not decided yet is no fault: the payment's details show the open dispute.
  dispute: { run: reconcileDisputes, giveUp: async () => {} },
  reversals: { run: reconcileReversals, giveUp: reportUnlearned },
  grant: { run: renewGrant, giveUp: async () => {} },
};

const KINDS = Object.keys(CHECKS) as CheckKind[];

/** How many checks run at once: most of the time they wait for a provider, and hold no connection meanwhile. */
const AT_ONCE = 10;

/**
 * Runs the checks that are due until none is left or `isStopped`. One that fails or takes long does not delay the others,
 * and replicas may sweep at the same time.
 * @throws DomainError `store_unavailable`
 */
export async function sweep(context: Context, isStopped: () => boolean = () => false): Promise<void> {
  const underway = new Set<Promise<void>>();
  for (let mayBeMore = true; mayBeMore && !isStopped(); ) {
    const room = AT_ONCE - underway.size;
    const untilMs = leaseEnd(context);
    const checks = await context.store.takeChecks(KINDS, room, context.settings.leaseMs);
    for (const check of checks) {
      const running = runCheck(context, check, untilMs).finally(() => underway.delete(running));
      underway.add(running);
    }
    mayBeMore = checks.length === room;
    if (mayBeMore) await Promise.race(underway);
  }
  await Promise.all(underway);
}

/** Makes one check now, whatever its schedule says, unless a worker is making it: then there is no audit of it, either. */
export async function makeCheckNow(
  context: Context,
  { kind, subject }: Pick<Check, 'kind' | 'subject'>,
  audit: AuditRecord,
): Promise<void> {
  const untilMs = leaseEnd(context);
  const check = await context.store.takeCheck(kind, subject, context.settings.leaseMs, audit);
  if (check !== null) await runCheck(context, check, untilMs);
}

async function runCheck(context: Context, check: Check, untilMs: number): Promise<void> {
  try {
    const result = await runSafely(context, check, untilMs);
    const end = result ?? 'again';
    if (end === 'again' && check.isLast) await CHECKS[check.kind].giveUp(context, check.subject, result !== null);
    await context.store.endCheck(check, end);
  } catch (error) {
    // Its lease expires, and then the check is due again.
    context.world.log.error({ ...about(check), reason: reasonOf(error) }, 'a check could not be ended');
  }
}

/** Null when the run failed. */
async function runSafely(context: Context, check: Check, untilMs: number): Promise<CheckEnd | null> {
  try {
    return await CHECKS[check.kind].run(context, check.subject, { isLast: check.isLast, untilMs });
  } catch (error) {
    // No failure: a customer is paying, and the check waits for that.
    if (error instanceof DomainError && error.notBefore instanceof Date) return { at: error.notBefore };
    context.world.log.warn({ ...about(check), reason: reasonOf(error) }, 'a check failed');
    return null;
  }
}

function about({ kind, subject, tries }: Check) {
  return { check: kind, subject, tries };
}
