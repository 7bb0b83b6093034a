import { outcomeOf } from '../payment/dispute.ts';
import { isOpen } from '../payment/fact.ts';
import { withPresentAnomalies } from './anomalies/present.ts';
import type { Changes, Reminder } from './decision.ts';
import type { Purchase } from './purchase.ts';

/**
 * What follows from a change, whichever decision made it: anomalies end with their causes, and come back with them; checks end
 * with what they wait for, also those that the schedule has given up. No decision names it, so that none can forget it.
 */
export function conclude(before: Purchase, changes: Changes, newId: () => string): Changes {
  if (changes.purchase === before) return changes;
  const isRemembered = ({ kind, subject }: Check) =>
    changes.remember.some((one) => one.kind === kind && one.subject === subject);
  const over = checksOver(before, changes.purchase).filter((one) => !isRemembered(one));
  const purchase = withPresentAnomalies(changes.purchase, newId);
  return { ...changes, purchase, forget: [...changes.forget, ...over] };
}

type Check = Pick<Reminder, 'kind' | 'subject'>;

/** The checks of what was going on before and has ended. */
function checksOver(before: Purchase, after: Purchase): readonly Check[] {
  const left = new Set(checksOf(after).map(({ kind, subject }) => `${kind} ${subject}`));
  return checksOf(before).filter(({ kind, subject }) => !left.has(`${kind} ${subject}`));
}

/** The checks that end with what they wait for. */
function checksOf({ payment, refunds, captures, disputes }: Purchase): readonly Check[] {
  const isPending = ({ status }: { readonly status: string }) => status === 'pending';
  const subject = payment?.id ?? '';
  const ofPayment = ['payment', 'completion', 'closing'] as const;
  const isDisputed = disputes.some((one) => outcomeOf(one)?.status === 'open');
  return [
    ...(payment !== null && isOpen(payment.status) ? ofPayment.map((kind) => ({ kind, subject })) : []),
    ...refunds.filter(isPending).map(({ id }) => ({ kind: 'refund', subject: id }) as const),
    ...captures.filter(isPending).map(({ id }) => ({ kind: 'capture', subject: id }) as const),
    ...(isDisputed ? [{ kind: 'dispute', subject } as const] : []),
  ];
}
