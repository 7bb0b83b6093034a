import { DomainError } from '../domain/error.ts';

export type Scope = 'orders:write' | 'gyms:write' | 'payments:manage' | 'webhooks:manage';

/** Who asks: a user, and what their token grants beyond their own things. */
export type Actor = { readonly userId: string; readonly scopes: readonly string[] };

export function may(actor: Actor, scope: Scope): boolean {
  return actor.scopes.includes(scope);
}

/** @throws DomainError `scope_missing` */
export function requireScope(actor: Actor, scope: Scope): void {
  if (!may(actor, scope)) throw new DomainError('scope_missing', `This needs the scope ${scope}`);
}
