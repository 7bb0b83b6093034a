import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import type { Simulator, SimulatorContext } from '../simulator.ts';
import { payables, settle } from './buyer.ts';
import { createTell, type Endpoint } from './events.ts';
import { broken, FaultError, invalidRequest, unauthorized } from './fault.ts';
import { createReplay, type Reply } from './idempotency.ts';
import { cancelIntent, createIntent, retrieveIntent, searchIntents } from './intents.ts';
import {
  createSession,
  expireDue,
  expireSession,
  listSessions,
  retrieveSession,
  type SessionsContext,
} from './sessions.ts';
import { newId, stateIn } from './state.ts';

export type StripeOptions = Endpoint & {
  readonly secretKey: string;
  /** How far the search index is behind. */
  readonly searchLagMs?: number;
};

/** An endpoint: the form or query as it was sent, and the id in the path. */
type Handler = (encoded: string, id: string) => unknown;

/** As much of Stripe's API as a payment needs: strict in what it takes, stateful, and it signs what it tells. */
export function createStripeSimulator(context: SimulatorContext, options: StripeOptions): Simulator {
  const tell = createTell(context, options);
  const stripe: SessionsContext = { state: stateIn(context), now: context.now, url: context.url, tell };
  const replay = createReplay(stripe.state, context.now);
  const lagMs = options.searchLagMs ?? 0;

  const routes: FastifyPluginAsync = async (server) => {
    server.removeAllContentTypeParsers();
    server.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_, body, done) =>
      done(null, body),
    );
    server.addContentTypeParser('*', (_, __, done) => done(invalidRequest('Bodies are form-encoded')));
    server.setErrorHandler((error, request, reply) => answer(request, reply, replyOf(error)));
    server.addHook('onRequest', async (request) => {
      requireKey(request.headers.authorization, options.secretKey);
      expireDue(stripe);
    });
    server.get(
      '/v1/payment_intents/search',
      read((query) => searchIntents(stripe, query, lagMs)),
    );
    server.get(
      '/v1/payment_intents/:id',
      read((query, id) => retrieveIntent(stripe, id, query)),
    );
    server.post(
      '/v1/payment_intents',
      write((body) => createIntent(stripe, body)),
    );
    server.post(
      '/v1/payment_intents/:id/cancel',
      write((body, id) => cancelIntent(stripe, id, body)),
    );
    server.get(
      '/v1/checkout/sessions',
      read((query) => listSessions(stripe, query)),
    );
    server.get(
      '/v1/checkout/sessions/:id',
      read((query, id) => retrieveSession(stripe, id, query)),
    );
    server.post(
      '/v1/checkout/sessions',
      write((body) => createSession(stripe, body)),
    );
    server.post(
      '/v1/checkout/sessions/:id/expire',
      write((body, id) => expireSession(stripe, id, body)),
    );
  };

  const read = (handle: Handler) => (request: FastifyRequest, reply: FastifyReply) =>
    answer(
      request,
      reply,
      run(() => handle(request.url.split('?')[1] ?? '', idIn(request))),
    );

  const write = (handle: Handler) => (request: FastifyRequest, reply: FastifyReply) => {
    const body = typeof request.body === 'string' ? request.body : '';
    const work = () => run(() => save(handle(body, idIn(request))));
    return answer(request, reply, replay(request.headers['idempotency-key'], `${request.url}\n${body}`, work));
  };

  function answer(request: FastifyRequest, reply: FastifyReply, { status, body, isReplayed }: Reply) {
    const replayed = isReplayed ? { 'idempotent-replayed': 'true' } : {};
    const key = request.headers['idempotency-key'];
    const headers = { date: context.now().toUTCString(), 'request-id': newId('req'), ...replayed };
    const echo = typeof key === 'string' ? { 'idempotency-key': key } : {};
    return reply
      .code(status)
      .headers({ ...headers, ...echo })
      .type('application/json')
      .send(body);
  }

  function save<T>(value: T): T {
    context.save();
    return value;
  }

  return {
    name: 'stripe',
    routes,
    payables: () => payables(stripe),
    settle: (id, how) => save(settle(stripe, id, how)),
  };
}

/** What an endpoint gives or throws, as an answer. It is written down at once: later changes aren't part of it. */
function run(handle: () => unknown): Reply {
  try {
    return { status: 200, body: JSON.stringify(handle()) };
  } catch (error) {
    return replyOf(error);
  }
}

function replyOf(error: unknown): Reply {
  const { fault } = error instanceof FaultError ? error : broken();
  return { status: fault.status, body: JSON.stringify({ error: fault.error }) };
}

/** Stripe takes the key as a bearer token, and repeats a wrong one with its last four characters. */
function requireKey(authorization: string | undefined, secretKey: string): void {
  const key = /^Bearer (\S+)$/.exec(authorization ?? '')?.[1];
  if (key === undefined) throw unauthorized('You did not provide an API key.');
  const digest = (text: string) => createHash('sha256').update(text).digest();
  if (timingSafeEqual(digest(key), digest(secretKey))) return;
  throw unauthorized(`Invalid API Key provided: ${key.slice(0, 8)}${'*'.repeat(16)}${key.slice(-4)}`);
}

function idIn({ params }: FastifyRequest): string {
  return (params as { id?: string }).id ?? '';
}
