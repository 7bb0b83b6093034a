import { DomainError, invalid } from '../../domain/error.ts';
import { gymInvited } from '../../domain/gym/gym-audit.ts';
import type { Connecting } from '../../ports/payment-provider/credentials.ts';
import type { Connection } from '../../ports/store/connections.ts';
import { type Actor, authorOf } from '../actor.ts';
import type { Context } from '../context.ts';
import { findGym } from './read-gyms.ts';

/** A link of ours, which the account's owner opens in a browser, and until when it works. */
export type Invitation = { readonly url: string; readonly expiresAt: Date };

/** Long enough to find one's password, short enough that a forgotten link is worth nothing. */
const LIFETIME_MS = 3_600_000;

/**
 * Invites a gym's owner to connect their account: they open the link (`startConnection`), agree at the provider, and
 * come back to `finishConnection`. Only the newest link of a gym works, and it works once.
 * @throws DomainError `scope_missing`, `gym_not_found`; `unsupported` when this provider's accounts can't be connected.
 */
export async function connectGym(
  context: Context,
  actor: Actor,
  slug: string,
  { replaces = false }: { readonly replaces?: boolean } = {},
): Promise<Invitation> {
  const { store, secrets, world, settings } = context;
  const { provider } = await findGym(context, actor, slug);
  connectingOf(context, provider);
  const link = randomWord(context);
  const secret: ConnectionSecret = { state: world.newId(), codeVerifier: randomWord(context) };
  const sealed = secrets.seal(JSON.stringify(secret), bindingOf(slug, provider));
  const expiresAt = new Date(world.now().getTime() + LIFETIME_MS);
  const connection = { gymSlug: slug, provider, sealed, begunBy: actor.userId, replaces };
  await store.keepConnection(link, connection, LIFETIME_MS, { ...gymInvited(slug), ...authorOf(context, actor) });
  return { url: settings.addresses.connectionStart(provider, link), expiresAt };
}

/** What goes to the provider and comes back from it. */
type ConnectionSecret = { readonly state: string; readonly codeVerifier: string };

export function secretOf({ secrets }: Context, { gymSlug, provider, sealed }: Connection): ConnectionSecret {
  return JSON.parse(secrets.open(sealed, bindingOf(gymSlug, provider))) as ConnectionSecret;
}

/** A link that a browser has opened: whether it is still good is looked at again when the browser comes back. */
export type Opened = { readonly provider: string; readonly link: string };

/**
 * The provider's page to go on to. Nothing is used up: the same browser, or another one, may open the link again.
 * @throws DomainError `invalid` with field `link`
 */
export async function startConnection(context: Context, opened: Opened): Promise<string> {
  const connection = await findConnection(context, opened, 'link');
  const { state, codeVerifier } = secretOf(context, connection);
  const { provider } = connection;
  return connectingOf(context, provider).consentUrl({
    state,
    codeVerifier,
    redirectUrl: redirectUrl(context, provider),
  });
}

/** What a request names its connection by: the link that was sent, or what the provider gives back. */
type Naming = 'link' | 'state';

/** @throws DomainError `invalid` with the field that names the connection */
export async function findConnection(
  { store }: Context,
  { provider, link }: Opened,
  naming: Naming,
): Promise<Connection> {
  const connection = await store.findConnection(link);
  if (connection === null || connection.provider !== provider) throw linkIsOver(naming);
  return connection;
}

export function linkIsOver(naming: Naming): DomainError {
  return invalid(naming, 'The link was used, replaced by a newer one, is too old, or was opened in another browser');
}

/** @throws DomainError `unsupported` */
export function connectingOf({ providers }: Context, name: string): Connecting {
  const connecting = providers.get(name)?.connecting ?? null;
  if (connecting === null)
    throw new DomainError('unsupported', 'This payment provider does not support connecting accounts');
  return connecting;
}

/** The same when the consent is asked for and when its code is exchanged: providers compare. */
export function redirectUrl({ settings }: Context, provider: string): string {
  return settings.addresses.connectionCallback(provider);
}

function bindingOf(slug: string, provider: string) {
  return { kind: 'connection', owner: { kind: 'gym', slug }, provider } as const;
}

/** 244 random bits in 72 characters that RFC 7636 §4.1 allows. */
function randomWord({ world }: Context): string {
  return world.newId() + world.newId();
}
