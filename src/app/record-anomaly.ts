import type { Anomaly, AnomalyKind } from '../domain/anomaly.ts';
import type { Context } from './context.ts';
import { recordFacts } from './record-facts.ts';
import { SCHEDULE } from './schedule.ts';

/** Keeps on the payment what only an operator can bring to an end, and says so at every try. */
export async function recordAnomaly(context: Context, paymentId: string, anomaly: Anomaly): Promise<void> {
  await recordFacts(context, { paymentId, cause: SCHEDULE, anomalies: [anomaly] });
  const { kind, subject } = anomaly;
  context.world.log.error({ paymentId, anomaly: kind, subject }, 'this waits for an operator');
}

/** How a check on a payment gives up: the payment is left to an operator, with an anomaly about itself. */
export function reportAs(kind: AnomalyKind) {
  return (context: Context, paymentId: string): Promise<void> =>
    recordAnomaly(context, paymentId, { kind, subject: paymentId, detail: {} });
}
