import type { Anomaly, AnomalyKind } from '../../domain/payment/anomaly.ts';
import type { Payment } from '../../domain/payment/payment.ts';
import type { Recorded } from '../../domain/purchase/record.ts';
import type { CheckKind } from '../../domain/schedule.ts';
import type { LogFields } from '../../ports/world.ts';
import { SCHEDULE } from '../checks.ts';
import type { Context } from '../context.ts';
import type { FactsRecord } from '../purchases.ts';

/** What is recorded of a payment, and why; what is left out is nothing. */
export type Facts = Pick<FactsRecord, 'paymentId' | 'cause'> & Partial<FactsRecord>;

/** What facts are that say nothing. */
export const NOTHING: Omit<FactsRecord, 'paymentId' | 'cause'> = {
  fact: null,
  overAt: null,
  isRestOverdue: false,
  splits: false,
  attempt: null,
  others: [],
  reversals: [],
  awaitsCompletion: false,
  anomalies: [],
  parentId: null,
  intentId: null,
  delivery: null,
  loaded: null,
  cancellation: null,
  receiving: null,
  cancelsOrder: false,
  ifUnopened: false,
};

/** Commits facts about a payment, and logs and counts the anomalies that are new. */
export async function recordFacts({ purchases, world }: Context, facts: Facts): Promise<Recorded> {
  world.note({ paymentId: facts.paymentId });
  const recorded = await purchases.recordFacts({ ...NOTHING, ...facts });
  if (recorded.hasSucceeded) world.log.info(aboutSuccess(recorded.payment, facts), 'a payment succeeded');
  for (const { kind, subject } of recorded.newAnomalies) {
    world.log.warn({ paymentId: facts.paymentId, anomaly: kind, subject }, 'an anomaly was found');
    world.measure.anomaly(kind);
  }
  return recorded;
}

function aboutSuccess({ id, amount, provider, purpose, userId }: Payment, { cause }: Facts): LogFields {
  const gym = purpose.kind === 'checkout' ? { gym: purpose.gymSlug } : { orderId: purpose.orderId };
  return {
    paymentId: id,
    userId,
    ...gym,
    provider,
    amount: amount.minor,
    currency: amount.currency,
    cause: cause.kind,
  };
}

/** Stores an anomaly that only an operator can resolve, and logs it at every try. */
export async function recordAnomaly(context: Context, paymentId: string, anomaly: Anomaly): Promise<void> {
  await recordFacts(context, { paymentId, cause: SCHEDULE, anomalies: [anomaly] });
  const { kind, subject } = anomaly;
  context.world.log.error({ paymentId, anomaly: kind, subject }, 'this waits for an operator');
}

/** How a check on a payment gives up: the payment is left to an operator, with an anomaly about itself that names the check. */
export function reportAs(kind: AnomalyKind, check: CheckKind) {
  return (context: Context, paymentId: string): Promise<void> =>
    recordAnomaly(context, paymentId, { kind, subject: paymentId, detail: { check } });
}
