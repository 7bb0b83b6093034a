import { describe, expect, test } from 'vitest';
import { declare, key, open } from '../../../src/adapters/providers/shared/credentials.ts';
import { FAKE_CREDENTIALS } from '../../app/fake-credentials.ts';
import { aGym, aServer, bearer, recording } from '../harness.ts';

const HEADERS = bearer({ scope: 'gyms:write' });
const TEXT = 'must be a string of 1 to 512 visible ASCII characters';

const PROVIDERS = [
  { name: 'somepay', credentials: FAKE_CREDENTIALS, api: {} },
  {
    name: 'clientpay',
    api: {},
    credentials: declare('ClientPayCredentials', {
      client_id: open({ description: 'The client.', variable: 'CLIENTPAY_ID' }),
      client_secret: key({
        description: 'Its secret.',
        variable: 'CLIENTPAY_SECRET',
        fault: (text) => (text.startsWith('A') ? 'is the id of a client: the secret stands below it' : null),
      }),
    }),
  },
  { name: 'counter', credentials: declare('CounterCredentials', {}), api: null },
];

/** Puts a gym: the answer, and what the app was asked to store. */
async function put(provider: string | undefined, credentials: unknown, more: object = {}) {
  const putGym = recording({ value: aGym(), created: true });
  const payload = { name: 'Iron Temple', payments_enabled: true, provider, credentials, ...more };
  const response = await aServer({ putGym: putGym.behaviour }, { providers: PROVIDERS }).inject({
    ...{ method: 'PUT', url: '/api/v1/gyms/iron-temple', headers: HEADERS, payload },
  });
  const [[, input] = []] = putGym.calls;
  return { status: response.statusCode, body: response.json(), stored: Object(input).credentials };
}

describe('the credentials of a gym', () => {
  test('the credentials of a gym have the names that its provider declares', async () => {
    const credentials = { client_id: 'A1', client_secret: 'E1' };

    expect(await put('clientpay', credentials)).toMatchObject({ status: 201, stored: credentials });
  });

  test('the credentials of a gym that names no provider are those of the default one', async () => {
    const credentials = { access_token: 'a', webhook_secrets: ['a-secret-of-16-characters'] };

    expect(await put(undefined, credentials)).toMatchObject({ status: 201, stored: credentials });
    expect(await put(undefined, { client_id: 'A1', client_secret: 'E1' })).toMatchObject({
      status: 400,
      body: { details: { field: 'credentials.access_token' } },
    });
  });

  test('the credentials of a gym are refused with everything that is wrong, beside what else is', async () => {
    const { status, body } = await put('clientpay', { client_secret: 5 }, { payments_enabled: 'yes' });

    expect(status).toBe(400);
    expect(body.details.fields).toEqual([
      { field: 'payments_enabled', message: 'must be true or false' },
      { field: 'credentials.client_id', message: `is required: it ${TEXT}` },
      { field: 'credentials.client_secret', message: TEXT },
    ]);
  });

  test('the credentials of a gym are refused in the words of the provider where they are another thing', async () => {
    const { status, body } = await put('clientpay', { client_id: 'A1', client_secret: 'A1' });

    expect({ status, error: body.error }).toEqual({
      status: 400,
      error: 'credentials.client_secret is the id of a client: the secret stands below it',
    });
  });

  test('the credentials of a gym are stored without what the provider does not declare, and without null', async () => {
    const secret = ['a-secret-of-16-characters'];
    const given = { access_token: 'a', webhook_secrets: secret, public_key: null, client_id: 'A1' };

    expect((await put('somepay', given)).stored).toEqual({ access_token: 'a', webhook_secrets: secret });
  });

  test('the credentials of a gym at a provider that needs none may be left out, or be empty', async () => {
    expect(await put('counter', undefined)).toMatchObject({ status: 201, stored: null });
    expect(await put('counter', {})).toMatchObject({ status: 201, stored: {} });
  });

  test('the credentials of a gym at a provider that there is not are not looked at: that is what is wrong', async () => {
    expect(await put('nopay', { anything: 5 })).toMatchObject({ status: 201, stored: null });
  });
});
