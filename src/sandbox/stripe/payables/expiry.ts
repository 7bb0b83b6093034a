import type { StripeContext } from '../context.ts';
import { invalidRequest } from '../requests/fault.ts';
import type { Form } from '../requests/params.ts';
import { secondsOf, type WireSession } from '../state.ts';
import { cancel, expireHolds } from './holds.ts';

/** How long a page may live (https://docs.stripe.com/api/checkout/sessions/create, 2026-11-21). */
const SHORTEST_S = 30 * 60;
const LONGEST_S = 24 * 3600;

/** When a page will end, in seconds. @throws FaultError when Stripe would not have it so. */
export function expiryIn(form: Form, now: number): number {
  const expiresAt = Number(form.get('expires_at') ?? now + LONGEST_S);
  if (expiresAt < now + SHORTEST_S || expiresAt > now + LONGEST_S)
    throw invalidRequest('The `expires_at` timestamp must be between 30 minutes and 24 hours from now.', {
      param: 'expires_at',
    });
  return expiresAt;
}

/** Pages end by themselves, and so do holds. Looked at before each request, which is when it can be noticed. */
export function expireDue(context: StripeContext): void {
  const now = secondsOf(context.now());
  for (const session of Object.values(context.state.sessions))
    if (session.status === 'open' && session.expires_at <= now) expire(context, session);
  expireHolds(context);
}

export function expire(context: StripeContext, session: WireSession): void {
  const { state, notify } = context;
  Object.assign(session, { status: 'expired', url: null });
  const intent = session.payment_intent === null ? undefined : state.intents[session.payment_intent];
  if (intent !== undefined) cancel(context, intent);
  if (intent !== undefined) notify('payment_intent.canceled', intent);
  notify('checkout.session.expired', session);
}
