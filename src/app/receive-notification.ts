import type { Account } from '../domain/account.ts';
import { DomainError } from '../domain/error.ts';
import type { Gym } from '../domain/gym.ts';
import type { Delivery, Verdict } from '../ports/payment-provider.ts';
import { type Access, accessTo } from './access.ts';
import { applyNotification, type Received } from './apply-notification.ts';
import type { Context } from './context.ts';

/** Where a delivery came in: it can only speak of payments of the accounts behind that address. */
export type Channel =
  | { readonly kind: 'platform'; readonly provider: string }
  | { readonly kind: 'gym'; readonly slug: string };

/** Accepted, and nothing to do. */
const NOTHING: Received = { eventId: null, eventType: null, intentId: null, status: 'ignored' };

/** What signed it, if anything did, and whether it is worth asking the provider about. */
type Checked = { readonly senders: readonly Access[]; readonly isVerified: boolean };

/**
 * Takes what a provider tells. When this resolves, what it told is committed; when it throws anything but
 * `signature_invalid`, `gym_not_found` or `notification_malformed`, the provider should tell it again.
 */
export async function receiveNotification(context: Context, channel: Channel, delivery: Delivery): Promise<Received> {
  const gym = channel.kind === 'gym' ? await findGym(context, channel.slug) : null;
  const provider = channel.kind === 'gym' ? (gym?.provider ?? '') : channel.provider;
  const { measure } = context.world;
  try {
    const received = await receive(context, gym, await accountsOf(context, channel), delivery);
    measure.notification({ provider, became: received.status === 'ignored' ? 'ignored' : 'applied' });
    return received;
  } catch (error) {
    measure.notification({ provider, became: error instanceof DomainError ? error.code : 'internal' });
    throw error;
  }
}

async function receive(context: Context, gym: Gym | null, accounts: readonly Account[], delivery: Delivery) {
  const { senders, isVerified } = check(context, gym, accounts, delivery);
  const [sender] = senders;
  if (sender === undefined) return NOTHING;
  const notifications = sender.provider.split(delivery);
  if (notifications === null) throw new DomainError('notification_malformed', 'The notification can not be read');
  let received = NOTHING;
  for (const notification of notifications)
    received = await applyNotification({ context, senders, isVerified, notification, delivery });
  return received;
}

async function findGym({ store }: Context, slug: string): Promise<Gym> {
  const gym = await store.findGym(slug);
  if (gym === null) throw new DomainError('gym_not_found', 'Gym not found');
  return gym;
}

/** Every account the channel ever had: what was paid through an old one is still told here. */
async function accountsOf({ store }: Context, channel: Channel): Promise<readonly Account[]> {
  if (channel.kind === 'gym') return store.listAccounts(channel);
  return [await store.platformAccount(channel.provider)];
}

function check(context: Context, gym: Gym | null, accounts: readonly Account[], delivery: Delivery): Checked {
  const { accesses, failures } = openAll(context, accounts);
  const verdicts = accesses.map(({ provider, credentials }) => provider.verify(delivery, credentials.webhookSecrets));
  const signers = accesses.filter((_, index) => verdicts[index] === 'valid');
  if (signers.length > 0) return { senders: signers, isVerified: true };
  if (gym?.signature === 'advisory') return { senders: hinted(context, gym, accesses, delivery), isVerified: false };
  return { senders: refuse(verdicts, failures), isVerified: false };
}

/** A hint costs a call to the provider whose it looks like, so only so many are followed. */
function hinted({ hints, world }: Context, { slug }: Gym, accesses: readonly Access[], delivery: Delivery) {
  const provider = accesses.find((access) => access.provider.split(delivery) !== null)?.provider;
  return hints.allow(slug, world.now()) ? accesses.filter((access) => access.provider.name === provider?.name) : [];
}

/** A shape that is never signed doubles one that is: dropping it loses nothing. Anything else is turned away. */
function refuse(verdicts: readonly Verdict[], failures: readonly DomainError[]): readonly Access[] {
  if (verdicts.includes('unverifiable')) return [];
  // Whose credentials can't be opened may have signed it: then the provider should send it again.
  const unusable = failures.find(({ code }) => code === 'credentials_unusable');
  throw unusable ?? new DomainError('signature_invalid', 'Invalid webhook signature');
}

/** One account that can't be opened keeps nobody else's notifications out. */
function openAll(context: Context, accounts: readonly Account[]) {
  const accesses: Access[] = [];
  const failures: DomainError[] = [];
  for (const account of accounts)
    try {
      accesses.push(accessTo(context, account));
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      failures.push(error);
    }
  return { accesses, failures };
}
