import { randomUUID } from 'node:crypto';
import type { FastifyPluginAsync, FastifyRequest } from 'fastify';
import type { SimulatorContext } from '../simulator.ts';
import { checkPreference } from './check.ts';
import { answerError, paymentNotFound, preferenceNotFound, resourceNotFound, unauthorized } from './errors.ts';
import type { PreferenceRecord, Records, Seller } from './records.ts';
import { referenceOf, showFound, showPayment, showPreference } from './show.ts';

type Handler = (seller: Seller, request: FastifyRequest) => unknown;
type Query = Readonly<Record<string, string | undefined>>;

const REST = ['/checkout/preferences/*', '/v1/payments', '/v1/payments/*', '/merchant_orders', '/merchant_orders/*'];

/** Whether a repeated `X-Idempotency-Key` finds its preference again, which the real one doesn't promise. */
export type RouteOptions = { readonly honoursKeys: boolean };

/** The HTTP API: a seller sees only its own objects, and every error has Mercado Pago's shape. */
export function routes(records: Records, context: SimulatorContext, options: RouteOptions): FastifyPluginAsync {
  const as = (handler: Handler) => async (request: FastifyRequest) => handler(sellerOf(records, request), request);
  const own = (seller: Seller, id: string) => ownPreference(records, seller, id);
  const shown = (preference: PreferenceRecord) => showPreference(preference, context.url());

  return async (app) => {
    app.setErrorHandler(answerError);
    for (const path of ['/checkout/preferences', '/checkout/preferences/'])
      app.post(path, async (request, reply) => {
        const seller = sellerOf(records, request);
        return reply.code(201).send(shown(create(records, context, options, seller, request)));
      });
    app.get(
      '/checkout/preferences/search',
      as((seller, request) => searchPreferences(records, seller, request)),
    );
    app.get(
      '/checkout/preferences/:id',
      as((seller, request) => shown(own(seller, idOf(request)))),
    );
    app.put(
      '/checkout/preferences/:id',
      as((seller, request) => shown(update(own(seller, idOf(request)), context, request))),
    );
    app.get(
      '/v1/payments/search',
      as((seller, request) => searchPayments(records, seller, request)),
    );
    app.get(
      '/v1/payments/:id',
      as((seller, request) => payment(records, seller, idOf(request))),
    );
    for (const path of [...REST, '/oauth/token'])
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

function create(
  records: Records,
  context: SimulatorContext,
  { honoursKeys }: RouteOptions,
  { userId }: Seller,
  request: FastifyRequest,
): PreferenceRecord {
  const body = { ...checkPreference(request.body) };
  const key = `${userId} ${request.headers['x-idempotency-key'] ?? ''}`;
  const before = honoursKeys && !key.endsWith(' ') ? records.preferences[records.keys[key] ?? ''] : undefined;
  if (before !== undefined) return before;
  const createdAt = context.now().toISOString();
  const made = { id: `${userId}-${randomUUID()}`, sellerId: userId, createdAt, updatedAt: createdAt, body };
  records.preferences[made.id] = made;
  records.keys[key] = made.id;
  context.save();
  return made;
}

function update(preference: PreferenceRecord, context: SimulatorContext, { body }: FastifyRequest): PreferenceRecord {
  Object.assign(preference.body, checkPreference(body, true));
  preference.updatedAt = context.now().toISOString();
  context.save();
  return preference;
}

function ownPreference({ preferences }: Records, { userId }: Seller, id: string): PreferenceRecord {
  const preference = Object.hasOwn(preferences, id) ? preferences[id] : undefined;
  if (preference?.sellerId !== userId) throw preferenceNotFound();
  return preference;
}

function searchPreferences({ preferences }: Records, { userId }: Seller, { query }: FastifyRequest) {
  const { external_reference } = query as Query;
  const found = Object.values(preferences)
    .filter(({ sellerId }) => sellerId === userId)
    .filter((preference) => refersTo(preference, external_reference));
  return { elements: found.map(showFound), next_offset: found.length, total: found.length };
}

function payment({ payments, preferences }: Records, { userId }: Seller, id: string) {
  const found = Object.hasOwn(payments, id) ? payments[id] : undefined;
  const preference = preferences[found?.preferenceId ?? ''];
  if (found?.sellerId !== userId || preference === undefined) throw paymentNotFound(id);
  return showPayment(found, preference);
}

function searchPayments({ payments, preferences }: Records, { userId }: Seller, { query }: FastifyRequest) {
  const { external_reference } = query as Query;
  const results = Object.values(payments)
    .filter(({ sellerId }) => sellerId === userId)
    .flatMap((found) => {
      const preference = preferences[found.preferenceId];
      return preference !== undefined && refersTo(preference, external_reference)
        ? [showPayment(found, preference)]
        : [];
    });
  return { paging: { total: results.length, limit: 30, offset: 0 }, results };
}

/** A search without a reference finds everything. */
function refersTo(preference: PreferenceRecord, reference: string | undefined): boolean {
  return reference === undefined || referenceOf(preference) === reference;
}

function idOf({ params }: FastifyRequest): string {
  return (params as { readonly id: string }).id;
}
