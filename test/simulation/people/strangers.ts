import { credentialsOf, PLATFORM } from '../bank.ts';
import type { Stream } from '../chance.ts';
import type { Given } from '../ledger.ts';
import { ask, type Sim } from '../sim.ts';
import { channelOf, emit } from '../wire.ts';

/** Says that a payment was paid, with a signature that is no signature. */
export async function forge(sim: Sim, chance: Stream, { paymentId, parentId }: Given): Promise<void> {
  const { provider } = sim.bank;
  const { amount } = provider.requestOf(parentId);
  const claims = { reference: paymentId, parentId, status: 'succeeded', at: sim.scheduler.now(), amount } as const;
  const delivery = provider.forged(provider.claimed(claims, `forged-${chance.uuid()}`));
  const holder = chance.isLucky(0.5) ? PLATFORM : 'gym-a';
  const received = await ask(sim, chance, (app) => app.receiveNotification(channelOf(holder), delivery)).catch(
    () => null,
  );
  if (received !== null) sim.fail('N4', 'a forged webhook was taken');
}

/** A gym pays itself in its own account under the reference of another's payment, and sends a webhook about it. */
export function payElsewhere(sim: Sim, chance: Stream, { parentId }: Given): void {
  const { provider, notice } = sim.bank;
  const request = provider.requestOf(parentId);
  const own = provider.make(credentialsOf('gym-b'), { ...request, idempotencyKey: chance.uuid() });
  sim.story.write(
    'stranger',
    () => `makes and pays ${own} in the account of gym-b, with reference ${request.reference}`,
  );
  sim.ledger.strange.add(own);
  provider.settle(own, 'succeeded');
  notice();
}

/** Something else is sold in the platform's own account, for another amount, under the reference of a payment. */
export function payAnotherAmount(sim: Sim, chance: Stream, { parentId }: Given): void {
  const { provider, notice } = sim.bank;
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
  const { provider, notice } = sim.bank;
  const request = { ...provider.requestOf(parentId), idempotencyKey: chance.uuid() };
  const own = provider.make(credentialsOf(PLATFORM), request);
  sim.story.write('stranger', () => `${own} is paid in the platform's account, with reference ${request.reference}`);
  sim.ledger.strange.add(own);
  provider.settle(own, 'succeeded');
  notice();
}

/** The provider reports a success of another amount than the parent's. */
export function reportAnotherAmount(sim: Sim, chance: Stream, { paymentId: reference, parentId }: Given): void {
  const { provider } = sim.bank;
  const { amount } = provider.requestOf(parentId);
  const claims = { reference, parentId, status: 'succeeded', at: sim.scheduler.now() } as const;
  const eventId = `odd-${chance.uuid()}`;
  const body = provider.claimed({ ...claims, amount: { ...amount, minor: 1 } }, eventId);
  emit(sim, { eventId, body, holder: PLATFORM, mayBeLost: false });
}

/** The account is used for something else, too, that the service knows nothing of. */
export function sellSomethingElse(sim: Sim, chance: Stream, { parentId }: Given): void {
  const { provider, notice } = sim.bank;
  const request = { ...provider.requestOf(parentId), reference: chance.uuid(), idempotencyKey: chance.uuid() };
  provider.settle(provider.make(credentialsOf(PLATFORM), request), 'succeeded');
  notice();
}

/** The owner of an account can sign whatever they like: here, that they were paid. */
export function lie(sim: Sim, chance: Stream, { paymentId, parentId }: Given): void {
  const { provider } = sim.bank;
  const { amount } = provider.requestOf(parentId);
  const eventId = `lie-${chance.uuid()}`;
  const claims = { reference: paymentId, parentId, status: 'succeeded', at: sim.scheduler.now(), amount } as const;
  for (const holder of ['gym-a', 'gym-b'])
    emit(sim, { eventId: `${eventId}-${holder}`, body: provider.claimed(claims, eventId), holder, mayBeLost: false });
}
