import type { Command } from 'commander';
import type { KeyList, NewKeyView } from '../answers.ts';
import { scopes, segment, whole } from '../arguments.ts';
import { addClientCommand, addGroup, given } from '../command.ts';
import { moment, record, show, table } from '../output.ts';
import { serviceOf } from '../service.ts';

type CreateOptions = { readonly name: string; readonly scope?: string; readonly expiresAt?: string };

const SCOPE = 'keys:manage';
const PATH = '/api/v1/api-keys';

export function addApiKeyCommands(program: Command): void {
  const keys = addGroup(program, 'api-key', 'keys of programs, which are sent as bearer tokens');

  addClientCommand(keys, {
    usage: 'create',
    says: 'create a key, and print it: it is shown this once',
    example: `api-key create --name "Shop back end" --scope "orders:write payments:read"

A key grants no more than the token that it is made with.`,
  })
    .requiredOption('--name <name>', 'which program has it')
    .option('--scope <scopes>', 'what it grants, separated by spaces; without any, only its own payments', scopes)
    .option('--expires-at <time>', 'when it stops working, such as 2027-01-01T00:00:00Z (default: never)')
    .action(async ({ name, scope = '', expiresAt }: CreateOptions, command: Command) => {
      const granted = scope.split(' ').filter((word) => word !== '');
      const body = given({ name, scopes: granted, expires_at: expiresAt });
      const service = serviceOf(command, [SCOPE, ...granted].join(' '));
      const key = await service.call<NewKeyView>('POST', PATH, { body });
      show(command, key, () => made(key));
    });

  addClientCommand(keys, { usage: 'list', says: 'list the keys', example: 'api-key list --limit 50' })
    .option('--limit <count>', '1 to 100 (default: 20)', whole)
    .option('--cursor <cursor>', 'where the page begins, as the previous page ended')
    .action(async ({ limit, cursor }: { limit?: number; cursor?: string }, command: Command) => {
      const query = new URLSearchParams(given({ limit, cursor }) as Record<string, string>);
      const page = await serviceOf(command, SCOPE).call<KeyList>('GET', `${PATH}?${query}`);
      show(command, page, () => listed(page));
    });

  addClientCommand(keys, {
    usage: 'revoke <key-id>',
    says: 'revoke a key: it is refused everywhere within 5 seconds',
    example: 'api-key revoke 770e8400-e29b-41d4-a716-446655440000',
  }).action(async (id: string, _options: unknown, command: Command) => {
    await serviceOf(command, SCOPE).remove(`${PATH}/${segment(id)}`);
    show(command, { id, revoked: true }, () => record({ 'api key': id, revoked: true }));
  });
}

function made(key: NewKeyView): string {
  return record({
    key: key.key,
    id: key.id,
    name: key.name,
    scopes: key.scopes.join(' '),
    created: moment(key.created_at),
    expires: moment(key.expires_at),
  });
}

function listed({ items, next_cursor }: KeyList): string {
  const rows = items.map((key) => [
    key.id,
    key.name,
    key.scopes.join(' '),
    moment(key.created_at),
    moment(key.expires_at),
    moment(key.last_used_at),
  ]);
  const keys = table(['KEY', 'NAME', 'SCOPES', 'CREATED', 'EXPIRES', 'LAST USED'], rows);
  return next_cursor === null ? keys : `${keys}\n\nMore: --cursor ${next_cursor}`;
}
