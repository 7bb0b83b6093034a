import { expect, test } from 'vitest';
import { withService } from './cli.ts';

const { cli, data } = withService();

test('audit list shows who changed what, with the request and without secrets', async () => {
  const options = ['--user', 'user-1', '--amount', '10.50', '--currency', 'USD'];
  const { order_id } = await data(['order', 'put', ...options]);
  await data(['order', 'put', String(order_id), '--description', 'Two towels']);
  const subject = `order:${order_id}`;

  const { items } = await data<{ items: object[] }>(['audit', 'list', '--subject', subject]);

  expect(items[0]).toEqual({
    at: expect.stringMatching(/Z$/),
    actor: expect.stringMatching(/^cli/),
    action: 'order.put',
    subject,
    changes: [{ field: 'description', from: null, to: 'Two towels' }],
    request_id: expect.any(String),
  });
  expect(items).toHaveLength(2);
  const { out } = await cli(['audit', 'list', '--subject', subject, '--limit', '1']);
  expect(out).toMatch(new RegExp(`cli\\S* +order\\.put +${subject} +description: - → Two towels`));
  expect(out).toMatch(/^More: --cursor \S+$/m);
});
