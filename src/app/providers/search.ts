import type { Payment } from '../../domain/payment/payment.ts';
import type { Lease } from '../../domain/purchase/calls.ts';
import type { Outcome } from '../../ports/outcome.ts';
import type { PaymentProvider } from '../../ports/payment-provider/payment-provider.ts';
import type { Parent } from '../../ports/payment-provider/requests.ts';
import type { Context } from '../context.ts';
import type { Access } from './access.ts';

/** How far a provider's clock may be behind ours: what a call made may be dated that much before its payment. */
const CLOCKS_DIFFER_MS = 10 * 60_000;

/** The parents that carry the payment's reference; `rejected` where the provider has no search. */
export async function findParents(
  { provider, credentials }: Pick<Access, 'provider' | 'credentials'>,
  { id, createdAt }: Payment,
): Promise<Outcome<readonly Parent[]>> {
  if (provider.capabilities.searchLagMs === null)
    return { kind: 'rejected', about: 'request', reason: 'the provider has no search' };
  return provider.find(credentials, id, new Date(createdAt.getTime() - CLOCKS_DIFFER_MS));
}

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
  return (capabilities.searchLagMs ?? 0) + 2 * settings.providerTimeoutMs - unknown.lastBeganMsAgo;
}
