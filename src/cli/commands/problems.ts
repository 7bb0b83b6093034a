import type { Command } from 'commander';
import type { ProblemCounts, ProblemList, ProblemView } from '../answers.ts';
import { segment, whole } from '../arguments.ts';
import { addClientCommand, addGroup, given } from '../command.ts';
import { moment, printable, show, table } from '../output.ts';
import { serviceOf } from '../service.ts';

type ListOptions = {
  readonly kind?: string;
  readonly gym?: string;
  readonly payment?: string;
  readonly limit?: number;
  readonly cursor?: string;
};

const ID = 'paid_twice:880e8400-e29b-41d4-a716-446655440000';

export function addProblemCommands(program: Command): void {
  const problems = addGroup(program, 'problems', 'what waits for a person, and what to do about it');

  addClientCommand(problems, {
    usage: 'list',
    says: 'list what waits for a person, oldest first',
    example: 'problems list --kind refund_overdue',
  })
    .option('--kind <kind>', 'only problems of this kind')
    .option('--gym <slug>', 'only problems of this gym')
    .option('--payment <payment-id>', 'only problems of this payment')
    .option('--limit <count>', '1 to 100 (default: 20)', whole)
    .option('--cursor <cursor>', 'where the page begins, as the previous page ended')
    .action(async ({ kind, gym, payment, limit, cursor }: ListOptions, command: Command) => {
      const wanted = given({ kind, gym_id: gym, payment_id: payment, limit, cursor }) as Record<string, string>;
      const path = `/api/v1/problems?${new URLSearchParams(wanted)}`;
      const page = await serviceOf(command, 'payments:read').call<ProblemList>('GET', path);
      show(command, page, () => listed(page));
    });

  addClientCommand(problems, {
    usage: 'summary',
    says: 'count what waits for a person',
    example: 'problems summary',
  }).action(async (_options: unknown, command: Command) => {
    const { items } = await serviceOf(command, 'payments:read').call<ProblemCounts>('GET', '/api/v1/problems/summary');
    const rows = items.map(({ kind, count }) => [kind, count]);
    show(command, { items }, () => (rows.length === 0 ? NONE : table(['KIND', 'PROBLEMS'], rows)));
  });

  addClientCommand(problems, {
    usage: 'retry <problem-id>',
    says: 'look again at a problem now',
    example: `problems retry ${ID}`,
  }).action((id: string, _options: unknown, command: Command) => settle(command, id, 'retry', {}));

  addClientCommand(problems, {
    usage: 'resolve <problem-id>',
    says: 'close a problem by a word',
    example: `problems resolve ${ID} --reason 'Refunded by hand'`,
  })
    .requiredOption('--reason <text>', 'what you found, and did about it')
    .action((id: string, { reason }: { reason: string }, command: Command) =>
      settle(command, id, 'resolve', { reason }),
    );
}

const NONE = 'Nothing waits for a person.';

async function settle(command: Command, id: string, how: 'retry' | 'resolve', body: object): Promise<void> {
  const path = `/api/v1/problems/${segment(id)}/${how}`;
  const problem = await serviceOf(command, 'payments:manage').call<ProblemView | null>('POST', path, { body });
  show(command, problem, () => (problem === null ? 'It is gone.' : shown(problem)));
}

function listed({ items, next_cursor }: ProblemList): string {
  if (items.length === 0) return NONE;
  const page = items.map(shown).join('\n\n');
  return next_cursor === null ? page : `${page}\n\nMore: --cursor ${next_cursor}`;
}

/** The problem, and under it what can be typed. */
function shown({ id, since, gym_id, payment_id, summary, remedies }: ProblemView): string {
  const about = [
    ...(payment_id === null ? [] : [`payment ${payment_id}`]),
    ...(gym_id === null ? [] : [`gym ${gym_id}`]),
  ];
  const steps = remedies.flatMap(({ label, command }) => [`  ${label}`, `    ${command}`]);
  return [`${moment(since)}  ${[id, ...about].join(', ')}`, `  ${summary}`, ...steps].map(printable).join('\n');
}
