import type { Anomaly } from '../domain/anomaly.ts';
import type { Context } from './context.ts';
import { SCHEDULE } from './schedule.ts';

/** Keeps on the payment what only an operator can bring to an end, and says so at every try. */
export async function recordAnomaly({ store, world }: Context, paymentId: string, anomaly: Anomaly): Promise<void> {
  const nothing = {
    fact: null,
    attempt: null,
    reversals: [],
    parentId: null,
    intentId: null,
    delivery: null,
    cancelsOrder: false,
  };
  const recorded = await store.recordFacts({ ...nothing, paymentId, cause: SCHEDULE, anomalies: [anomaly] });
  for (const { kind } of recorded.newAnomalies) world.measure.anomaly(kind);
  world.log.error({ paymentId, anomaly: anomaly.kind, subject: anomaly.subject }, 'an operator has to look at this');
}
