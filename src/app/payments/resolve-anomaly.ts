import { DomainError } from '../../domain/error.ts';
import type { KeptAnomaly } from '../../ports/store/queries.ts';
import { type Actor, authorOf, requireScope } from '../actor.ts';
import type { Context } from '../context.ts';
import { findPaymentToChange } from './read-payments.ts';

export type Resolving = { readonly paymentId: string; readonly anomalyId: string; readonly reason: string };

/**
 * Marks an anomaly as resolved by an operator, once; the same request again changes nothing.
 * @throws DomainError `scope_missing`, `payment_not_found`, `anomaly_not_found`; `conflict` when it was resolved before, by
 * another operator or with another reason.
 */
export async function resolveAnomaly(context: Context, actor: Actor, resolving: Resolving): Promise<KeptAnomaly> {
  requireScope(actor, 'payments:manage');
  const { paymentId, anomalyId, reason } = resolving;
  const { id } = await findPaymentToChange(context, actor, paymentId);
  const anomaly = await context.purchases.resolveAnomaly(
    id,
    anomalyId,
    { by: actor.userId, reason },
    authorOf(context, actor),
  );
  if (anomaly === null) throw new DomainError('anomaly_not_found', 'Anomaly not found');
  if (anomaly.resolution?.by !== actor.userId || anomaly.resolution.reason !== reason)
    throw new DomainError('conflict', 'The anomaly is resolved already');
  return anomaly;
}
