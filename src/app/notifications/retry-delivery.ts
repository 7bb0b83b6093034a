import type { CheckEnd } from '../../ports/checks.ts';
import type { DeliveryRecord } from '../../ports/deliveries.ts';
import { pairOf } from '../checks.ts';
import type { Context } from '../context.ts';
import { accessById } from '../providers/access.ts';
import { applyNotification } from './apply-notification.ts';

/**
 * Reads a kept delivery again, whose payment was not there when it came. It was verified then; by now its signature
 * would be too old.
 * @throws DomainError what a provider's failure becomes.
 */
export async function retryDelivery(context: Context, subject: string): Promise<CheckEnd> {
  const record = await findWaiting(context, subject);
  if (record === null) return 'done';
  const { accountId, key, eventId, delivery } = record;
  const sender = await accessById(context, accountId);
  const told = sender.provider.split(delivery)?.find((notification) => notification.eventId === eventId);
  if (told === undefined) throw new Error('a delivery that was kept can not be read');
  const incoming = { context, senders: [sender], isVerified: true, notification: told, delivery, keptAs: key };
  await applyNotification(incoming);
  return (await findWaiting(context, subject)) === null ? 'done' : 'again';
}

/**
 * Nobody knows what it is about, and nobody ever will. One that could not be looked into may be about money: it stays
 * as it is, for an operator.
 */
export async function leaveDelivery(context: Context, subject: string, wasLookedAt: boolean): Promise<void> {
  const record = await findWaiting(context, subject);
  if (record === null) return;
  const { store, world } = context;
  const { accountId, eventId, eventType } = record;
  const about = { accountId, eventId, eventType };
  if (!wasLookedAt) return world.log.error(about, 'a webhook could not be processed and waits for an operator');
  await store.keepDelivery(record, 'ignored');
  world.log.warn(about, 'a webhook matched no payment and is ignored');
}

async function findWaiting({ store }: Context, subject: string): Promise<DeliveryRecord | null> {
  const { id, theirs } = pairOf(subject);
  const kept = await store.findDelivery(id, theirs);
  return kept?.state === 'waiting' ? kept.record : null;
}
