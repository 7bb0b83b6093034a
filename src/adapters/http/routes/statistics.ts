import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { type Static, Type } from 'typebox';
import type { App } from '../../../app/app.ts';
import { type Figures, GROUPINGS, type Grouping, INTERVALS } from '../../../domain/operator/figures.ts';
import { actorOf } from '../auth/auth.ts';
import { docs } from '../openapi/route-docs.ts';
import {
  Instant,
  instant,
  LowerCurrency,
  Moment,
  minorTotal,
  momentOf,
  oneOf,
  succeed,
  success,
  text,
  textOrNull,
} from '../wire/fields.ts';
import { ONLY_KNOWN } from '../wire/pagination.ts';
import { READING_SCOPE } from './payments/words.ts';

const GET_STATISTICS = docs({
  id: 'getStatistics',
  tag: 'Problems and figures',
  summary: 'Get figures of payments',
  description:
    'Counts and amounts by interval and group. Payments count as opened by when they were opened, and everything else by ' +
    'when it was recorded. One currency never adds to another. Intervals in which nothing happened are left out.',
  scope: 'payments:read',
  fails: ['invalid', 'scope_missing'],
  field: 'time_zone',
  says: READING_SCOPE,
});

const Query = Type.Object(
  {
    from: { ...Moment, description: 'From this moment (RFC 3339).' },
    to: { ...Moment, description: 'Until before this moment (RFC 3339).' },
    interval: Type.Optional(oneOf(INTERVALS, 'How long each interval is; by default a day.')),
    by: Type.Optional(
      oneOf(GROUPINGS, 'What to group by, as the payments are now; by default the provider.', 'StatisticsGrouping'),
    ),
    time_zone: Type.Optional({
      ...text(64, ''),
      description: 'In which days and months begin, by its IANA name; by default UTC.',
    }),
  },
  ONLY_KNOWN,
);

const SumView = Type.Object(
  { count: Type.Integer({ minimum: 0 }), amount: minorTotal('In minor units of the currency.') },
  { title: 'Sum' },
);

const FiguresView = Type.Object(
  {
    start: { ...Instant, description: 'When the interval begins.' },
    group: textOrNull('The provider, gym, currency or status; null for payments without a gym.'),
    currency: LowerCurrency,
    opened: SumView,
    succeeded: SumView,
    failed: { ...SumView, description: 'Declined attempts, each with the amount of its payment.' },
    refunded: SumView,
    disputed: SumView,
    success_rate: Type.Unsafe<number | null>({
      ...{ type: ['number', 'null'], minimum: 0, maximum: 1 },
      description:
        'The share of the payments opened in the interval that has succeeded by now; null when none was opened.',
    }),
  },
  { title: 'Figures' },
);
type FiguresView = Static<typeof FiguresView>;

const EXAMPLE: FiguresView = {
  start: '2024-01-01T00:00:00.000Z',
  ...{ group: 'stripe', currency: 'jpy' },
  opened: { count: 4, amount: 4000 },
  succeeded: { count: 3, amount: 3000 },
  failed: { count: 1, amount: 1000 },
  refunded: { count: 1, amount: 400 },
  disputed: { count: 0, amount: 0 },
  success_rate: 0.75,
};

const Answer = success(Type.Object({ items: Type.Array(FiguresView) }, { title: 'Statistics' }), {
  description: 'The figures, by interval, group and currency.',
  example: { items: [EXAMPLE] },
});
export type StatisticsView = Static<typeof Answer>['data'];

export const statistics: FastifyPluginAsyncTypebox<{ app: App }> = async (scope, { app }) => {
  const get = { ...GET_STATISTICS, querystring: Query, response: { 200: Answer } };
  scope.get('', { schema: get }, async (request) => {
    const { from, to, interval = 'day', by = 'provider', time_zone: timeZone = 'UTC' } = request.query;
    const wanted = { from: momentOf(from), to: momentOf(to), interval, by, timeZone };
    const items = await app.readFigures(actorOf(request), wanted);
    return succeed({ items: items.map((figures) => showFigures(figures, by)) });
  });
};

function showFigures({ start, group, currency, successRate, ...sums }: Figures, by: Grouping): FiguresView {
  const name = by === 'currency' ? currency.toLowerCase() : group;
  return {
    ...{ start: instant(start), group: name, currency: currency.toLowerCase() },
    ...{ opened: sums.opened, succeeded: sums.succeeded, failed: sums.failed },
    ...{ refunded: sums.refunded, disputed: sums.disputed, success_rate: successRate },
  };
}
