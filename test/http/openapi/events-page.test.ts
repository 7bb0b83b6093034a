import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { outgoingWebhooks } from '../../../src/adapters/http/openapi/outgoing.ts';

const PAGE = readFileSync(new URL('../../../docs/events.md', import.meta.url), 'utf8');

test.each(Object.entries(outgoingWebhooks()))('docs/events.md has the example of %s', (type, { post }) => {
  const example = post?.requestBody?.content['application/json']?.example;

  expect(example).toMatchObject({ type });
  expect(PAGE).toContain(
    `### \`${type}\`\n\n${post?.summary}\n\n\`\`\`json\n${JSON.stringify(example, null, 2)}\n\`\`\`\n`,
  );
});

test('docs/events.md has no type besides', () => {
  const types = [...PAGE.matchAll(/^### `(.+)`$/gm)].map(([, type]) => type);

  expect(types).toEqual(Object.keys(outgoingWebhooks()));
});
