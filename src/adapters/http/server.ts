import Fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify';
import type { Measure } from '../../ports/measure.ts';
import type { LogScope } from '../../ports/world.ts';
import { admission } from './admission.ts';
import { type AuthOptions, auth } from './auth/auth.ts';
import { BODY_LIMIT, body } from './bodies/body.ts';
import { createBytesInFlight } from './bodies/bytes-in-flight.ts';
import { NO_OTHER_COMPILERS, setCompilers } from './bodies/validation.ts';
import { cors } from './cors.ts';
import { drain } from './drain.ts';
import { formatsFor } from './errors/error-format.ts';
import { errorHandler, type InFlight } from './errors/error-handler.ts';
import { onConnect, onConnectionError, onFrameworkError } from './errors/protocol-errors.ts';
import { headers, requestIdOf } from './headers.ts';
import { idempotency } from './idempotency.ts';
import { type RateLimits, rateLimits } from './limits/rate-limit.ts';
import { accessLog, requestLogger } from './log.ts';
import { allowedMethods } from './methods.ts';
import { openapi } from './openapi/routes.ts';
import { health } from './routes/operations/health.ts';
import { type RouteOptions, routes } from './routes/routes.ts';

/** What main.ts gives the HTTP driver. */
export type HttpOptions = RouteOptions & {
  readonly auth: AuthOptions;
  readonly log: FastifyBaseLogger;
  readonly measure: Pick<Measure, 'request'>;
  /** Joins the lines of one request; left out, only this server's own lines are joined. */
  readonly logScope?: LogScope;
  /** Prefix of every route, with a slash in front and none behind; empty for none. */
  readonly basePath: string;
  /** Addresses and networks whose `X-Forwarded-For` is believed. */
  readonly trustProxy: readonly string[];
  readonly corsOrigins: readonly string[];
  readonly rateLimit: RateLimits;
  /** Answers then say that no money moves here. */
  readonly sandbox: boolean;
  /** Answers then say that https is the only way here. */
  readonly production: boolean;
  /** In which a whole request, headers and body, must have arrived; 5,000 when left out. */
  readonly requestTimeoutMs?: number;
};

/** How often overdue connections are looked for; Node's own default of 30 s would make of 5 s up to 35. */
const CHECK_INTERVAL_MS = 500;

const NO_SCOPE: LogScope = { run: (_requestId, _about, work) => work(), note: () => {} };

/** The whole HTTP server, apart from listening. */
export function buildServer(options: HttpOptions): FastifyInstance {
  const { basePath, sandbox, production, requestTimeoutMs = 5_000 } = options;
  const surroundings = { sandbox, production };
  const inFlight: InFlight = new WeakMap();
  const formatOf = formatsFor(basePath);
  const server = Fastify({
    loggerInstance: requestLogger(options.log),
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'requestId' }),
    genReqId: requestIdOf,
    trustProxy: options.trustProxy.length > 0 && [...options.trustProxy],
    bodyLimit: BODY_LIMIT,
    requestTimeout: requestTimeoutMs,
    http: {
      headersTimeout: requestTimeoutMs,
      connectionsCheckingInterval: CHECK_INTERVAL_MS,
      // Node would answer without a body; `admission` answers with one.
      requireHostHeader: false,
    },
    // `admission` answers while closing, in the path's own format.
    return503OnClosing: false,
    // No parameter is matched by an expression that length could slow down; the header limit bounds it.
    routerOptions: { maxParamLength: 16_384 },
    schemaController: NO_OTHER_COMPILERS,
    frameworkErrors: onFrameworkError({ surroundings, inFlight }),
    clientErrorHandler: onConnectionError({ surroundings, formatOf, inFlight }),
  });
  server.server.on('connect', onConnect(surroundings));
  setCompilers(server);
  const methods = allowedMethods(server);
  // The order of registration is the order in which their hooks run.
  server.register(accessLog, { measure: options.measure, scope: options.logScope ?? NO_SCOPE });
  server.register(headers, surroundings);
  server.register(errorHandler, { formatOf, inFlight });
  server.register(cors, { origins: options.corsOrigins, allowsLoopback: sandbox });
  server.register(auth, { ...options.auth, explains: sandbox, identifyKey: options.app.identifyKey });
  server.register(rateLimits, options.rateLimit);
  server.register(admission, { allowedMethods: methods });
  server.register(drain);
  server.decorate('bytesInFlight', createBytesInFlight());
  server.register(body);
  server.register(idempotency, { app: options.app });
  const all = { ...options, prefix: basePath };
  server.register(openapi, {
    basePath,
    providers: options.providers,
    register: (scope) => scope.register(routes, all),
  });
  server.register(routes, all);
  if (basePath !== '') server.register(health);
  return server;
}
