import type { ProviderSettings } from '../adapters/providers/settings.ts';
import type { Providers } from '../ports/payment-provider/payment-provider.ts';
import type { Log, LogFields } from '../ports/world.ts';
import type { Config } from './config.ts';
import { hasKeys, movesMoney, variablesOf } from './providers.ts';
import { VERSION } from './version.ts';

type Settings = readonly ProviderSettings[];

/**
 * What runs, and how it is configured, in the fields of one line: whether a secret is there, and never which. `simulated` are
 * the providers that the sandbox plays.
 */
export function configured(config: Config, settings: Settings, simulated: readonly string[]): LogFields {
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
    providers: settings
      .map((each) => (simulated.includes(each.name) ? `${each.name} simulated` : modeOf(config, each)))
      .join(', '),
    tokens: jwt.jwksUrl ?? (jwt.publicKey === null ? 'HS256 secret' : `${jwt.publicKey.algorithm} public key`),
    sealedUnder: config.credentialsKeys.map(({ kid }) => kid).join(', '),
    corsOrigins: config.corsOrigins.join(', '),
    trustProxy: config.trustProxy.join(', '),
    metrics: config.metricsToken !== null || !config.production,
  };
}

/** Settings that an operator may not have meant. They are logged, and don't stop the start. */
export function warnAboutProviders(config: Config, settings: Settings, providers: Providers, log: Log): void {
  if (config.sandbox) return;
  const keyed = settings.filter(({ name }) => hasKeys(config.providers[name]));
  if (keyed.length === 0) {
    const set = settings.flatMap((each) => variablesOf(each).slice(0, 1)).join(' or ');
    log.warn({ set }, 'no payment provider is configured: only gyms with their own credentials can be paid');
  }
  for (const each of keyed) {
    const [variable] = variablesOf(each);
    const configured = config.providers[each.name];
    if (config.production && !movesMoney(each, configured))
      log.warn({ variable }, 'production runs with a test credential: no money moves');
    const takesOrders = providers.get(each.name)?.capabilities.flows.includes('client') === true;
    if (!takesOrders && configured?.application === null)
      log.warn({ variable }, 'the account is not used: orders can not be paid through this provider, only gyms');
  }
}

/** Without user name, password and query. */
function placeOf(url: string): string {
  const { host, pathname } = new URL(url);
  return `${host}${pathname}`;
}

function modeOf({ providers }: Config, settings: ProviderSettings): string {
  const { name, credentials } = settings;
  if (credentials.fields.length === 0) return name;
  if (!hasKeys(providers[name])) return `${name} not configured`;
  return `${name} ${movesMoney(settings, providers[name]) ? 'live' : 'test'}`;
}
