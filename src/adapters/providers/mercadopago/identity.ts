import type { Credentials } from '../../../domain/payment/account.ts';

/**
 * `APP_USR-<application>-<date>-<hash>-<user>`, and the same after `TEST-`. That the last part is the user's id
 * is a convention seen in tokens and in `collector_id`, documented nowhere: what doesn't look like it has no
 * identity. Checked 2026-11-21.
 */
const TOKEN = /^(?:APP_USR|TEST)-[^-]+-[^-]+-[^-]+-(\d{1,20})$/;

/** The user who holds the account, when the access token shows it. */
export function identify({ accessToken }: Pick<Credentials, 'accessToken'>): string | null {
  return TOKEN.exec(accessToken)?.[1] ?? null;
}
