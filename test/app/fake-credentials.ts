import { type Static, Type } from 'typebox';
import { declare, key, open, webhookSecrets } from '../../src/adapters/providers/shared/credentials.ts';
import type { KeptCredentials } from '../../src/ports/payment-provider/credentials.ts';

/** Of the providers that tests make up. */
export const FAKE_CREDENTIALS = declare('SomePayCredentials', {
  access_token: key({ description: 'The key.', variable: 'SOMEPAY_KEY' }),
  webhook_secrets: webhookSecrets({ description: 'The secrets.', variable: 'SOMEPAY_SECRETS' }),
  public_key: Type.Optional(
    open({
      description: 'What web pages show.',
      variable: 'SOMEPAY_PUBLIC_KEY',
      fault: (text) => (text.startsWith('pk_') ? null : 'must begin with pk_'),
    }),
  ),
});
export type FakeCredentials = Static<typeof FAKE_CREDENTIALS.schema>;

/** Webhooks about what a grant opened are signed with the platform's secrets. */
export function fakeCredentialsFrom(
  { given, grant, platform }: KeptCredentials<FakeCredentials>,
  { connects }: { readonly connects: boolean },
): FakeCredentials {
  const ofGrants = connects || grant !== null ? (platform?.webhook_secrets ?? []) : [];
  const webhook_secrets = [...(given?.webhook_secrets ?? []), ...ofGrants];
  if (grant === null) return { ...given, webhook_secrets };
  const { accessToken: access_token, publishableKey } = grant;
  return { access_token, webhook_secrets, ...(publishableKey !== null && { public_key: publishableKey }) };
}
