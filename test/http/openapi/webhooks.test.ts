import { expect, test } from 'vitest';
import { webhookParts } from '../../../src/adapters/http/openapi/webhooks.ts';
import { FAKE_CREDENTIALS } from '../../app/fake-credentials.ts';

const SIGNATURE = { name: 'signature', in: 'header', description: 'Somepay: the HMAC.', example: 't=1' } as const;
const example = { summary: 'An event.', value: { id: 'event-1' } };

test('the document says of webhooks what each provider says of its own, and nothing where one is silent', () => {
  const { parameters, requestBody } = webhookParts([
    { name: 'somepay', api: {}, credentials: FAKE_CREDENTIALS, webhook: { parameters: [SIGNATURE], example } },
    { name: 'silent', api: {}, credentials: FAKE_CREDENTIALS },
  ]);

  expect(parameters).toEqual([{ ...SIGNATURE, schema: { type: 'string' } }]);
  expect(requestBody.content['application/json']?.examples).toEqual({ somepay: example });
});
