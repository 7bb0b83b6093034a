import type { PaymentRow } from '../../../src/adapters/memory/tables.ts';
import type { Books } from '../../app/fake-provider.ts';

/** A payment of ours, and what its provider's books say of it. */
export type Held = {
  readonly row: PaymentRow;
  /** All that carry its reference, in its account. */
  readonly parents: Books['parents'];
  readonly own: Books['parents'][number] | undefined;
};

export function hasAnomaly({ anomalies }: PaymentRow, kind: string, subject?: string): boolean {
  return anomalies.some((one) => one.kind === kind && (subject === undefined || one.subject === subject));
}

/** Minor units that the provider has taken by this parent. */
export function takenBy({ status, captured, request, parts }: Books['parents'][number]): number {
  const whole = status === 'succeeded' ? (captured ?? request.amount.minor) : 0;
  return parts.reduce((sum, part) => sum + (part.status === 'succeeded' ? part.minor : 0), whole);
}
