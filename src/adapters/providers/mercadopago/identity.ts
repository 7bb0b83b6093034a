import type { MercadoPagoCredentials } from './settings.ts';

/**
 * `APP_USR-<application>-<date>-<hash>-<user>`, and the same after `TEST-`. That the last part is the user's id
 * is a convention seen in tokens and in `collector_id`, documented nowhere: what doesn't look like it has no
 * identity. Checked 2026-11-21.
 */
const TOKEN = /^(?:APP_USR|TEST)-[^-]+-[^-]+-[^-]+-(\d{1,20})$/;

/** The user who holds the account, when the access token shows it. */
export function identify({ access_token }: Pick<MercadoPagoCredentials, 'access_token'>): string | null {
  return TOKEN.exec(access_token)?.[1] ?? null;
}
