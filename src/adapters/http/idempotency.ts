import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';
import { requireScope } from '../../app/actor.ts';
import type { App } from '../../app/app.ts';
import type { KeyUse, Operation } from '../../app/idempotency/operations.ts';
import { invalid } from '../../domain/error.ts';
import { actorOf } from './auth/auth.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** It accepts, or needs, an `Idempotency-Key`. What it does under `request.operation.id` must be found again by that id. */
    idempotent?: boolean | 'required';
    /** Throws if the caller may no longer see the kept answer of the operation: called before an answer is given again. */
    mayReplay?: (request: FastifyRequest, operationId: string) => Promise<unknown>;
  }
  interface FastifyRequest {
    /** What its `Idempotency-Key` began; null without one. */
    operation: Operation | null;
  }
}

/** A success as it left. */
type Answer = { readonly status: number; readonly type: string; readonly body: string; readonly location?: string };

type Options = { readonly app: Pick<App, 'beginOperation' | 'answerOperation' | 'leaveOperation'> };

/**
 * `Idempotency-Key` (draft-ietf-httpapi-idempotency-key-header): between the check of the body and the route's
 * own work, and again when the answer is ready. A repeated request must pass the
 * route's own checks, too. An answer is sent only after it was kept; if it can't be kept, the caller gets a 503 and retries: a
 * success that the next request may contradict is worth less.
 */
export const idempotency = fp(async (server, { app }: Options) => {
  server.decorateRequest('operation', null);

  async function begin(request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
    const key = keyOf(request);
    const isRequired = request.routeOptions.config.idempotent === 'required';
    if (key === null && isRequired) throw invalid('Idempotency-Key', 'Idempotency-Key is required');
    if (key === null) return;
    const { scope } = request.routeOptions.schema?.['x-docs'] ?? {};
    if (scope !== undefined) requireScope(actorOf(request), scope);
    const begun = await app.beginOperation(useOf(request, key));
    if (begun.kind === 'answered') {
      await request.routeOptions.config.mayReplay?.(request, begun.operationId);
      return replay(reply, JSON.parse(begun.answer) as Answer);
    }
    request.operation = begun.operation;
  }

  async function keep(request: FastifyRequest, reply: FastifyReply, payload: unknown): Promise<void> {
    const { operation } = request;
    request.operation = null; // Failing below makes another answer, which comes through here, too.
    if (operation === null) return;
    if (reply.statusCode < 300) await app.answerOperation(operation, JSON.stringify(answerOf(reply, payload)));
    else await app.leaveOperation(operation, reply.statusCode < 500 ? 'refused' : 'failed');
  }

  // Only on routes that are, since even a hook that does nothing takes its time.
  server.addHook('onRoute', (route) => {
    if (!route.config?.idempotent) return;
    route.preHandler = [begin, ...[route.preHandler ?? []].flat()];
    route.onSend = [keep, ...[route.onSend ?? []].flat()];
  });
});

/** For routes that need a key. */
export function operationOf({ operation }: FastifyRequest): Operation {
  if (operation === null) throw new Error('a route that needs an Idempotency-Key is not set to');
  return operation;
}

const KEY = /^[\x21-\x7e]{1,255}$/;

/** A repeated header arrives joined by a comma and a space, and a space is not allowed in a key. */
function keyOf({ headers }: FastifyRequest): string | null {
  const key = headers['idempotency-key'];
  if (key === undefined) return null;
  if (typeof key === 'string' && KEY.test(key)) return key;
  throw invalid('Idempotency-Key', 'Idempotency-Key must be one value of 1 to 255 visible ASCII characters');
}

function useOf(request: FastifyRequest, key: string): KeyUse {
  const bodyHash = createHash('sha256')
    .update(canonicalJson(request.body ?? {}))
    .digest('hex');
  return { userId: actorOf(request).userId, path: concretePath(request), key, bodyHash };
}

/** The route with its parameters filled in, so that one thing has one path, however its URL was spelt. */
function concretePath({ routeOptions, params }: FastifyRequest): string {
  const given = params as Readonly<Record<string, string | undefined>>;
  return (routeOptions.url ?? '').replace(/:(\w+)/g, (_match, name: string) => (given[name] ?? '').toLowerCase());
}

/** The same text for the same JSON, in whatever order its fields were sent; null is the same as leaving a field out. */
function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_name, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part) ? sorted(part) : part,
  );
}

function sorted(fields: object): object {
  const given = Object.entries(fields).filter(([, value]) => value !== null);
  return Object.fromEntries(given.toSorted(([one], [other]) => (one < other ? -1 : 1)));
}

function answerOf(reply: FastifyReply, payload: unknown): Answer {
  if (typeof payload !== 'string') throw new Error('Only an answer that is a text can be kept');
  const location = reply.getHeader('location');
  const kept = { status: reply.statusCode, type: String(reply.getHeader('content-type')), body: payload };
  return typeof location === 'string' ? { ...kept, location } : kept;
}

function replay(reply: FastifyReply, { status, type, body, location }: Answer): FastifyReply {
  const headers = { 'content-type': type, ...(location !== undefined && { location }) };
  return reply
    .code(status)
    .headers({ ...headers, 'idempotency-replayed': 'true' })
    .send(body);
}
