import { DomainError } from '../../domain/error.ts';
import type { Gym } from '../../domain/gym/gym.ts';
import { type Money, moneyFromDecimal } from '../../domain/money/money.ts';
import { isOpen } from '../../domain/payment/fact.ts';
import type { NewPayment, Opened } from '../../domain/purchase/openings.ts';
import type { Context } from '../context.ts';
import { asRequest } from '../journal.ts';
import { type Access, accessById } from '../providers/access.ts';
import type { OpenedAndHeld } from '../purchases.ts';
import { getPayable, type Payable } from './get-payable.ts';

export type CheckoutInput = {
  readonly userId: string;
  readonly gymSlug: string;
  /** Decimal text in major units of the gym's currency. */
  readonly amount: string;
  readonly title: string;
  readonly payerEmail: string;
  /** Set by the app, never by the client: the id of an idempotency key's work, under which a retry finds the same checkout. */
  readonly paymentId?: string | undefined;
};

/**
 * Sends a customer to a page where they pay a gym. Two requests are two checkouts, unless they name the same
 * payment: then the one that was begun is finished, whatever has become of the gym since.
 * @throws DomainError `gym_not_found`, `invalid`, `amount_refused`, `payments_not_enabled`,
 * `credentials_unusable`, `provider_unavailable`, `provider_rejected`; `conflict` when it has ended meanwhile.
 */
export async function openCheckout(context: Context, input: CheckoutInput): Promise<Payable> {
  return asRequest(context, { operation: 'open_checkout', by: input.userId }, async (isAbout) => {
    const opened = (await resume(context, input)) ?? (await begin(context, input));
    isAbout(opened.payment.id);
    // The account that the payment was begun with: the gym may have another one by now.
    const access = await accessById(context, opened.payment.accountId);
    const cause = { kind: 'request', id: input.userId } as const;
    const { payment, handover } = await getPayable({ context, access, flow: 'redirect', cause }, opened);
    if (handover === null) throw new DomainError('conflict', `The checkout is ${payment.status}`);
    return { payment, handover };
  });
}

async function resume(
  { store, purchases, settings, world }: Context,
  { paymentId }: CheckoutInput,
): Promise<Opened | null> {
  const payment = paymentId === undefined ? null : await store.findPayment(paymentId);
  if (payment === null) return null;
  if (world.now() >= payment.expiresAt) throw new DomainError('conflict', 'The checkout has ended');
  if (payment.parentId !== null || !isOpen(payment.status)) return { payment, lease: null };
  return purchases.leaseOpening(payment.id, settings.leaseMs);
}

async function begin(context: Context, input: CheckoutInput): Promise<OpenedAndHeld> {
  const gym = await context.store.findGym(input.gymSlug);
  if (gym === null) throw new DomainError('gym_not_found', 'Gym not found');
  const amount = amountFor(context, gym, input.amount);
  if (!gym.paymentsEnabled)
    throw new DomainError('payments_not_enabled', 'Payments are not enabled for this gym: payments_enabled is false');
  if (gym.accountId === null)
    throw new DomainError(
      'payments_not_enabled',
      'Payments are not enabled for this gym: it has no provider credentials',
    );
  // Before the payment exists: it could not be opened without its account.
  const access = await accessById(context, gym.accountId);
  return context.purchases.openPayment(paymentFor(context, access, gym, amount, input), context.settings.leaseMs);
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
    id: input.paymentId ?? world.newId(),
    userId: input.userId,
    purpose: { kind: 'checkout', gymSlug: gym.slug },
    accountId: access.account.id,
    provider: gym.provider,
    amount,
    title: input.title,
    customerEmail: input.payerEmail,
    captureMethod: 'automatic',
    returnUrl: gym.returnUrl ?? settings.checkoutReturnUrl,
    statementDescriptor: access.provider.descriptor(gym.statementDescriptor ?? gym.name),
    expiresAt: new Date(world.now().getTime() + settings.checkoutTtlMs),
  };
}
