import type { FastifyBaseLogger, FastifyReply, FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';
import { DomainError } from '../../domain/error.ts';
import { isSlug } from '../../domain/gym/gym.ts';
import { isPaymentId } from '../../domain/payment/payment.ts';
import type { Measure } from '../../ports/measure.ts';
import type { LogFields, LogScope } from '../../ports/world.ts';
import { pathOf } from './wire/raw-request.ts';

/**
 * What of an object may be logged, as allow-lists: headers, bodies, query strings and whatever libraries
 * hang on their errors stay out.
 */
const serializers = {
  req: ({ method, url }: FastifyRequest) => ({ method, path: shownPath(url) }),
  res: ({ statusCode }: FastifyReply) => ({ status: statusCode }),
  err: errorFields,
};

/** A refusal is no fault of the program: where it was made says nothing that its code does not. */
function errorFields(error: unknown): object {
  return fieldsOf(error, !(error instanceof DomainError || Object(error).refusal !== undefined));
}

function fieldsOf(error: unknown, isUnexpected: boolean, depth = 0): object {
  if (!(error instanceof Error)) return { type: typeof error };
  const code = 'code' in error ? String(error.code) : undefined;
  const hasCause = error.cause !== undefined && depth < 2;
  const cause = hasCause ? fieldsOf(error.cause, isUnexpected, depth + 1) : undefined;
  return { type: error.name, message: error.message, code, stack: isUnexpected ? error.stack : undefined, cause };
}

/** Longer than any path of ours; a path that is not ours may have 16 KB. */
const MAX_PATH = 256;

function shownPath(url: string): string {
  const path = pathOf(url);
  return path.length > MAX_PATH ? `${path.slice(0, MAX_PATH)}…` : path;
}

/** The logger that requests log with, whatever the given one would have shown of them. */
export function requestLogger(log: FastifyBaseLogger): FastifyBaseLogger {
  return log.child({}, { serializers });
}

/** One line per answered request. */
export function logAnswer(request: FastifyRequest, reply: FastifyReply): void {
  const { method, url } = request;
  const ms = Math.round(reply.elapsedTime);
  request.log.info(
    { ...request.logFields, method, path: shownPath(url), status: reply.statusCode, ms },
    'request answered',
  );
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Fields of all its log lines: the caller, the payment, the gym. */
    logFields: Record<string, LogFields[string]>;
  }
}

type LogOptions = { readonly measure: Pick<Measure, 'request'>; readonly scope: LogScope };

export const accessLog = fp(async (server, { measure, scope }: LogOptions) => {
  server.decorateRequest('logFields');
  server.addHook('onRequest', (request, _reply, done) => {
    request.logFields = {};
    scope.run(request.id, request.logFields, done);
  });
  // What the path names is known to be well-formed only here.
  server.addHook('preHandler', ({ logFields, params, body }, _reply, done) => {
    Object.assign(logFields, namedBy(params as Named, body as Named | null));
    done();
  });
  server.addHook('onResponse', (request, reply, done) => {
    logAnswer(request, reply);
    measure.request({
      method: request.method,
      route: routeOf(request),
      status: reply.statusCode,
      seconds: reply.elapsedTime / 1000,
    });
    done();
  });
});

type Named = Readonly<Record<string, unknown>>;

function namedBy({ payment_id, slug, gym_slug }: Named, body: Named | null): LogFields {
  const gym = slug ?? gym_slug ?? body?.['gym_id'];
  return {
    ...(typeof payment_id === 'string' && isPaymentId(payment_id) && { paymentId: payment_id.toLowerCase() }),
    ...(typeof gym === 'string' && isSlug(gym) && { gym }),
  };
}

/** `*` is the CORS plugin's own. */
function routeOf({ is404, routeOptions: { url } }: FastifyRequest): string | null {
  return is404 || url === undefined || url === '*' ? null : url;
}
