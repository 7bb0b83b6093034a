import type { FastifyInstance, FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import { TAKES_TIME } from '../faults/answers.ts';
import { readForms } from '../forms.ts';
import type { SimulatorContext } from '../simulator.ts';
import { getDispute, listDisputes } from './disputes.ts';
import { answerError, forbidden, notFound } from './errors.ts';
import { captureOrder, createOrder, forgetDue, ownOrder, patchOrder } from './orders.ts';
import type { Merchant, Records } from './records.ts';
import { createRefund, ownCapture, ownRefund } from './refunds.ts';
import { type Made, madeOnce } from './replay.ts';
import { minimal, showAlone, showOrder, showRefund } from './show.ts';
import { giveToken, merchantOf } from './tokens.ts';
import { isGenuine } from './webhooks.ts';

type Json = Readonly<Record<string, unknown>>;
type Handler = (merchant: Merchant, request: FastifyRequest, reply: FastifyReply) => unknown;

/** Whatever else begins like this is answered as PayPal would. */
const REST = ['/v2/checkout/*', '/v2/payments/*', '/v1/customer/*', '/v1/notifications/*'];

/** The HTTP API: an app sees only its own objects, and every error has PayPal's shape. */
export function routes(records: Records, context: SimulatorContext): FastifyPluginAsync {
  const { now, url, save } = context;

  const as = (handler: Handler) => async (request: FastifyRequest, reply: FastifyReply) => {
    forgetDue(records, now());
    const answer = handler(merchantOf(records, now(), request), request, reply);
    save();
    return answer;
  };
  const disputed = (handler: Handler) =>
    as((merchant, request, reply) => {
      if (merchant.seesDisputes === false) throw forbidden();
      return handler(merchant, request, reply);
    });

  /** A request that makes something: whole if it is asked for so, and 200 where it was made before. */
  function made(request: FastifyRequest, reply: FastifyReply, { isReplayed }: Made, whole: Json): Json {
    reply.code(isReplayed ? 200 : 201);
    return request.headers['prefer'] === 'return=representation' ? whole : minimal(whole);
  }

  return async (app) => {
    app.setErrorHandler(answerError);
    readForms(app);
    readQuestionsAsTheyCame(app);
    app.post('/v1/oauth2/token', async (request) => giveToken(records, now(), request));
    app.post(
      '/v2/checkout/orders',
      as((merchant, request, reply) => {
        const creation = { merchant, request, kind: 'orders' } as const;
        const order = madeOnce(
          records,
          now(),
          creation,
          () => createOrder(records, context, merchant, request.body).id,
        );
        return made(request, reply, order, showOrder(records, ownOrder(records, merchant, order.id), url()));
      }),
    );
    app.get(
      '/v2/checkout/orders/:id',
      as((merchant, request) => showOrder(records, ownOrder(records, merchant, idOf(request)), url())),
    );
    app.patch(
      '/v2/checkout/orders/:id',
      as((merchant, request, reply) => {
        patchOrder(context, ownOrder(records, merchant, idOf(request)), request.body);
        return reply.code(204).send();
      }),
    );
    app.post(
      '/v2/checkout/orders/:id/capture',
      as((merchant, request, reply) => {
        const order = ownOrder(records, merchant, idOf(request));
        const captured = madeOnce(records, now(), { merchant, request, kind: 'orders' }, () => {
          captureOrder(records, context, order);
          return order.id;
        });
        return made(request, reply, captured, showOrder(records, order, url()));
      }),
    );
    app.get(
      '/v2/payments/captures/:id',
      as((merchant, request) => showAlone(records, ownCapture(records, merchant, idOf(request)), url())),
    );
    app.post(
      '/v2/payments/captures/:id/refund',
      as((merchant, request, reply) => {
        const capture = ownCapture(records, merchant, idOf(request));
        const wish = { body: request.body, takesTime: request.headers[TAKES_TIME] !== undefined };
        const refund = madeOnce(records, now(), { merchant, request, kind: 'refunds' }, () =>
          createRefund(records, context, capture, wish),
        );
        return made(request, reply, refund, showRefund(ownRefund(records, merchant, refund.id), url()));
      }),
    );
    app.get(
      '/v2/payments/refunds/:id',
      as((merchant, request) => showRefund(ownRefund(records, merchant, idOf(request)), url())),
    );
    app.get(
      '/v1/customer/disputes',
      disputed((merchant, { query }) => listDisputes(records, merchant, query as Record<string, string>)),
    );
    app.get(
      '/v1/customer/disputes/:id',
      disputed((merchant, request) => getDispute(records, merchant, idOf(request))),
    );
    app.post(
      '/v1/notifications/verify-webhook-signature',
      as((merchant, { body }) => ({
        verification_status: isGenuine(records, merchant, String(body)) ? 'SUCCESS' : 'FAILURE',
      })),
    );
    for (const path of REST)
      app.all(
        path,
        as(() => {
          throw notFound();
        }),
      );
  };
}

/** The bytes of an event are signed, so a question about one is read as text. */
function readQuestionsAsTheyCame(app: FastifyInstance): void {
  const parsed = app.getDefaultJsonParser('error', 'ignore');
  app.removeContentTypeParser('application/json');
  app.addContentTypeParser<string>('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (request.routeOptions.url?.endsWith('/verify-webhook-signature') === true) done(null, body);
    else parsed(request, body, done);
  });
}

function idOf({ params }: FastifyRequest): string {
  return (params as { readonly id: string }).id;
}
