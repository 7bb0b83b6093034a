import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { type Static, Type } from 'typebox';
import type { App } from '../../../../app/app.ts';
import type { WantedPayments } from '../../../../app/payments/read-payments.ts';
import { actorOf } from '../../auth/auth.ts';
import { docs } from '../../openapi/route-docs.ts';
import { Slug, succeed, success, Uuid } from '../../wire/fields.ts';
import { ONLY_KNOWN, PageQuery, page, paginationOf } from '../../wire/pagination.ts';
import { PAYMENT_EXAMPLE, PaymentStatus, PaymentView, showPayment } from './payment.ts';

const LIST_PAYMENTS = docs({
  id: 'listPayments',
  tag: 'Payments',
  summary: 'List payments',
  description:
    "The caller's own payments, newest first, in pages; with the scope `payments:read` every user's. Filters can be " +
    'combined. A payment that is opened during paging neither repeats nor hides another one.',
  fails: ['invalid'],
  field: 'status',
});

const filters = {
  status: Type.Optional(PaymentStatus),
  order_id: Type.Optional({ ...Uuid, description: 'Only payments of this order.' }),
  gym_id: Type.Optional({ ...Slug, description: 'Only checkouts at this gym.' }),
};
const ListQuery = Type.Object({ ...filters, ...PageQuery.properties }, ONLY_KNOWN);

const ListAnswer = success(page(PaymentView, 'PaymentPage'), {
  description: 'A page of payments.',
  example: { items: [PAYMENT_EXAMPLE], next_cursor: 'MjAyNC0wMS0wMVQwMDowMDowMC4wMDBaIDY2MGU4NDAw' },
});
export type PaymentList = Static<typeof ListAnswer>['data'];

export const paymentList: FastifyPluginAsyncTypebox<{ app: App }> = async (scope, { app }) => {
  const list = { ...LIST_PAYMENTS, querystring: ListQuery, response: { 200: ListAnswer } };
  scope.get('', { schema: list }, async (request) => {
    const { query } = request;
    const { items, nextCursor } = await app.listPayments(actorOf(request), wantedBy(query), paginationOf(query));
    return succeed({ items: items.map(showPayment), next_cursor: nextCursor });
  });
};

function wantedBy({ status, order_id, gym_id }: Static<typeof ListQuery>): WantedPayments {
  return { status: status ?? null, orderId: order_id?.toLowerCase() ?? null, gymSlug: gym_id ?? null };
}
