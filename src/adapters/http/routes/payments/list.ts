import type { Readable } from 'node:stream';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyReply } from 'fastify';
import { type Static, Type } from 'typebox';
import type { App } from '../../../../app/app.ts';
import { invalid } from '../../../../domain/error.ts';
import { actorOf } from '../../auth/auth.ts';
import { docs } from '../../openapi/route-docs.ts';
import { prefersCsv, varyBy } from '../../wire/accept.ts';
import { succeed, success } from '../../wire/fields.ts';
import { ONLY_KNOWN, PageQuery, page, paginationOf } from '../../wire/pagination.ts';
import { csvOf } from './csv.ts';
import { PAYMENT_FILTERS, wantedBy } from './filters.ts';
import { PAYMENT_EXAMPLE, PaymentView, showPayment } from './payment.ts';

const LIST_PAYMENTS = docs({
  id: 'listPayments',
  tag: 'Payments',
  summary: 'List payments',
  description:
    "The caller's own payments, newest first, in pages; with the scope `payments:read` every user's. Filters can be " +
    'combined; `q` finds by one id or address, whatever it is the id of. A payment that is opened during paging neither ' +
    'repeats nor hides another one. With `accept: text/csv` all that match are one table, without `limit` and `cursor`.',
  isAlsoCsv: true,
  fails: ['invalid'],
  field: 'status',
});

const ListQuery = Type.Object({ ...PAYMENT_FILTERS, ...PageQuery.properties }, ONLY_KNOWN);

const ListAnswer = success(page(PaymentView, 'PaymentPage'), {
  description: 'A page of payments.',
  example: { items: [PAYMENT_EXAMPLE], next_cursor: 'MjAyNC0wMS0wMVQwMDowMDowMC4wMDBaIDY2MGU4NDAw' },
});

export const paymentList: FastifyPluginAsyncTypebox<{ app: App }> = async (scope, { app }) => {
  const list = { ...LIST_PAYMENTS, querystring: ListQuery, response: { 200: ListAnswer } };
  scope.get('', { schema: list }, async (request, reply) => {
    const { query } = request;
    const actor = actorOf(request);
    varyBy(reply, 'accept');
    if (prefersCsv(request.headers.accept)) {
      requireNoPage(query);
      const pages = app.exportPayments(actor, wantedBy(query));
      // What goes wrong at once is still an error.
      const { value: first } = await pages.next();
      return sendTable(reply, csvOf(first ?? [], pages));
    }
    const { items, nextCursor } = await app.listPayments(actor, wantedBy(query), paginationOf(query));
    return succeed({ items: items.map(showPayment), next_cursor: nextCursor });
  });
};

const TABLE_HEADERS = {
  'content-type': 'text/csv; charset=utf-8; header=present',
  'content-disposition': 'attachment; filename="payments.csv"',
};

function sendTable(reply: FastifyReply, table: Readable): FastifyReply {
  return reply.headers(TABLE_HEADERS).send(table);
}

/** A table is whole. @throws DomainError `invalid` with field `limit` or `cursor` */
function requireNoPage({ limit, cursor }: Static<typeof PageQuery>): void {
  if (limit !== undefined)
    throw invalid('limit', 'limit must be left out with accept: text/csv, which has all that match');
  if (cursor !== undefined)
    throw invalid('cursor', 'cursor must be left out with accept: text/csv, which has all that match');
}
