import type { Account } from '../../domain/payment/account.ts';
import type { Grant } from '../../ports/payment-provider.ts';
import type { CheckEnd } from '../../ports/store/checks.ts';
import type { Context } from '../context.ts';
import { reasonOf, toError } from '../failure.ts';
import { type KeptGrant, openGrant, sealCredentials } from '../providers/credentials.ts';
import { connectingOf } from './connect-gym.ts';

/** After five sixths of its life a grant is renewed: of 180 days, a month is left for whatever may go wrong. */
const LIVED = 5 / 6;

/** Whatever went wrong, it is looked at again after an hour. */
const AGAIN_MS = 3_600_000;

/** What is kept of a grant that was given just now. */
export function keptOf({ world }: Context, { expiresAt, ...grant }: Grant): KeptGrant {
  const { accessToken, refreshToken, publishableKey } = grant;
  const now = world.now().getTime();
  const renewAt = new Date(now + LIVED * (expiresAt.getTime() - now));
  return { accessToken, refreshToken, publishableKey, renewAt };
}

/**
 * Renews the credentials of a connected account when it is time. A renewal uses up its refresh token: the schedule
 * lets one process at a time come here, and the new pair is stored together. The schedule has one try a year, so
 * this says itself when to look again, and never throws.
 */
export async function renewGrant(context: Context, accountId: string): Promise<CheckEnd> {
  try {
    return await renewWhenDue(context, accountId);
  } catch (error) {
    context.world.log.error({ accountId, reason: reasonOf(error) }, 'a grant could not be renewed');
    return { by: inAWhile(context.world.now()) };
  }
}

async function renewWhenDue(context: Context, accountId: string): Promise<CheckEnd> {
  const account = await context.store.findAccount(accountId);
  if (account === null || account.sealed === null) return 'done';
  const grant = openGrant(context, account.sealed, account);
  if (grant === null) return 'done'; // credentials were pasted meanwhile
  const { refreshToken, renewAt } = grant;
  if (refreshToken === null) return end(context, account, account.sealed);
  const isDue = context.world.now() >= renewAt;
  return isDue ? renew(context, account, account.sealed, { ...grant, refreshToken }) : { by: renewAt };
}

type Renewable = KeptGrant & { readonly refreshToken: string };

async function renew(context: Context, account: Account, sealed: string, last: Renewable): Promise<CheckEnd> {
  const { store, world } = context;
  const outcome = await connectingOf(context, account.provider).renew(last.refreshToken);
  if (outcome.kind === 'ok') {
    // RFC 6749 §6: a renewal may bring no refresh token, and then the one before stays good. So does the publishable key.
    const refreshToken = outcome.value.refreshToken ?? last.refreshToken;
    const publishableKey = outcome.value.publishableKey ?? last.publishableKey;
    const kept = keptOf(context, { ...outcome.value, refreshToken, publishableKey });
    await store.renewCredentials(account.id, sealed, sealCredentials(context, kept, account));
    // When others were stored meanwhile, they say when to look again.
    return { by: kept.renewAt };
  }
  toError(context, outcome, { provider: account.provider });
  if (outcome.kind !== 'rejected' || outcome.about !== 'credentials') return { by: inAWhile(world.now()) };
  return end(context, account, sealed);
}

/** There will be no other grant: the gym that uses this one has to connect again. */
async function end({ store, announceGym }: Context, { id }: Account, sealed: string): Promise<CheckEnd> {
  await store.needReconnect({ accountId: id, read: sealed }, 'not_renewed', announceGym);
  return 'done';
}

function inAWhile(now: Date): Date {
  return new Date(now.getTime() + AGAIN_MS);
}
