import type { FastifyInstance, FastifyPluginAsync, FastifyRequest } from 'fastify';
import { TAKES_TIME } from '../faults/answers.ts';
import { accountOf, type OpenAccount } from './accounts.ts';
import { retrieveCharge } from './charges/charges.ts';
import { listDisputes } from './charges/disputes.ts';
import { createRefund, listRefunds } from './charges/refunds.ts';
import type { StripeContext } from './context.ts';
import { expireDue } from './payables/expiry.ts';
import {
  cancelIntent,
  captureIntent,
  createIntent,
  listIntents,
  retrieveIntent,
  searchIntents,
} from './payables/intents.ts';
import { createSession, expireSession, listSessions, retrieveSession } from './payables/sessions.ts';
import { answerOf, answerToError, send } from './requests/answer.ts';
import { invalidRequest } from './requests/fault.ts';
import { createReplay, whatIsAsked } from './requests/idempotency.ts';
import { requireReadable } from './requests/permissions.ts';

export type RouteOptions = {
  /** How far the search index is behind. */
  readonly searchLagMs: number;
  readonly save: () => void;
  readonly now: () => Date;
};

/** An endpoint: the query or form as it was sent, and the id in the path. */
type Endpoint = (context: StripeContext, encoded: string, id: string) => unknown;
/** The same of one that makes something. `takesTime`: it is not decided at once. */
type Making = (...args: [...Parameters<Endpoint>, takesTime: boolean]) => unknown;

const READING: Readonly<Record<string, Endpoint>> = {
  '/v1/payment_intents': (context, query) => listIntents(context, query),
  '/v1/payment_intents/:id': (context, query, id) => retrieveIntent(context, id, query),
  '/v1/checkout/sessions': (context, query) => listSessions(context, query),
  '/v1/charges/:id': (context, query, id) => retrieveCharge(context, id, query),
  '/v1/refunds': (context, query) => listRefunds(context, query),
  '/v1/disputes': (context, query) => listDisputes(context, query),
  '/v1/checkout/sessions/:id': (context, query, id) => retrieveSession(context, id, query),
};

const WRITING: Readonly<Record<string, Making>> = {
  '/v1/payment_intents': (context, form) => createIntent(context, form),
  '/v1/payment_intents/:id/capture': (context, form, id) => captureIntent(context, id, form),
  '/v1/payment_intents/:id/cancel': (context, form, id) => cancelIntent(context, id, form),
  '/v1/checkout/sessions': (context, form) => createSession(context, form),
  '/v1/refunds': (context, form, _, takesTime) => createRefund(context, form, takesTime),
  '/v1/checkout/sessions/:id/expire': (context, form, id) => expireSession(context, id, form),
};

/** The HTTP API: every request needs the key of an account, and every error has Stripe's shape. */
export function routes(accounts: readonly OpenAccount[], { searchLagMs, save, now }: RouteOptions): FastifyPluginAsync {
  const openedBy = ({ headers }: FastifyRequest) => accountOf(accounts, headers.authorization);
  const contextOf = (request: FastifyRequest) => openedBy(request).stripe;
  const search: Endpoint = (context, query) => searchIntents(context, query, searchLagMs);

  return async (server) => {
    takeFormsOnly(server);
    server.setErrorHandler((error, request, reply) => send(request, reply, answerToError(error), now()));
    server.addHook('onRequest', async (request) => expireDue(contextOf(request)));
    for (const [path, read] of Object.entries({ '/v1/payment_intents/search': search, ...READING }))
      server.get(path, (request, reply) => {
        const { stripe: context, without = [] } = openedBy(request);
        const query = request.url.split('?')[1] ?? '';
        const answer = answerOf(() => {
          requireReadable(without, path, query);
          return read(context, query, idIn(request));
        });
        return send(request, reply, answer, context.now());
      });
    for (const [path, write] of Object.entries(WRITING))
      server.post(path, (request, reply) => {
        const context = contextOf(request);
        const form = typeof request.body === 'string' ? request.body : '';
        const takesTime = request.headers[TAKES_TIME] !== undefined;
        const work = () => answerOf(() => kept(write(context, form, idIn(request), takesTime)));
        const replay = createReplay(context.state, context.now);
        const answer = replay(request.headers['idempotency-key'], whatIsAsked(request), work);
        return send(request, reply, answer, context.now());
      });
  };

  function kept(value: unknown): unknown {
    save();
    return value;
  }
}

function takeFormsOnly(server: FastifyInstance): void {
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_, body, done) =>
    done(null, body),
  );
  server.addContentTypeParser('*', (_, __, done) => done(invalidRequest('Bodies are form-encoded')));
}

function idIn({ params }: FastifyRequest): string {
  return (params as { id?: string }).id ?? '';
}
