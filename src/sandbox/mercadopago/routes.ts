import type { FastifyPluginAsync, FastifyRequest } from 'fastify';
import { NO_REFRESH_TOKEN, TAKES_TIME } from '../faults/answers.ts';
import type { SimulatorContext } from '../simulator.ts';
import { consentRoutes } from './consent.ts';
import { answerError, resourceNotFound, unauthorized } from './errors.ts';
import { type Application, tokenFor } from './grants.ts';
import { cancelPayment, getPayment, paymentOf, type Search, searchPayments } from './payments.ts';
import { createPreference, preferenceOf, searchPreferences, updatePreference } from './preferences.ts';
import type { PreferenceRecord, Records, Seller } from './records.ts';
import { createRefund, shownRefunds, showRefund } from './refunds.ts';
import { showPreference } from './show.ts';

/** Who else has a say: the platform's application, and sellers who connect to it. */
export type Applications = { readonly application: Application; readonly newSeller: () => Seller };

type Handler = (seller: Seller, request: FastifyRequest) => unknown;

const REST = ['/checkout/preferences/*', '/v1/payments', '/v1/payments/*', '/merchant_orders', '/merchant_orders/*'];

/** Whether a repeated `X-Idempotency-Key` finds its preference again, which the real one doesn't promise. */
export type RouteOptions = { readonly honoursKeys: boolean };

/** The HTTP API: a seller sees only its own objects, and every error has Mercado Pago's shape. */
export function routes(
  records: Records,
  context: SimulatorContext,
  options: RouteOptions & Applications,
): FastifyPluginAsync {
  const as = (handler: Handler) => async (request: FastifyRequest) => handler(sellerOf(records, request), request);
  const own = (seller: Seller, request: FastifyRequest) => preferenceOf(records, seller, idOf(request));
  const shown = (preference: PreferenceRecord) => showPreference(preference, context.url());

  return async (app) => {
    app.setErrorHandler(answerError);
    await app.register(async (scope) => consentRoutes(scope, { records, context, ...options }));
    app.post('/oauth/token', async ({ body, headers }) => {
      const isRenewable = headers[NO_REFRESH_TOKEN] === undefined;
      return tokenFor(records, context, { application: options.application, isRenewable }, body);
    });
    for (const path of ['/checkout/preferences', '/checkout/preferences/'])
      app.post(path, async (request, reply) => {
        const creation = { seller: sellerOf(records, request), body: request.body, key: keyOf(request, options) };
        return reply.code(201).send(shown(createPreference(records, context, creation)));
      });
    app.get(
      '/checkout/preferences/search',
      as((seller, request) => searchPreferences(records, seller, searchIn(request))),
    );
    app.get(
      '/checkout/preferences/:id',
      as((seller, request) => shown(own(seller, request))),
    );
    app.put(
      '/checkout/preferences/:id',
      as((seller, request) => shown(updatePreference(own(seller, request), context, request.body))),
    );
    app.get(
      '/v1/payments/search',
      as((seller, request) => searchPayments(records, seller, searchIn(request))),
    );
    app.get(
      '/v1/payments/:id',
      as((seller, request) => getPayment(records, seller, idOf(request))),
    );
    app.put(
      '/v1/payments/:id',
      as((seller, request) => cancelPayment(records, context, paymentOf(records, seller, idOf(request)), request.body)),
    );
    for (const path of ['/v1/payments/:id/refunds', '/v1/payments/:id/refunds/'])
      app.get(
        path,
        as((seller, request) => {
          const { payment } = paymentOf(records, seller, idOf(request));
          return shownRefunds(records, payment, showsInProcess(request)).map(showRefund);
        }),
      );
    app.post('/v1/payments/:id/refunds', async (request, reply) => {
      const paid = paymentOf(records, sellerOf(records, request), idOf(request));
      const key = keyOf(request, { honoursKeys: true });
      const takesTime = request.headers[TAKES_TIME] !== undefined;
      const wish = { amount: Object(request.body).amount, key, takesTime, showsInProcess: showsInProcess(request) };
      const made = createRefund(records, context, paid, wish);
      context.save();
      return reply.code(201).send(showRefund(made));
    });
    for (const path of REST)
      app.all(
        path,
        as(() => Promise.reject(resourceNotFound())),
      );
  };
}

function sellerOf({ sellers }: Records, { headers }: FastifyRequest): Seller {
  const seller = sellers.find(({ accessToken }) => headers.authorization === `Bearer ${accessToken}`);
  if (seller === undefined) throw unauthorized();
  return seller;
}

function keyOf({ headers }: FastifyRequest, { honoursKeys }: RouteOptions): string | null {
  const key = headers['x-idempotency-key'];
  return honoursKeys && typeof key === 'string' && key !== '' ? key : null;
}

function searchIn({ query }: FastifyRequest): Search {
  return query as Search;
}

/** https://www.mercadopago.com.br/developers/en/docs/checkout-api/payment-management/cancellations-and-refunds/refund-pix, 2026-11-28 */
function showsInProcess({ headers }: FastifyRequest): boolean {
  return headers['x-render-in-process-refunds'] === 'true';
}

function idOf({ params }: FastifyRequest): string {
  return (params as { readonly id: string }).id;
}
