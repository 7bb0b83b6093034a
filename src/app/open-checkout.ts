import { DomainError } from '../domain/error.ts';
import type { Gym } from '../domain/gym.ts';
import { type Money, moneyFromDecimal } from '../domain/money.ts';
import type { NewPayment } from '../ports/store.ts';
import { type Access, accessById } from './access.ts';
import type { Context } from './context.ts';
import { type HandedOver, handOver } from './hand-over.ts';

export type CheckoutInput = {
  readonly userId: string;
  readonly gymSlug: string;
  /** Decimal text in major units of the gym's currency. */
  readonly amount: string;
  readonly title: string;
  readonly payerEmail: string;
};

/**
 * Sends a customer to a page where they pay a gym. Two requests are two checkouts.
 * @throws DomainError `gym_not_found`, `invalid`, `amount_refused`, `payments_not_enabled`,
 * `credentials_unusable`, `provider_unavailable`, `provider_rejected`.
 */
export async function openCheckout(context: Context, input: CheckoutInput): Promise<HandedOver> {
  const gym = await context.store.findGym(input.gymSlug);
  if (gym === null) throw new DomainError('gym_not_found', 'Gym not found');
  const amount = amountFor(context, gym, input.amount);
  if (!gym.paymentsEnabled || gym.accountId === null)
    throw new DomainError('payments_not_enabled', 'Payments are not enabled for this gym');
  const access = await accessById(context, gym.accountId);
  const opened = await context.store.openPayment(
    paymentFor(context, access, gym, amount, input),
    context.settings.leaseMs,
  );
  const cause = { kind: 'request', id: input.userId } as const;
  const { payment, handover } = await handOver({ context, access, flow: 'redirect', cause }, opened);
  if (handover === null) throw new DomainError('conflict', `The checkout is ${payment.status}`);
  return { payment, handover };
}

function amountFor({ providers }: Context, gym: Gym, text: string): Money {
  const amount = moneyFromDecimal(text, gym.currency);
  const refusal = providers.get(gym.provider)?.refusal(amount) ?? null;
  if (refusal !== null) throw new DomainError('amount_refused', refusal.reason, { field: 'amount' });
  return amount;
}

function paymentFor(
  { world, settings }: Context,
  access: Access,
  gym: Gym,
  amount: Money,
  input: CheckoutInput,
): NewPayment {
  return {
    id: world.newId(),
    userId: input.userId,
    purpose: { kind: 'checkout', gymSlug: gym.slug },
    accountId: access.account.id,
    provider: gym.provider,
    amount,
    title: input.title,
    customerEmail: input.payerEmail,
    captureMethod: 'automatic',
    returnUrl: gym.returnUrl ?? settings.checkoutReturnUrl,
    expiresAt: new Date(world.now().getTime() + settings.checkoutTtlMs),
  };
}
