import { DomainError, invalid } from '../../domain/error.ts';
import type { Gym } from '../../domain/gym/gym.ts';
import type { Account, Credentials } from '../../domain/payment/account.ts';
import type { Failure, Outcome } from '../../ports/outcome.ts';
import type { Grant } from '../../ports/payment-provider/credentials.ts';
import type { Connection } from '../../ports/store/connections.ts';
import type { Context } from '../context.ts';
import { toError } from '../failure.ts';
import { openKept, sealCredentials } from '../providers/credentials.ts';
import { accountFor } from './account-for.ts';
import { connectingOf, findConnection, linkIsOver, redirectUrl, secretOf } from './connect-gym.ts';
import { keptOf } from './renew-grant.ts';

/** What the provider sent the merchant's browser back with; `code` is null when they did not agree. */
export type Return = {
  readonly provider: string;
  readonly state: string;
  readonly code: string | null;
  /** The link that this browser opened, from its cookie; null when it opened none. */
  readonly link: string | null;
};

/** The gym, and when its access token ends if nothing can renew that: by then the merchant has to agree again. */
export type ConnectedGym = Gym & { readonly reconnectBefore: Date | null };

/**
 * Gives a gym the account that a merchant has just granted. Only the browser that opened the link can finish it: otherwise
 * an attacker could send a victim a callback link with the attacker's code. The callback uses the link up, whatever comes
 * of it.
 * @throws DomainError `invalid` with field `state` or `code`; `conflict` when the link was ended while the
 * provider was asked; `another_holder`; `connection_failed` when the provider did not answer usefully.
 */
export async function finishConnection(context: Context, back: Return): Promise<ConnectedGym> {
  const { provider, state, code, link } = back;
  if (link === null) throw linkIsOver('state');
  const known = await findConnection(context, { provider, link }, 'state');
  if (secretOf(context, known).state !== state) throw linkIsOver('state');
  const connection = await context.store.takeConnection(link);
  if (connection === null) throw linkIsOver('state');
  if (code === null) throw invalid('code', 'The account was not connected: the provider gave no consent');
  const grant = grantedBy(context, connection, await redeem(context, connection, code));
  const { gymSlug } = connection;
  const holder = { owner: { kind: 'gym', slug: gymSlug }, provider } as const;
  const { providerUserId } = grant;
  const isSameHolder = (account: Account) => account.providerUserId === providerUserId;
  const { id: accountId, known: before } = await accountFor(context, { ...holder, providerUserId }, isSameHolder);
  const kept = keptOf(context, grant);
  const given = givenBefore(context, before);
  const sealed = sealCredentials(context, { given, grant: kept }, { ...holder, id: accountId });
  const credentials = { accountId, providerUserId, sealed };
  const reconnectBefore = grant.refreshToken === null ? grant.expiresAt : null;
  const renewAt = reconnectBefore === null ? kept.renewAt : null;
  // Its owner has no user id here; the operator who sent the link answers for it.
  const by = { actor: connection.begunBy, requestId: context.world.requestId() };
  const gym = await context.store.connectGym(link, credentials, renewAt, { announce: context.announceGym, by });
  context.world.log.info({ gym: gymSlug, provider, begunBy: connection.begunBy }, 'a gym was connected');
  if (reconnectBefore !== null)
    context.world.log.warn({ gym: gymSlug, provider, expiresAt: reconnectBefore.toISOString() }, NOT_RENEWABLE);
  return { ...gym, reconnectBefore };
}

const NOT_RENEWABLE =
  'the grant has no refresh token, so the gym must be connected again before it expires: ' +
  'give the application the scope offline_access at the provider first';

/** They sign what is about earlier payments. Null where they can't be decrypted any more. */
function givenBefore(context: Context, account: Account | null): Credentials | null {
  if (account === null || account.sealed === null) return null;
  try {
    return openKept(context, account.sealed, account).given;
  } catch (error) {
    if (error instanceof DomainError) return null;
    throw error;
  }
}

async function redeem(context: Context, connection: Connection, code: string): Promise<Outcome<Grant>> {
  const { provider } = connection;
  const { codeVerifier } = secretOf(context, connection);
  return connectingOf(context, provider).redeem({ code, codeVerifier, redirectUrl: redirectUrl(context, provider) });
}

function grantedBy(context: Context, { provider, gymSlug }: Connection, outcome: Outcome<Grant>): Grant {
  if (outcome.kind === 'ok') return outcome.value;
  if (isAboutTheCode(outcome)) throw invalid('code', 'The provider does not take this code');
  // Not as other calls fail: asking again would find the state used up.
  const cause = toError(context, outcome, { provider, gym: gymSlug });
  throw new DomainError('connection_failed', 'The account was not connected: ask for a new link', { cause });
}

/** The browser that calls back chooses the code: a wrong one is no fault of the service. */
function isAboutTheCode(failure: Failure): boolean {
  return failure.kind === 'rejected' && failure.about === 'credentials';
}
