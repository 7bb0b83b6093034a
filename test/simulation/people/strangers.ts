import type { PaymentRow } from '../../../src/adapters/memory/tables.ts';
import type { Account } from '../../../src/domain/payment/account.ts';
import type { PurchasePayment } from '../../../src/domain/purchase/purchase.ts';
import type { Bank } from '../banks/bank.ts';
import { PROVIDER } from '../banks/banks.ts';
import { GYMS, PLATFORM } from '../banks/holders.ts';
import type { Stream } from '../chance.ts';
import type { Given } from '../ledger.ts';
import type { Sim } from '../sim.ts';
import { emit } from '../wire.ts';

/** A gym pays itself in its own account under the reference of another's payment, and sends a webhook about it. */
export function payElsewhere(sim: Sim, chance: Stream, { paymentId }: Given): void {
  const payment = sim.tables.payments.get(paymentId)?.payment;
  if (payment !== undefined) payInAccountOf(sim, chance, { payment, bank: sim.banks.at(PROVIDER), holder: GYMS[1] });
}

/** The same, of the gym's newest payment, in an account that the gym had before, or has got since. */
export function payTheFormerOwner(sim: Sim, chance: Stream): void {
  const { accounts, payments } = sim.tables;
  const isOfGym = ({ payment: { purpose } }: PaymentRow) => purpose.kind === 'checkout' && purpose.gymSlug === GYMS[0];
  const payment = [...payments.values()].findLast(isOfGym)?.payment;
  const isAnother = ({ id, owner }: Account) =>
    owner.kind === 'gym' && owner.slug === GYMS[0] && id !== payment?.accountId;
  const others = [...accounts.values()].filter(isAnother);
  if (payment === undefined || others.length === 0) return;
  const { provider, providerUserId } = chance.pick(others);
  payInAccountOf(sim, chance, { payment, bank: sim.banks.at(provider), holder: providerUserId ?? '' });
}

type Elsewhere = { readonly payment: PurchasePayment; readonly bank: Bank; readonly holder: string };

function payInAccountOf(sim: Sim, chance: Stream, { payment, bank, holder }: Elsewhere): void {
  const { id: reference, amount, title, customerEmail, captureMethod, expiresAt } = payment;
  const said = { reference, idempotencyKey: chance.uuid(), amount, title, customerEmail, captureMethod, expiresAt };
  const where = { flow: 'redirect', returnUrl: null, statementDescriptor: null, notificationUrl: '' } as const;
  const own = bank.provider.make(bank.credentialsOf(holder), { ...said, ...where });
  sim.story.write('stranger', () => `makes and pays ${own} in the account of ${holder}, with reference ${reference}`);
  sim.ledger.strange.add(own);
  bank.provider.settle(own, 'succeeded');
  bank.notice();
}

/** Something else is sold in the platform's own account, for another amount, under the reference of a payment. */
export function payAnotherAmount(sim: Sim, chance: Stream, { parentId }: Given): void {
  const { provider, notice, credentialsOf } = sim.banks.of(parentId);
  const { amount, ...request } = provider.requestOf(parentId);
  const other = { ...request, amount: { ...amount, minor: 1 }, idempotencyKey: chance.uuid() };
  const own = provider.make(credentialsOf(PLATFORM), other);
  sim.story.write(
    'stranger',
    () => `${own} of 1 is paid in the platform's account, with reference ${request.reference}`,
  );
  sim.ledger.strange.add(own);
  provider.settle(own, 'succeeded');
  notice();
}

/** Another parent of the same amount is made in the account, under the reference of a payment, and is paid. */
export function payACopy(sim: Sim, chance: Stream, { parentId }: Given): void {
  const { provider, notice, credentialsOf } = sim.banks.of(parentId);
  const request = { ...provider.requestOf(parentId), idempotencyKey: chance.uuid() };
  const own = provider.make(credentialsOf(PLATFORM), request);
  sim.story.write('stranger', () => `${own} is paid in the platform's account, with reference ${request.reference}`);
  sim.ledger.strange.add(own);
  provider.settle(own, 'succeeded');
  notice();
}

/** The provider reports a success of another amount than the parent's. */
export function reportAnotherAmount(sim: Sim, chance: Stream, { paymentId: reference, parentId }: Given): void {
  const { provider, webhookOf } = sim.banks.of(parentId);
  const { amount } = provider.requestOf(parentId);
  const claims = { reference, parentId, status: 'succeeded', at: sim.scheduler.now() } as const;
  const eventId = `odd-${chance.uuid()}`;
  const body = provider.claimed({ ...claims, amount: { ...amount, minor: 1 } }, eventId);
  emit(sim, webhookOf(PLATFORM, { eventId, body, about: null, mayBeLost: false }));
}

/** The account is used for something else, too, that the service knows nothing of. */
export function sellSomethingElse(sim: Sim, chance: Stream, { parentId }: Given): void {
  const { provider, notice, credentialsOf } = sim.banks.of(parentId);
  const request = { ...provider.requestOf(parentId), reference: chance.uuid(), idempotencyKey: chance.uuid() };
  provider.settle(provider.make(credentialsOf(PLATFORM), request), 'succeeded');
  notice();
}

/** The owners of accounts can sign whatever they like: here, that they were paid. */
export function lie(sim: Sim, chance: Stream, { paymentId: reference, parentId }: Given): void {
  const { amount } = sim.banks.of(parentId).provider.requestOf(parentId);
  const eventId = `lie-${chance.uuid()}`;
  const claims = { reference, parentId, status: 'succeeded', at: sim.scheduler.now(), amount } as const;
  for (const { owner, provider: name, providerUserId } of sim.tables.accounts.values()) {
    if (owner.kind !== 'gym' || providerUserId === null) continue;
    const { provider, webhookOf } = sim.banks.at(name);
    const said = { eventId: `${eventId} by ${providerUserId}`, body: provider.claimed(claims, eventId) };
    emit(sim, webhookOf(providerUserId, { ...said, about: null, mayBeLost: false }));
  }
}
