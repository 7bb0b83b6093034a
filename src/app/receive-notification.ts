import { DomainError } from '../domain/error.ts';
import type { Delivery } from '../ports/payment-provider.ts';
import { type Access, accessTo, accessToPlatform } from './access.ts';
import { applyNotification, type Received } from './apply-notification.ts';
import type { Context } from './context.ts';

/** Where a delivery came in: it can only speak of payments of the accounts behind that address. */
export type Channel =
  | { readonly kind: 'platform'; readonly provider: string }
  | { readonly kind: 'gym'; readonly slug: string };

/** Accepted, and nothing to do. */
const NOTHING: Received = { eventId: null, eventType: null, intentId: null, status: 'ignored' };

/**
 * Takes what a provider tells. When this resolves, what it told is committed; when it throws anything but
 * `signature_invalid`, `gym_not_found` or `notification_malformed`, the provider should tell it again.
 */
export async function receiveNotification(context: Context, channel: Channel, delivery: Delivery): Promise<Received> {
  const accesses = await accessesOf(context, channel);
  const verdicts = accesses.map(({ provider, credentials }) => provider.verify(delivery, credentials.webhookSecrets));
  const signers = accesses.filter((_, index) => verdicts[index] === 'valid');
  const [signer] = signers;
  if (signer === undefined) {
    // A shape that is never signed doubles one that is: dropping it loses nothing.
    if (verdicts.includes('unverifiable')) return NOTHING;
    throw new DomainError('signature_invalid', 'Invalid webhook signature');
  }
  const notifications = signer.provider.split(delivery);
  if (notifications === null) throw new DomainError('notification_malformed', 'The notification can not be read');
  let received = NOTHING;
  for (const notification of notifications)
    received = await applyNotification({ context, signers, notification, delivery });
  return received;
}

/** Every account the channel ever had: what was paid through an old one is still told here. */
async function accessesOf(context: Context, channel: Channel): Promise<readonly Access[]> {
  if (channel.kind === 'platform') return platformAccess(context, channel.provider);
  if ((await context.store.findGym(channel.slug)) === null) throw new DomainError('gym_not_found', 'Gym not found');
  const accounts = await context.store.listAccounts(channel);
  return accounts.map((account) => accessTo(context, account));
}

/** Without configured secrets there is nothing that a signature could be valid for. */
async function platformAccess(context: Context, provider: string): Promise<readonly Access[]> {
  if (context.providers.platformCredentials(provider) === null) return [];
  return [await accessToPlatform(context, provider)];
}
