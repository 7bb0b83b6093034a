import type { Account } from '../../domain/payment/account.ts';
import type { Grant } from '../../ports/payment-provider/credentials.ts';
import type { CheckEnd } from '../../ports/store/checks.ts';
import type { UserOfCredentials } from '../../ports/store/connections.ts';
import type { Context } from '../context.ts';
import { reasonOf, toError } from '../failure.ts';
import { isTooLate, keepTrying } from '../keep-trying.ts';
import { type Kept, type KeptGrant, openKept, sealCredentials } from '../providers/credentials.ts';
import { connectingOf } from './connect-gym.ts';

/** After five sixths of its life a grant is renewed: of 180 days, a month is left for whatever may go wrong. */
const LIVED = 5 / 6;

/** Whatever went wrong, it is looked at again after an hour. */
const AGAIN_MS = 3_600_000;

/** What is kept of a grant that was given just now. */
export function keptOf({ world }: Context, { accessToken, refreshToken, publishableKey, expiresAt }: Grant): KeptGrant {
  const now = world.now().getTime();
  const renewAt = new Date(now + LIVED * (expiresAt.getTime() - now));
  return { accessToken, refreshToken, publishableKey, renewAt };
}

/**
 * Renews the credentials of a connected account when it is time. A renewal uses up its refresh token: the schedule
 * lets one process at a time come here, and the new pair is stored together. The schedule has one try a year, so
 * this says itself when to look again, and never throws.
 */
export async function renewGrant(context: Context, accountId: string, { untilMs }: Held): Promise<CheckEnd> {
  try {
    return await renewWhenDue(context, accountId, untilMs);
  } catch (error) {
    context.world.log.error({ accountId, reason: reasonOf(error) }, 'a grant could not be renewed');
    return { by: inAWhile(context.world.now()) };
  }
}

/** Until when the schedule lets no other process come here, on our own clock. */
type Held = { readonly untilMs: number };

async function renewWhenDue(context: Context, accountId: string, untilMs: number): Promise<CheckEnd> {
  const account = await context.store.findAccount(accountId);
  if (account === null || account.sealed === null) return 'done';
  const { given, grant } = openKept(context, account.sealed, account);
  if (grant === null) return 'done'; // credentials were given meanwhile
  const { refreshToken, renewAt } = grant;
  const read = { accountId: account.id, read: account.sealed };
  if (refreshToken === null) return end(context, read);
  if (context.world.now() < renewAt) return { by: renewAt };
  return renew(context, { account, given, read, untilMs }, { ...grant, refreshToken });
}

type Renewing = Held & { readonly account: Account; readonly read: UserOfCredentials } & Pick<Kept, 'given'>;
type Renewable = KeptGrant & { readonly refreshToken: string };

async function renew(
  context: Context,
  { account, given, read, untilMs }: Renewing,
  last: Renewable,
): Promise<CheckEnd> {
  const { store, world } = context;
  // A process that stood still must not use the refresh token up that another process uses.
  if (isTooLate(context, untilMs)) return { by: inAWhile(world.now()) };
  const outcome = await connectingOf(context, account.provider).renew(last.refreshToken);
  if (outcome.kind === 'ok') {
    // RFC 6749 §6: a renewal may bring no refresh token, and then the one before stays good. So does the publishable key.
    const refreshToken = outcome.value.refreshToken ?? last.refreshToken;
    const publishableKey = outcome.value.publishableKey ?? last.publishableKey;
    const kept = keptOf(context, { ...outcome.value, refreshToken, publishableKey });
    const sealed = sealCredentials(context, { given, grant: kept }, account);
    await keepTrying(context, untilMs, () => store.renewCredentials(read, sealed, kept.renewAt));
    // When others were stored meanwhile, they say when to look again.
    return { by: kept.renewAt };
  }
  toError(context, outcome, { provider: account.provider });
  if (outcome.kind !== 'rejected' || outcome.about !== 'credentials') return { by: inAWhile(world.now()) };
  return end(context, read);
}

/** There will be no other grant: the gym that uses this one has to connect again. */
async function end({ store, announceGym }: Context, read: UserOfCredentials): Promise<CheckEnd> {
  await store.needReconnect(read, 'not_renewed', announceGym);
  return 'done';
}

function inAWhile(now: Date): Date {
  return new Date(now.getTime() + AGAIN_MS);
}
