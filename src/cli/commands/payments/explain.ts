import type { Command } from 'commander';
import type { DetailsView, EntryView, Timeline } from '../../answers.ts';
import { segment } from '../../arguments.ts';
import { addClientCommand } from '../../command.ts';
import { show } from '../../output.ts';
import { type Service, serviceOf } from '../../service.ts';
import { detailsPage } from './explain-page.ts';
import { nextSteps } from './next-steps.ts';
import { remedies } from './remedies.ts';

/** A payment whose story is longer than this is shown without its end, which is said. */
const MAX_PAGES = 20;

/** Everything about one payment, on one page. */
export function addExplainCommand(parent: Command, name: string): void {
  addClientCommand(parent, {
    usage: 'explain <payment-id>',
    says: 'show everything known about a payment, and its history',
    example: `${name} 660e8400-e29b-41d4-a716-446655440000`,
  }).action(async (id: string, _options: unknown, command: Command) => {
    const service = serviceOf(command, 'payments:manage');
    const details = await service.call<DetailsView>('GET', `/api/v1/payments/${segment(id)}/details`);
    const { items, isWhole } = await storyOf(service, id);
    const { url } = command.optsWithGlobals<{ readonly url?: string }>();
    show(command, { details, timeline: items }, () => {
      const options = url === undefined ? [] : ['--url', url];
      const steps = nextSteps(details, options);
      const todo = remedies(details, options) ?? (steps.length > 0 ? ['What you can do', ...steps].join('\n') : null);
      return detailsPage(details, todo, { entries: items, isWhole });
    });
  });
}

async function storyOf(service: Service, id: string) {
  const items: EntryView[] = [];
  let cursor: string | null = null;
  for (let pages = 0; pages < MAX_PAGES; pages += 1) {
    const query: string = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const path = `/api/v1/payments/${segment(id)}/timeline?limit=100${query}`;
    const page: Timeline = await service.call<Timeline>('GET', path);
    items.push(...page.items);
    cursor = page.next_cursor;
    if (cursor === null) return { items, isWhole: true };
  }
  return { items, isWhole: false };
}
