import { Type } from 'typebox';
import { describe, expect, test } from 'vitest';
import {
  declare,
  key,
  onlyGiven,
  open,
  webhookSecrets,
  webhookSecretsOf,
} from '../../../../src/adapters/providers/shared/credentials.ts';

const declared = declare('PayCredentials', {
  client_id: open({ description: 'The client.', variable: 'PAY_CLIENT_ID' }),
  client_secret: key({ description: 'Its secret.', variable: 'PAY_CLIENT_SECRET', form: /^E/ }),
  webhook_secrets: Type.Optional(webhookSecrets({ description: 'Signed with.', variable: 'PAY_WEBHOOK_SECRETS' })),
});

describe('declared credentials', () => {
  test('declared credentials are listed in the order of their schema, each with what it is', () => {
    expect(declared.fields).toMatchObject([
      { name: 'client_id', isSecret: false, isRequired: true, isList: false, variable: 'PAY_CLIENT_ID' },
      { name: 'client_secret', isSecret: true, isRequired: true, isList: false, description: 'Its secret.' },
      { name: 'webhook_secrets', isSecret: true, isRequired: false, isList: true, kind: 'webhook_secret' },
    ]);
  });

  test('declared credentials are a schema in which a secret can only be written', () => {
    const { client_id, client_secret, webhook_secrets } = declared.schema.properties;

    expect(declared.schema).toMatchObject({ title: 'PayCredentials', required: ['client_id', 'client_secret'] });
    expect(client_id).not.toHaveProperty('writeOnly');
    expect(client_secret).toMatchObject({ writeOnly: true, minLength: 1, maxLength: 512 });
    expect(webhook_secrets).toMatchObject({ minItems: 1, maxItems: 5, items: { writeOnly: true, minLength: 16 } });
  });

  test('a credential that was not made as one is a mistake of the settings', () => {
    expect(() => declare('PayCredentials', { client_id: Type.String() })).toThrow(/client_id must be made by/);
  });
});

test('the webhook secrets of several accounts are each taken once', () => {
  const accounts = [{ webhook_secrets: ['a', 'b'] }, { webhook_secrets: [] }, { webhook_secrets: ['b', 'c'] }];

  expect(webhookSecretsOf(accounts)).toEqual(['a', 'b', 'c']);
});

test('a provider to which no account can be connected works with the given credentials, and with no grant', () => {
  const given = { client_id: 'one' };

  expect(onlyGiven({ given, grant: null, platform: { client_id: 'another' } })).toBe(given);
  expect(() => onlyGiven({ given: null, grant: { accessToken: 'a', publishableKey: null }, platform: null })).toThrow(
    /grant/,
  );
});
