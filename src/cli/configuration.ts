import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigError } from '../config/config.ts';
import { type Environment, integer, readEnvironment, text } from '../config/environment.ts';
import { jwtSecret } from '../config/jwt.ts';
import { sandboxSecrets } from '../config/sandbox-secrets.ts';
import { makeToken } from '../config/token.ts';

/** Where the service listens on this machine; nothing else of its configuration is looked at. @throws ConfigError */
export function localService(env: Environment): { readonly port: number; readonly basePath: string } {
  const { read, problems } = readEnvironment(env);
  const local = {
    port: read('PORT', integer(1, 65_535), 8080),
    basePath: read('BASE_PATH', text, '').replace(/\/$/, ''),
  };
  if (problems.length > 0) throw new ConfigError(problems);
  return local;
}

/**
 * A token that is good for one hour. Nothing is needed for it but what signs tokens: `JWT_SECRET`, or else the secret of
 * the sandbox in `DATA_DIR`; `JWT_ISSUER` and `JWT_AUDIENCE` where the service checks them.
 * @throws Error when nothing here can sign one.
 */
export function tokenFor(env: Environment, sub: string, scope: string | null): string {
  const { read, has, problems } = readEnvironment(env);
  const secret = read('JWT_SECRET', jwtSecret, null);
  const issuer = read('JWT_ISSUER', text, null);
  const audience = read('JWT_AUDIENCE', text, null);
  if (problems.length > 0) throw new ConfigError(problems);
  for (const name of ['JWT_PUBLIC_KEY', 'JWT_JWKS_URL'])
    if (has(name)) throw new Error(`${name}: verifies tokens, but can not make any`);
  const signing = secret ?? secretOfSandbox(read('DATA_DIR', text, './data'));
  return makeToken({ secret: signing, sub, scope, issuer, audience });
}

function secretOfSandbox(dataDir: string): string {
  if (existsSync(join(dataDir, 'sandbox-secrets.json'))) return sandboxSecrets(dataDir).jwtSecret;
  throw new Error(`JWT_SECRET: is required to make a token (no sandbox was ever started in DATA_DIR, ${dataDir})`);
}
