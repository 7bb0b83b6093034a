import { coversHalfOfTheInternet } from './address-space.ts';
import type { Reading } from './environment.ts';
import { isUnprotectedDatabase, isUnprotectedRedis } from './plaintext.ts';

/** Settings that are well-formed, and that production refuses all the same. Null or empty: not set. */
export type Settings = {
  readonly databaseUrl: string | null;
  readonly redisUrl: string | null;
  /** The operator accepts a database or Redis on another machine in clear, or without a check of its certificate. */
  readonly allowPlaintext: boolean;
  readonly corsOrigins: readonly string[];
  readonly trustProxy: readonly string[];
};

const REQUIRED = ['DATABASE_URL', 'PUBLIC_URL', 'CREDENTIALS_KEY'];

/** Settings that are convenient on a developer's machine and dangerous with real money, a line each. */
export function refuseInProduction(reading: Reading, settings: Settings): void {
  const { has, problem } = reading;
  for (const name of REQUIRED) if (!has(name)) problem(name, 'is required in production');
  if (has('JWT_JWKS_URL') && !has('JWT_AUDIENCE'))
    problem('JWT_AUDIENCE', 'is required beside JWT_JWKS_URL: the issuer signs tokens for other services, too');
  if (!settings.allowPlaintext) refusePlaintext(reading, settings);
  refuseOpenDoors(reading, settings);
}

function refusePlaintext({ problem }: Reading, { databaseUrl, redisUrl }: Settings): void {
  const unless = 'or set ALLOW_PLAINTEXT=1 for a network that you trust';
  if (databaseUrl !== null && isUnprotectedDatabase(databaseUrl))
    problem('DATABASE_URL', `must verify another machine by TLS: put sslmode=verify-full into the URL, ${unless}`);
  if (redisUrl !== null && isUnprotectedRedis(redisUrl))
    problem(
      'REDIS_URL',
      `must use TLS to another machine: begin with rediss:// and leave tls out of the query, ${unless}`,
    );
}

function refuseOpenDoors({ problem }: Reading, { corsOrigins, trustProxy }: Settings): void {
  const inClear = corsOrigins.find((origin) => !origin.startsWith('https:'));
  if (inClear !== undefined) problem('CORS_ORIGINS', `${inClear} must begin with https:// in production`);
  if (coversHalfOfTheInternet(trustProxy))
    problem('TRUST_PROXY', 'must name the proxies: with this list every caller could choose its own address');
}
