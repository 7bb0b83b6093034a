import type { ProviderSettings } from '../adapters/providers/settings.ts';
import { type Key, parseKeys } from '../adapters/secrets/keys.ts';
import {
  addressBlock,
  duration,
  type Environment,
  integer,
  list,
  oneOf,
  type Reading,
  readEnvironment,
  text,
} from './environment.ts';
import { readJwt } from './jwt.ts';
import { refuseInProduction } from './production.ts';
import { type ConfiguredProvider, hasKeys, movesMoney, readProvider, variablesOf } from './providers.ts';
import { secretFault, without } from './secret-texts.ts';
import { base, connectionUrl, origin, secureUrl, webUrl } from './urls.ts';

/** Everything that can be set from outside. Durations are in milliseconds unless the name says otherwise. */
export type Config = ReturnType<typeof readConfig>['config'];

/** All that is wrong with an environment, a line per problem, each naming its variable. */
export class ConfigError extends Error {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(problems.join('\n'));
    this.name = 'ConfigError';
    this.problems = problems;
  }
}

/**
 * Reads the configuration from the environment. `found` are the problems that were found before, of packages of providers.
 * @throws ConfigError
 */
export function loadConfig(
  env: Environment,
  providers: readonly ProviderSettings[],
  found: readonly string[] = [],
): Config {
  const { config, problems } = readConfig(env, providers);
  const all = [...found.map((problem) => `${PACKAGES}: ${problem}`), ...problems];
  if (all.length > 0) throw new ConfigError(all);
  return config;
}

/** The variables that say which database it is, and how it may be reached. */
const OF_DATABASE = /^(?:NODE_ENV|DATABASE_URL|ALLOW_PLAINTEXT): /;

/**
 * The database's URL, as the service would take it; null for the embedded one. A migration has no use for the rest of the
 * configuration, such as what providers and their packages need.
 * @throws ConfigError
 */
export function loadDatabaseUrl(env: Environment): string | null {
  const { config, problems } = readConfig(env, []);
  const ours = problems.filter((problem) => OF_DATABASE.test(problem));
  if (ours.length > 0) throw new ConfigError(ours);
  return config.databaseUrl;
}

const PACKAGES = 'PROVIDERS';

/** The npm packages that have further providers. */
export function packagesIn(env: Environment): readonly string[] {
  return readEnvironment(env).read(PACKAGES, list(text), []);
}

function readConfig(env: Environment, settings: readonly ProviderSettings[]) {
  const reading = readEnvironment(env);
  const { read, problems } = reading;
  // Another word may be a mistyped `production`, which must not start as something else.
  const production = read('NODE_ENV', oneOf('production', 'development', 'test'), 'development') === 'production';
  const providers = Object.fromEntries(settings.map((each) => [each.name, readProvider(reading, each, production)]));
  const sandbox = readSandbox(reading, production, settings, providers);
  const port = read('PORT', integer(1, 65_535), 8080);
  const prefix = read('BASE_PATH', basePath, '');
  const local = `http://localhost:${port}${prefix}`;
  const publicUrl = read('PUBLIC_URL', base(production ? webUrl('https:') : webUrl('https:', 'http:')), local);
  const config = {
    production,
    sandbox,
    port,
    host: read('HOST', text, production ? '0.0.0.0' : '127.0.0.1'),
    basePath: prefix,
    // The simulated providers reach only this machine, whatever public URL the real ones would call.
    publicUrl: sandbox ? local : publicUrl,
    databaseUrl: read('DATABASE_URL', connectionUrl('postgresql:', 'postgres:'), null),
    dataDir: read('DATA_DIR', text, './data'),
    jwt: readJwt(reading, sandbox, production),
    providers,
    credentialsKeys: read('CREDENTIALS_KEY', production ? realKeys : parseKeys, []),
    corsOrigins: read('CORS_ORIGINS', list(origin), []),
    checkoutReturnUrl: read('CHECKOUT_RETURN_URL', sandbox ? secureUrl : webUrl('https:'), null),
    checkoutTtlMs: read('CHECKOUT_TTL', duration, 24 * 3600 * 1000),
    rateLimit: {
      max: read('RATE_LIMIT_MAX', integer(1, 1_000_000), 100),
      webhookMax: read('RATE_LIMIT_WEBHOOK_MAX', integer(1, 1_000_000), 1000),
      windowMs: read('RATE_LIMIT_WINDOW', duration, 60_000),
      redisUrl: read('REDIS_URL', connectionUrl('redis:', 'rediss:'), null),
    },
    trustProxy: read('TRUST_PROXY', trustProxy, []),
    providerTimeoutMs: read('PROVIDER_TIMEOUT_MS', integer(100, 60_000), 8000),
    metricsToken: read('METRICS_TOKEN', bearerText, null),
    allowPlaintext: read('ALLOW_PLAINTEXT', oneOf('0', '1'), '0') === '1',
    logLevel: read('LOG_LEVEL', oneOf('trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'), 'info'),
  };
  if (production) refuseInProduction(reading, { ...config, redisUrl: config.rateLimit.redisUrl });
  return { config, problems };
}

/** On by default only if no provider is configured, so that real payments never go to a simulator by accident. */
function readSandbox(
  { read, problem }: Reading,
  production: boolean,
  settings: readonly ProviderSettings[],
  providers: Readonly<Record<string, ConfiguredProvider>>,
): boolean {
  const keyed = settings.filter(({ name }) => hasKeys(providers[name]));
  const sandbox = read('SANDBOX', oneOf('0', '1'), production || keyed.length > 0 ? '0' : '1') === '1';
  if (sandbox && production) problem('SANDBOX', 'is refused in production');
  for (const each of keyed)
    if (sandbox && movesMoney(each, providers[each.name]))
      problem('SANDBOX', `is refused beside the live credential in ${variablesOf(each)[0]}`);
  return sandbox && !production;
}

/** A key of one repeated byte, zeros above all, is what examples and tests have. */
function realKeys(value: string): readonly Key[] {
  const keys = parseKeys(value);
  const guessed = keys.find(({ key }) => key.every((byte) => byte === key[0]));
  if (guessed !== undefined) throw new Error(`key ${guessed.kid} is one byte repeated: make one with openssl rand`);
  return keys;
}

/** A token that a header can carry, and that can't be guessed. */
function bearerText(value: string): string {
  if (!/^[\x21-\x7e]+$/.test(value)) throw new Error('must be visible ASCII characters without spaces');
  return without(secretFault)(value);
}

function basePath(value: string): string {
  if (!/^(\/[A-Za-z0-9._~-]+)+\/?$/.test(value)) throw new Error('must be a path such as /payments');
  return value.replace(/\/$/, '');
}

function trustProxy(value: string): readonly string[] {
  return value === 'false' ? [] : list(addressBlock)(value);
}
