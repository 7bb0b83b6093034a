import type { Command } from 'commander';
import type { StatisticsView } from '../answers.ts';
import { addClientCommand, given } from '../command.ts';
import { moment, price, show, table } from '../output.ts';
import { serviceOf } from '../service.ts';

type Options = {
  readonly from: string;
  readonly to: string;
  readonly interval?: string;
  readonly by?: string;
  readonly timeZone?: string;
};

export function addStatisticsCommand(program: Command): void {
  addClientCommand(program, {
    usage: 'statistics',
    says: 'count what came in, by interval and group',
    example: 'statistics --from 2026-03-01T00:00:00Z --to 2026-04-01T00:00:00Z --by gym_id --time-zone Asia/Tokyo',
  })
    .requiredOption('--from <time>', 'from then on, such as 2026-03-01T00:00:00Z')
    .requiredOption('--to <time>', 'until before then')
    .option('--interval <interval>', 'hour, day or month (default: day)')
    .option('--by <group>', 'provider, gym_id, currency or status (default: provider)')
    .option('--time-zone <name>', 'in which days and months begin (default: UTC)')
    .action(async ({ from, to, interval, by, timeZone }: Options, command: Command) => {
      const wanted = given({ from, to, interval, by, time_zone: timeZone }) as Record<string, string>;
      const path = `/api/v1/statistics?${new URLSearchParams(wanted)}`;
      const figures = await serviceOf(command, 'payments:read').call<StatisticsView>('GET', path);
      show(command, figures, () => listed(figures));
    });
}

const TITLES = ['START', 'GROUP', 'OPENED', 'SUCCEEDED', 'FAILED', 'REFUNDED', 'DISPUTED', 'SUCCESS'];

function listed({ items }: StatisticsView): string {
  if (items.length === 0) return 'Nothing happened.';
  const rows = items.map((row) => {
    const sum = ({ count, amount }: { count: number; amount: number }) =>
      count === 0 ? null : `${count}: ${price(amount, row.currency)}`;
    const sums = [row.opened, row.succeeded, row.failed, row.refunded, row.disputed].map(sum);
    const rate = row.success_rate === null ? null : `${Math.round(row.success_rate * 100)} %`;
    return [moment(row.start), row.group, ...sums, rate];
  });
  return table(TITLES, rows);
}
