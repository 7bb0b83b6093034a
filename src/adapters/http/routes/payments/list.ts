import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import type { App } from '../../../../app/app.ts';
import { actorOf } from '../../auth/auth.ts';
import { docs } from '../../openapi/route-docs.ts';
import { succeed, success } from '../../wire/fields.ts';
import { ONLY_KNOWN, PageQuery, page, paginationOf } from '../../wire/pagination.ts';
import { PAYMENT_FILTERS, wantedBy } from './filters.ts';
import { PAYMENT_EXAMPLE, PaymentView, showPayment } from './payment.ts';

const LIST_PAYMENTS = docs({
  id: 'listPayments',
  tag: 'Payments',
  summary: 'List payments',
  description:
    "The caller's own payments, newest first, in pages; with the scope `payments:read` every user's. Filters can be " +
    'combined; `q` finds by one id or address, whatever it is the id of. A payment that is opened during paging neither repeats nor hides another one.',
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
  scope.get('', { schema: list }, async (request) => {
    const { query } = request;
    const { items, nextCursor } = await app.listPayments(actorOf(request), wantedBy(query), paginationOf(query));
    return succeed({ items: items.map(showPayment), next_cursor: nextCursor });
  });
};
