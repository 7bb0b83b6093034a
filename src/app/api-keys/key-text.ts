import { KEY_FORM, KEY_PREFIX } from '../../domain/operator/api-key.ts';
import type { Context } from '../context.ts';

const CHECKSUM = 8;

/** The text of a new key: its last part is made of what stands before it, so that a made-up or mistyped key costs no look-up. */
export function newKeyText({ secrets }: Pick<Context, 'secrets'>): string {
  const body = KEY_PREFIX + Buffer.from(secrets.random(), 'base64').toString('base64url');
  return body + checksumOf(secrets, body);
}

/** Whether this could be a key: its form and its checksum are right. */
export function isKeyText({ secrets }: Pick<Context, 'secrets'>, text: string): boolean {
  return KEY_FORM.test(text) && text.endsWith(checksumOf(secrets, text.slice(0, -CHECKSUM)));
}

function checksumOf({ hash }: Context['secrets'], body: string): string {
  return hash(body).slice(0, CHECKSUM);
}
