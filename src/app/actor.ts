import { DomainError } from '../domain/error.ts';
import type { Author } from '../domain/operator/audit.ts';
import type { World } from '../ports/world.ts';

/** What a token can grant beyond its user's own things. */
export const SCOPES = [
  'orders:write',
  'gyms:write',
  'payments:read',
  'payments:manage',
  'webhooks:manage',
  'keys:manage',
  'audit:read',
] as const;
export type Scope = (typeof SCOPES)[number];

/** A scope that grants another one with it. */
const INCLUDED_IN: Readonly<Partial<Record<Scope, Scope>>> = { 'payments:read': 'payments:manage' };

/** A user id is stored and compared as text: what text can't hold names no user. */
export const USER_ID = /^[^\p{Cc}\p{Cs}]{1,255}$/u;

/** Who asks: a user, and what their token grants beyond their own things. */
export type Actor = { readonly userId: string; readonly scopes: readonly string[] };

export function may(actor: Actor, scope: Scope): boolean {
  const wider = INCLUDED_IN[scope];
  return actor.scopes.includes(scope) || (wider !== undefined && actor.scopes.includes(wider));
}

/** Who stands in the audit of what the actor changes in this request. */
export function authorOf({ world }: { readonly world: Pick<World, 'requestId'> }, { userId }: Actor): Author {
  return { actor: userId, requestId: world.requestId() };
}

/** @throws DomainError `scope_missing` */
export function requireScope(actor: Actor, scope: Scope): void {
  if (!may(actor, scope)) throw new DomainError('scope_missing', `This needs the scope ${scope}`);
}
