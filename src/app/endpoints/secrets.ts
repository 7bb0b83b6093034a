import { DomainError } from '../../domain/error.ts';
import type { KeptEndpoint } from '../../ports/store/endpoints.ts';
import type { Context } from '../context.ts';

/** How Standard Webhooks mark a secret that signs. */
const PREFIX = 'whsec_';

/** A new secret of an endpoint: `whsec_` and 32 random bytes in base64. */
export function newSecret({ secrets }: Pick<Context, 'secrets'>): string {
  return PREFIX + secrets.random();
}

export function sealSecret({ secrets }: Pick<Context, 'secrets'>, endpointId: string, secret: string): string {
  return secrets.seal(secret, { kind: 'endpoint', endpointId });
}

/**
 * The secret that signs, as it is shown once.
 * @throws DomainError `endpoint_secret_unusable` when it is damaged, moved, or its key is not configured
 */
export function openSecret(context: Pick<Context, 'secrets'>, { id, secrets }: KeptEndpoint): string {
  return open(context, id, secrets.sealed);
}

/** All secrets that sign at this moment, the present one first. @throws like `openSecret` */
export function signingSecrets(
  context: Pick<Context, 'secrets'>,
  { id, secrets: { sealed, previous } }: Pick<KeptEndpoint, 'id' | 'secrets'>,
  now: Date,
): readonly string[] {
  const before = previous.filter(({ until }) => now < until).map((one) => one.sealed);
  return [sealed, ...before].map((one) => open(context, id, one));
}

function open({ secrets }: Pick<Context, 'secrets'>, endpointId: string, sealed: string): string {
  try {
    return secrets.open(sealed, { kind: 'endpoint', endpointId });
  } catch (cause) {
    throw new DomainError('endpoint_secret_unusable', "The endpoint's secret can't be decrypted", { cause });
  }
}
