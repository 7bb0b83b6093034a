import { DomainError } from '../../domain/error.ts';
import type { Gym } from '../../domain/gym/gym.ts';
import type { Account } from '../../domain/payment/account.ts';
import type { Delivery, Notification, Verdict } from '../../ports/payment-provider/deliveries.ts';
import type { Context } from '../context.ts';
import type { Access } from '../providers/access.ts';
import { applyNotification, type Received } from './apply-notification.ts';
import { isTooDeep } from './nesting.ts';
import { confirmedBy, openAll, signersOf, tooMany } from './senders.ts';

/** The address that a delivery came to: it can only be about payments of the accounts behind that address. */
export type Channel =
  | { readonly kind: 'platform'; readonly provider: string }
  | { readonly kind: 'gym'; readonly slug: string };

/** What became of a delivery that was accepted. */
export type Accepted = Received & {
  /** Its sender has proved to be the provider; anyone at all can send what is accepted without. */
  readonly isVerified: boolean;
};

/** Accepted, and nothing to do. */
const NOTHING: Received = { eventId: null, eventType: null, intentId: null, status: 'ignored' };

/** A delivery that is worth applying: its notifications, and the accounts that may have sent it, at least one. */
type Opened = {
  readonly senders: readonly Access[];
  /** A secret of each sender signed it; otherwise it is only a hint. */
  readonly isVerified: boolean;
  readonly notifications: readonly Notification[];
};

/** The largest unsigned delivery that is read, in bytes: a stranger sends them for free. Real ones have 1–20 KB. */
const MAX_HINT_BYTES = 32 * 1024;

/**
 * Receives a provider's delivery. When this resolves, its effect is committed; when it throws anything but
 * `signature_invalid`, `gym_not_found` or `notification_malformed`, the provider should send the delivery again.
 */
export async function receiveNotification(context: Context, channel: Channel, delivery: Delivery): Promise<Accepted> {
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

async function receive(
  context: Context,
  gym: Gym | null,
  accounts: readonly Account[],
  delivery: Delivery,
): Promise<Accepted> {
  const opened = await open(context, gym, accounts, delivery);
  if (opened === null) return { ...NOTHING, isVerified: false };
  const { senders, isVerified, notifications } = opened;
  let received = NOTHING;
  for (const notification of notifications)
    received = await applyNotification({ context, senders, isVerified, notification, delivery });
  return { ...received, isVerified };
}

async function findGym({ store }: Context, slug: string): Promise<Gym> {
  const gym = await store.findGym(slug);
  if (gym === null) throw new DomainError('gym_not_found', 'Gym not found');
  return gym;
}

/** Every account that the channel ever had: payments of an old account are still reported here. */
async function accountsOf({ store }: Context, channel: Channel): Promise<readonly Account[]> {
  if (channel.kind === 'gym') return store.listAccounts(channel);
  return [await store.platformAccount(channel.provider)];
}

/**
 * Verified first, on the bytes as they came; only what is signed, or short, is parsed. Null when there is nothing to do.
 * @throws DomainError `signature_invalid`, `notification_malformed`, `credentials_unusable`
 */
async function open(
  context: Context,
  gym: Gym | null,
  accounts: readonly Account[],
  delivery: Delivery,
): Promise<Opened | null> {
  const { accesses, failures } = openAll(context, accounts);
  const { signers, verdicts, doubtful } = signersOf(accesses, delivery);
  const confirmed = signers.length === 0 ? await confirmedBy(context, doubtful, delivery) : null;
  if (confirmed !== null) signers.push(confirmed);
  const [signer] = signers;
  if (signer !== undefined) return { senders: signers, isVerified: true, notifications: read(signer, delivery) };
  if (gym?.signature === 'advisory') return hinted(context, gym, accesses, delivery);
  refuse(verdicts, failures);
  return null;
}

/** @throws DomainError `notification_malformed` */
function read({ provider }: Access, delivery: Delivery): readonly Notification[] {
  requireShallow(delivery);
  const notifications = provider.split(delivery);
  if (notifications === null) throw malformed("The webhook can't be read");
  return notifications;
}

/** @throws DomainError `notification_malformed` */
function requireShallow({ body }: Delivery): void {
  if (isTooDeep(body)) throw malformed('Request body is nested too deeply');
}

function malformed(message: string): DomainError {
  return new DomainError('notification_malformed', message);
}

/**
 * A hint costs a call to the provider that it seems to come from, so only so many are followed.
 * @throws DomainError `signature_invalid`, `notification_malformed`; `too_many_hints`, so that it is sent again
 */
function hinted({ hints, world }: Context, { slug }: Gym, accesses: readonly Access[], delivery: Delivery) {
  if (delivery.body.byteLength > MAX_HINT_BYTES) throw signatureInvalid();
  requireShallow(delivery);
  for (const { provider } of accesses) {
    const notifications = provider.split(delivery);
    if (notifications === null) continue;
    const senders = accesses.filter((access) => access.provider.name === provider.name);
    for (const { subject } of notifications) {
      const waitMs = subject === null ? 0 : hints.waitMs(slug, subject, world.now());
      if (waitMs > 0) throw tooMany('Too many unsigned notifications about different payments', waitMs);
    }
    return { senders, isVerified: false, notifications };
  }
  return null;
}

/** A delivery of a shape that is never signed repeats a signed one: dropping it loses nothing. Any other is refused. */
function refuse(verdicts: readonly Verdict[], failures: readonly DomainError[]): void {
  if (verdicts.includes('unverifiable')) return;
  // An account whose credentials can't be decrypted may have signed it: then the provider should send it again.
  const unusable = failures.find(({ code }) => code === 'credentials_unusable');
  throw unusable ?? signatureInvalid();
}

function signatureInvalid(): DomainError {
  return new DomainError('signature_invalid', 'Invalid webhook signature');
}
