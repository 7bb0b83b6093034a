import { type Logger, pino } from 'pino';
import type { TokenKey } from './adapters/http/auth/auth.ts';
import { writeEvent } from './adapters/http/routes/events/body.ts';
import { addressesAt } from './adapters/http/routes/paths.ts';
import { buildServer } from './adapters/http/server.ts';
import { createMetrics, type Metrics } from './adapters/metrics/index.ts';
import { createProviders, loadRegistrations } from './adapters/providers/index.ts';
import { createSecrets, keysFor, parseKeys } from './adapters/secrets/index.ts';
import { openEmbeddedStore, openServerStore } from './adapters/store/index.ts';
import { createSubscribers } from './adapters/subscribers/index.ts';
import { startTimer, type Timer } from './adapters/timer/index.ts';
import { createLogScopes, type LogScopes } from './adapters/world/log-scope.ts';
import { createWorld } from './adapters/world/world.ts';
import { gymAnnouncer } from './app/announce.ts';
import { type App, createApp } from './app/app.ts';
import { createPurchaseCommands } from './app/purchases.ts';
import { type Config, loadConfig, packagesIn } from './config/config.ts';
import { sandboxSecrets } from './config/sandbox-secrets.ts';
import { configured, warnAboutProviders } from './config/start-lines.ts';
import { TYPED, VERSION } from './config/version.ts';
import type { Store } from './ports/store/store.ts';
import type { Sandbox } from './sandbox/index.ts';

/**
 * A lease outlives the slowest opening: a search, a call and two more to put things right, each with its
 * deadline, and what the provider may still do after it.
 */
const MIN_LEASE_MS = 60_000;
const CALLS_PER_OPENING = 4;

/** Looking for what is due costs one statement. */
const SWEEP_EVERY_MS = 5_000;

/** Until then figures count what happened since by themselves. Looking for it costs one statement. */
const COUNT_EVERY_MS = 5_000;

/** A check that is cut off then is due again when its lease expires. */
const SWEEP_GRACE_MS = 5_000;

/** The process must end within ten seconds of SIGTERM: container runtimes kill it then. */
const MAX_DRAIN_MS = 8_500;

const DEFAULT_PROVIDERS = { orders: 'stripe', gyms: 'mercadopago' } as const;

/** Where a service writes: its log, a line at a time, and the first screen of the sandbox. */
export type Output = { write(text: string): void };

export type Service = {
  /** Finishes what is in flight, within the ten seconds that container runtimes give. */
  stop(signal: string): Promise<void>;
  /** Resolves once it hears of events that other processes have made due. */
  readonly listening: Promise<unknown>;
};

/**
 * Runs the whole service in this process, until it is stopped; it is served once the promise resolves.
 * @throws ConfigError when the environment is no configuration.
 */
export async function startService(environment: NodeJS.ProcessEnv, output: Output): Promise<Service> {
  const { registrations, problems } = await loadRegistrations(packagesIn(environment));
  const settings = registrations.map((each) => each.settings);
  const config = withOwnSecrets(loadConfig(environment, settings, problems));
  const scopes = createLogScopes();
  const log = createLog(config, scopes, output);
  log.info({ version: VERSION }, config.databaseUrl === null ? 'starting: the embedded database first' : 'starting');
  const metrics = createMetrics();
  const store = await openStore(config, log, metrics);
  const sandbox = config.sandbox ? await openSandbox(config) : null;
  const providers = await createProviders({
    timeoutMs: config.providerTimeoutMs,
    now: () => new Date(),
    notificationKeys: keysFor('notification URLs', config.credentialsKeys),
    accounts: sandbox?.accounts ?? config.providers,
    registrations,
  });
  const world = createWorld(log, scopes, metrics.measure);
  const app = createApp({
    providers,
    store,
    purchases: createPurchaseCommands(store, { ...world, writeEvent }),
    announceGym: gymAnnouncer({ ...world, writeEvent }),
    subscribers: createSubscribers({ production: config.production, version: VERSION }),
    secrets: createSecrets(config.credentialsKeys),
    world,
    settings: {
      ...config,
      addresses: addressesAt(config.publicUrl),
      leaseMs: Math.max(MIN_LEASE_MS, 2 * CALLS_PER_OPENING * config.providerTimeoutMs),
      defaultProviders: DEFAULT_PROVIDERS,
    },
  });
  metrics.watchProblems(() => store.countProblems());
  const server = buildServer({
    ...config,
    ...httpSettings(config, metrics),
    providers: settings,
    app,
    log,
    logScope: scopes,
  });
  // Before the service is ready: what its pages lead to is then there, and a signal finds no work of it under way.
  const greeting = (await sandbox?.greet(app)) ?? '';
  await server.listen({ host: config.host, port: config.port });
  const delivering = startDelivering(app, log);
  const timers = [startSweeping(app, log), startCounting(app, log), delivering];
  log.info(configured(config, settings, sandbox?.simulated ?? []), 'started');
  warnAboutProviders(config, settings, providers, log);
  output.write(greeting);
  return { stop: (signal) => stop({ app, server, timers, sandbox, store, log }, signal), listening: delivering };
}

type Running = {
  readonly app: App;
  readonly server: ReturnType<typeof buildServer>;
  readonly timers: readonly (Timer | Promise<Timer>)[];
  readonly sandbox: Sandbox | null;
  readonly store: Store;
  readonly log: Logger;
};

async function stop(running: Running, signal: string): Promise<void> {
  const { app, server, timers, sandbox, store, log } = running;
  log.info({ signal }, 'stopping: requests in flight are finished');
  // What a caller would wait for longer than that is recovered when it is asked for again.
  const isOver = Promise.withResolvers<void>();
  const patience = setTimeout(() => {
    server.server.closeAllConnections();
    isOver.resolve();
  }, MAX_DRAIN_MS);
  const stopped = timers.map(async (timer) => (await timer).stop(SWEEP_GRACE_MS));
  await Promise.all([server.close(), ...stopped]);
  // What a provider answered, and could not be committed yet; tries to deliver events.
  await Promise.race([app.drain(), isOver.promise]);
  clearTimeout(patience);
  await sandbox?.close();
  await store.close();
  log.info({ version: VERSION, upSeconds: Math.round(process.uptime()) }, 'stopped');
}

function createLog({ logLevel }: Config, { about }: LogScopes, output: Output): Logger {
  return pino({ level: logLevel, base: null, mixin: about }, output);
}

/** What no operator has chosen is made by the service for itself; production demands all of it. */
function withOwnSecrets(config: Config): Config {
  const { jwt, credentialsKeys } = config;
  const verifiesTokens = jwt.secret !== null || jwt.publicKey !== null || jwt.jwksUrl !== null;
  if (verifiesTokens && credentialsKeys.length > 0) return config;
  const made = sandboxSecrets(config.dataDir);
  return {
    ...config,
    credentialsKeys: credentialsKeys.length > 0 ? credentialsKeys : parseKeys(made.credentialsKey),
    jwt: verifiesTokens ? jwt : { ...jwt, secret: made.jwtSecret },
  };
}

function openStore({ databaseUrl, dataDir }: Config, log: Logger, { watchPool }: Metrics): Promise<Store> {
  if (databaseUrl === null) return openEmbeddedStore({ directory: dataDir });
  const onConnectionLost = (error: Error) => log.warn({ reason: error.message }, 'a database connection was lost');
  return openServerStore({ url: databaseUrl, onConnectionLost, watchPool });
}

/** Loaded only when it runs: production has no simulators in it. */
async function openSandbox(config: Config): Promise<Sandbox> {
  const sandbox = await import('./sandbox/index.ts');
  return sandbox.openSandbox(config);
}

function startSweeping(app: App, log: Logger): Timer {
  // Only a warning: /ready and every request report a database that is away.
  const onError = (error: unknown) => log.warn({ reason: (error as Error).message }, 'a sweep failed');
  return startTimer({ run: (isStopped) => app.sweep(isStopped), everyMs: SWEEP_EVERY_MS, onError });
}

function startCounting(app: App, log: Logger): Timer {
  const onError = (error: unknown) => log.warn({ reason: (error as Error).message }, 'figures could not be counted');
  return startTimer({ run: (isStopped) => app.keepFigures(isStopped), everyMs: COUNT_EVERY_MS, onError });
}

/** Woken by each commit that has events for endpoints, also of other processes; the rounds in between are for what is missed. */
async function startDelivering(app: App, log: Logger): Promise<Timer> {
  const onError = (error: unknown) => log.warn({ reason: (error as Error).message }, 'events could not be taken');
  const run = () => app.deliverEvents((afterMs) => timer.wake(afterMs));
  const timer = startTimer({ run, everyMs: SWEEP_EVERY_MS, onError });
  await app.onDeliveriesDue(() => timer.wake());
  return timer;
}

function httpSettings({ jwt, production, metricsToken }: Config, { measure, read }: Metrics) {
  // What was counted is for operators: in production they have to say who may read it.
  const isReadable = metricsToken !== null || !production;
  return {
    measure,
    metrics: isReadable ? { token: metricsToken, read } : null,
    auth: { ...jwt, key: tokenKey(jwt) },
    defaultOrdersProvider: DEFAULT_PROVIDERS.orders,
    program: TYPED,
    defaultGymsProvider: DEFAULT_PROVIDERS.gyms,
  } as const;
}

function tokenKey({ secret, publicKey, jwksUrl }: Config['jwt']): TokenKey {
  if (publicKey !== null) return publicKey;
  return jwksUrl === null ? { algorithm: 'HS256', secret: secret ?? '' } : { jwksUrl };
}
