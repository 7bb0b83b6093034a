import type { KeptAnomaly } from './readings.ts';

/** What operators do about anomalies. What providers tell that makes one comes in through `recordFacts`. */
export type Anomalies = {
  /**
   * Says who has looked at it, unless somebody has said so before: the first resolution stays, whoever asks. Answers with
   * the anomaly as it is then; null when the payment has none of this id.
   */
  resolveAnomaly(
    paymentId: string,
    anomalyId: string,
    resolution: { readonly by: string; readonly reason: string },
  ): Promise<KeptAnomaly | null>;
};
