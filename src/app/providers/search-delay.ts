import type { Lease } from '../../domain/purchase/calls.ts';
import type { PaymentProvider } from '../../ports/payment-provider.ts';
import type { Context } from '../context.ts';

/**
 * Milliseconds until a search is sure to show what earlier calls have made; not positive if it is sure by now. A call begins
 * up to one search after its lease, and may have its effect at its very end.
 */
export function msUntilSearchIsReliable(
  { settings }: Context,
  { capabilities }: PaymentProvider,
  { unknown }: Lease,
): number {
  if (unknown === null) return 0;
  return capabilities.searchLagMs + 2 * settings.providerTimeoutMs - unknown.lastBeganMsAgo;
}
