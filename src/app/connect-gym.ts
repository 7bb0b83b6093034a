import { DomainError } from '../domain/error.ts';
import type { Connecting } from '../ports/payment-provider.ts';
import type { Actor } from './actor.ts';
import type { Context } from './context.ts';
import { findGym } from './read-gyms.ts';

/** Where a merchant goes to agree, and until when they may come back. */
export type Invitation = { readonly consentUrl: string; readonly expiresAt: Date };

/** Long enough to find one's password, short enough that a forgotten link is worth nothing. */
const LIFETIME_MS = 3_600_000;

/**
 * Begins to connect a gym's own account at its provider: its owner opens the URL, agrees there, and comes back to
 * `finishConnection`. Beginning again makes another URL; each is good once.
 * @throws DomainError `scope_missing`, `gym_not_found`; `unsupported` when this provider's accounts can't be connected.
 */
export async function connectGym(context: Context, actor: Actor, slug: string): Promise<Invitation> {
  const { store, secrets, world } = context;
  const gym = await findGym(context, actor, slug);
  const connecting = connectingOf(context, gym.provider);
  const state = world.newId();
  const codeVerifier = newVerifier(context);
  const sealed = secrets.seal(codeVerifier, placeOf(slug, gym.provider));
  const expiresAt = new Date(world.now().getTime() + LIFETIME_MS);
  await store.keepConnection(
    state,
    { gymSlug: slug, provider: gym.provider, sealed, begunBy: actor.userId },
    LIFETIME_MS,
  );
  const consentUrl = connecting.consentUrl({ state, codeVerifier, redirectUrl: redirectUrl(context, gym.provider) });
  return { consentUrl, expiresAt };
}

/** @throws DomainError `unsupported` */
export function connectingOf({ providers }: Context, name: string): Connecting {
  const connecting = providers.get(name)?.connecting ?? null;
  if (connecting === null)
    throw new DomainError('unsupported', 'Accounts at this payment provider can not be connected');
  return connecting;
}

/** The path of the HTTP API: the provider is told it, so that it is part of what the app promises. */
export function redirectUrl({ settings }: Context, provider: string): string {
  return `${settings.publicUrl}/api/v1/oauth/${provider}/callback`;
}

export function placeOf(slug: string, provider: string) {
  return { kind: 'connection', owner: { kind: 'gym', slug }, provider } as const;
}

/** 244 random bits in 72 characters that RFC 7636 §4.1 allows. */
function newVerifier({ world }: Context): string {
  return world.newId() + world.newId();
}
