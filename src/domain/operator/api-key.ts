import { type AuditEntry, type AuditedFields, differences } from './audit.ts';

/** A key of a program: it is sent as a bearer token, and grants its scopes until it is revoked or expires. */
export type ApiKey = {
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly string[];
  readonly createdAt: Date;
  /** From then on it grants nothing; null: it never expires. */
  readonly expiresAt: Date | null;
  /** Within a minute; null until it is used. */
  readonly lastUsedAt: Date | null;
};

/** How the text of a key begins, which no JWT does. */
export const KEY_PREFIX = 'fsp_';

/** The whole text: the prefix, 32 random bytes in base64url, and eight hexadecimal digits as a checksum. */
export const KEY_FORM = /^fsp_[A-Za-z0-9_-]{43}[0-9a-f]{8}$/;

/** The user id of whatever is done with the key. */
export function userOfKey(id: string): string {
  return `key:${id}`;
}

export function hasExpired({ expiresAt }: Pick<ApiKey, 'expiresAt'>, now: Date): boolean {
  return expiresAt !== null && now >= expiresAt;
}

type Made = Pick<ApiKey, 'id' | 'name' | 'scopes' | 'expiresAt'>;

const AUDITED: AuditedFields<Made> = {
  name: (key) => key.name,
  scopes: (key) => key.scopes.join(' '),
  expires_at: (key) => key.expiresAt?.toISOString() ?? null,
};

export function keyCreated(key: Made): AuditEntry {
  return { action: 'key.create', subject: `key:${key.id}`, changes: differences(AUDITED, null, key) };
}

export function keyRevoked(id: string): AuditEntry {
  return { action: 'key.revoke', subject: `key:${id}`, changes: [{ field: 'revoked', from: false, to: true }] };
}
