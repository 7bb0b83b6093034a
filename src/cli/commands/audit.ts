import type { Command } from 'commander';
import type { AuditList } from '../answers.ts';
import { whole } from '../arguments.ts';
import { addClientCommand, addGroup, given } from '../command.ts';
import { moment, show, table } from '../output.ts';
import { serviceOf } from '../service.ts';

type Filter = 'actor' | 'action' | 'subject' | 'since' | 'until' | 'cursor';
type ListOptions = Readonly<Partial<Record<Filter, string>>> & { readonly limit?: number };

export function addAuditCommands(program: Command): void {
  const audit = addGroup(program, 'audit', 'who changed what');

  addClientCommand(audit, {
    usage: 'list',
    says: 'list what people and keys have changed, newest first',
    example: 'audit list --subject gym:iron-temple --since 2026-03-01T00:00:00Z',
  })
    .option('--actor <user>', 'only what this user did, or this key (key:<id>)')
    .option('--action <action>', 'only this, such as order.put')
    .option('--subject <subject>', 'only changes of this thing, such as order:<id>')
    .option('--since <time>', 'only what was done then or later, such as 2026-03-01T12:00:00Z')
    .option('--until <time>', 'only what was done before')
    .option('--limit <count>', '1 to 100 (default: 20)', whole)
    .option('--cursor <cursor>', 'where the page begins, as the previous page ended')
    .action(async (options: ListOptions, command: Command) => {
      const { actor, action, subject, since, until, limit, cursor } = options;
      const wanted = given({ actor, action, subject, since, until, limit, cursor }) as Record<string, string>;
      const path = `/api/v1/audit?${new URLSearchParams(wanted)}`;
      const page = await serviceOf(command, 'audit:read').call<AuditList>('GET', path);
      show(command, page, () => listed(page));
    });
}

function listed({ items, next_cursor }: AuditList): string {
  const rows = items.map(({ at, actor, action, subject, changes }) => [
    moment(at),
    actor,
    action,
    subject,
    changes.map(({ field, from, to }) => `${field}: ${from ?? '-'} → ${to ?? '-'}`).join(', '),
  ]);
  const entries = table(['AT', 'WHO', 'DID', 'TO', 'CHANGES'], rows);
  return next_cursor === null ? entries : `${entries}\n\nMore: --cursor ${next_cursor}`;
}
