import { DomainError } from '../domain/error.ts';

/** What a token can grant beyond its user's own things. */
export const SCOPES = ['orders:write', 'gyms:write', 'payments:manage', 'webhooks:manage'] as const;
export type Scope = (typeof SCOPES)[number];

/** Who asks: a user, and what their token grants beyond their own things. */
export type Actor = { readonly userId: string; readonly scopes: readonly string[] };

export function may(actor: Actor, scope: Scope): boolean {
  return actor.scopes.includes(scope);
}

/** @throws DomainError `scope_missing` */
export function requireScope(actor: Actor, scope: Scope): void {
  if (!may(actor, scope)) throw new DomainError('scope_missing', `This needs the scope ${scope}`);
}
