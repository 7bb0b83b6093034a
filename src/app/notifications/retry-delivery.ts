import type { CheckEnd } from '../../ports/store/checks.ts';
import type { DeliveryRecord } from '../../ports/store/deliveries.ts';
import { pairOf } from '../checks.ts';
import type { Context } from '../context.ts';
import { accessById } from '../providers/access.ts';
import { applyNotification } from './apply-notification.ts';

/**
 * Applies a kept delivery again: its payment did not exist when it came. Its signature was verified then, and would be too
 * old by now.
 * @throws DomainError what a provider's failure becomes.
 */
export async function retryDelivery(context: Context, subject: string): Promise<CheckEnd> {
  const record = await findWaiting(context, subject);
  if (record === null) return 'done';
  const { accountId, key, eventId, delivery } = record;
  const sender = await accessById(context, accountId);
  const notification = sender.provider.split(delivery)?.find((one) => one.eventId === eventId);
  if (notification === undefined) throw new Error('a delivery that was kept can not be read');
  const incoming = { context, senders: [sender], isVerified: true, notification, delivery, keptAs: key };
  await applyNotification(incoming);
  return (await findWaiting(context, subject)) === null ? 'done' : 'again';
}

/**
 * After the last try: a delivery that matched no payment is ignored from now on. If the last try failed, the delivery may be
 * about money: it stays as it is, for an operator.
 */
export async function leaveDelivery(context: Context, subject: string, lastRunSucceeded: boolean): Promise<void> {
  const record = await findWaiting(context, subject);
  if (record === null) return;
  const { store, world } = context;
  const { accountId, eventId, eventType } = record;
  const about = { accountId, eventId, eventType };
  if (!lastRunSucceeded) return world.log.error(about, 'a webhook could not be processed and waits for an operator');
  await store.keepDelivery(record, 'ignored');
  world.log.warn(about, 'a webhook matched no payment and is ignored');
}

async function findWaiting({ store }: Context, subject: string): Promise<DeliveryRecord | null> {
  const { id, theirs } = pairOf(subject);
  const kept = await store.findDelivery(id, theirs);
  return kept?.state === 'waiting' ? kept.record : null;
}
