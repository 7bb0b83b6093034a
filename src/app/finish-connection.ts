import { DomainError, invalid } from '../domain/error.ts';
import type { Gym } from '../domain/gym.ts';
import type { Connection } from '../ports/connections.ts';
import type { Failure, Outcome } from '../ports/outcome.ts';
import type { Grant } from '../ports/payment-provider.ts';
import { accountFor } from './account-for.ts';
import { connectingOf, placeOf, redirectUrl } from './connect-gym.ts';
import type { Context } from './context.ts';
import { sealCredentials } from './credentials.ts';
import { toError } from './failure.ts';
import { keptOf } from './renew-grant.ts';

/** What the provider sent the merchant's browser back with; `code` is null when they did not agree. */
export type Return = { readonly provider: string; readonly state: string; readonly code: string | null };

/**
 * Makes the account that a merchant has just granted their gym's. The state is used up, whatever comes of it.
 * @throws DomainError `invalid` with field `state` or `code`; `conflict` when the gym turned to another provider
 * meanwhile; `connection_failed` when the provider did not answer usefully.
 */
export async function finishConnection(context: Context, { provider, state, code }: Return): Promise<Gym> {
  const connection = await context.store.takeConnection(state);
  if (connection === null || connection.provider !== provider)
    throw invalid('state', 'This link was used before, or is too old: begin anew');
  if (code === null) throw invalid('code', 'The account was not connected: the provider gave no consent');
  const grant = grantedBy(context, connection, await redeem(context, connection, code));
  const { gymSlug } = connection;
  const holder = { owner: { kind: 'gym', slug: gymSlug }, provider } as const;
  const { providerUserId } = grant;
  const kept = keptOf(context, grant);
  const accountId = await accountFor(context, holder, ({ providerUserId: known }) => known === providerUserId);
  const credentials = {
    accountId,
    providerUserId,
    sealed: sealCredentials(context, kept, { ...holder, id: accountId }),
  };
  const gym = await context.store.connectGym(gymSlug, provider, credentials, kept.renewAt);
  context.world.log.info({ gym: gymSlug, provider, begunBy: connection.begunBy }, 'a gym was connected');
  return gym;
}

async function redeem(
  context: Context,
  { gymSlug, provider, sealed }: Connection,
  code: string,
): Promise<Outcome<Grant>> {
  const codeVerifier = context.secrets.open(sealed, placeOf(gymSlug, provider));
  return connectingOf(context, provider).redeem({ code, codeVerifier, redirectUrl: redirectUrl(context, provider) });
}

function grantedBy(context: Context, { provider }: Connection, outcome: Outcome<Grant>): Grant {
  if (outcome.kind === 'ok') return outcome.value;
  if (isAboutTheCode(outcome)) throw invalid('code', 'The provider does not take this code');
  // Not as other calls fail: asking again would find the state used up.
  const cause = toError(context, outcome, { provider });
  throw new DomainError('connection_failed', 'The account was not connected: ask for a new link', { cause });
}

/** Whoever calls back chooses the code: a wrong one says nothing about us. */
function isAboutTheCode(failure: Failure): boolean {
  return failure.kind === 'rejected' && failure.about === 'credentials';
}
