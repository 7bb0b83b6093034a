import type { Claim } from '../../domain/purchase/calls.ts';
import type { Failure } from '../../ports/outcome.ts';
import type { PaymentProvider } from '../../ports/payment-provider.ts';
import type { Context } from '../context.ts';

/**
 * Milliseconds until a search shows whatever the calls under this claim have made; it does by now where that is not
 * positive. A call began up to a search later than its claim, and may have had its effect at its very end.
 */
export function untilShownMs({ settings }: Context, { capabilities }: PaymentProvider, { unknown }: Claim): number {
  if (unknown === null) return 0;
  return capabilities.searchLagMs + 2 * settings.providerTimeoutMs - unknown.lastBeganMsAgo;
}

/** Whether the provider will say no again, however often it is asked; other credentials may do better. */
export function isFinal(failure: Failure): boolean {
  return failure.kind === 'declined' || (failure.kind === 'rejected' && failure.about !== 'credentials');
}
