import type { ProviderSettings } from '../adapters/providers/settings.ts';
import type { Log, LogFields } from '../ports/world.ts';
import type { Config } from './config.ts';
import { VERSION } from './version.ts';

type Settings = readonly ProviderSettings[];

/** What runs, and how it is configured, in the fields of one line: whether a secret is there, and never which. */
export function configured(config: Config, settings: Settings): LogFields {
  const { jwt, rateLimit } = config;
  return {
    version: VERSION,
    node: process.version,
    production: config.production,
    sandbox: config.sandbox,
    address: `${config.host}:${config.port}${config.basePath}`,
    publicUrl: config.publicUrl,
    database: config.databaseUrl === null ? `embedded in ${config.dataDir}` : placeOf(config.databaseUrl),
    redis: rateLimit.redisUrl === null ? 'none' : placeOf(rateLimit.redisUrl),
    providers: settings.map((each) => modeOf(config, each)).join(', '),
    tokens: jwt.jwksUrl ?? (jwt.publicKey === null ? 'HS256 secret' : `${jwt.publicKey.algorithm} public key`),
    sealedUnder: config.credentialsKeys.map(({ kid }) => kid).join(', '),
    corsOrigins: config.corsOrigins.join(', '),
    trustProxy: config.trustProxy.join(', '),
    metrics: config.metricsToken !== null || !config.production,
  };
}

/** Settings that an operator may not have meant. They are logged, and don't stop the start. */
export function warnAboutProviders(config: Config, settings: Settings, log: Log): void {
  if (config.sandbox) return;
  const configuredOnes = settings.filter(({ name }) => config.providers[name]?.credentials);
  if (configuredOnes.length === 0) {
    const set = settings.map(({ env }) => env.accessToken).join(' or ');
    log.warn({ set }, 'no payment provider is configured: only gyms with their own credentials can be paid');
  }
  for (const { name, env, isLive } of configuredOnes)
    if (config.production && !isLive(config.providers[name]?.credentials?.accessToken ?? ''))
      log.warn({ variable: env.accessToken }, 'production runs with a test credential: no money moves');
}

/** Without user name, password and query. */
function placeOf(url: string): string {
  const { host, pathname } = new URL(url);
  return `${host}${pathname}`;
}

function modeOf({ providers, sandbox }: Config, { name, isLive }: ProviderSettings): string {
  if (sandbox) return `${name} simulated`;
  const credentials = providers[name]?.credentials ?? null;
  if (credentials === null) return `${name} not configured`;
  return `${name} ${isLive(credentials.accessToken) ? 'live' : 'test'}`;
}
