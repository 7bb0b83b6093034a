import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { PROVIDER_SETTINGS } from '../adapters/providers/index.ts';
import { type Config, loadConfig } from '../config.ts';
import { sandboxSecrets } from '../sandbox-secrets.ts';
import { makeToken } from '../token.ts';

/** What the service would be configured with, if it were started here. @throws ConfigError */
export function configuration(): Config {
  return loadConfig(process.env, PROVIDER_SETTINGS);
}

/** Good for one hour. @throws Error when nothing here can sign one. */
export function tokenFor(config: Config, sub: string, scope: string | null): string {
  const { issuer, audience } = config.jwt;
  return makeToken({ secret: signingSecret(config), sub, scope, issuer, audience });
}

function signingSecret({ jwt, sandbox, dataDir }: Config): string {
  if (jwt.secret !== null) return jwt.secret;
  if (jwt.publicKey !== null) throw new Error('JWT_PUBLIC_KEY: verifies tokens, but can not make any');
  if (jwt.jwksUrl !== null) throw new Error('JWT_JWKS_URL: verifies tokens, but can not make any');
  if (!sandbox) throw new Error('JWT_SECRET: is required to make a token');
  if (!existsSync(join(dataDir, 'sandbox-secrets.json')))
    throw new Error(`DATA_DIR: no sandbox was ever started in ${dataDir}, whose secret could make a token`);
  return sandboxSecrets(dataDir).jwtSecret;
}
