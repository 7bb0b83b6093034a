import type { Connecting, Grant } from '../../ports/payment-provider/credentials.ts';
import type { Harness } from '../harness.ts';
import { declared, notDeclared, type Scenario } from '../scenario.ts';
import { open, value } from '../tools/builders.ts';
import { equals, keepsQuiet, must, shows } from '../tools/expect.ts';

export const CONSENT = {
  state: 'a-state',
  codeVerifier: 'a-verifier-of-43-characters-or-more-0123456789',
  redirectUrl: 'https://pay.example/api/v1/oauth/somepay/callback',
};

const NOT_GRANTED = { kind: 'rejected', about: 'credentials' };

export const CONNECTING: readonly Scenario[] = [
  ...notDeclared('connecting', 'connecting', [
    {
      id: 'connect.nothing',
      promise: 'The provider has nothing for merchants to connect their accounts with',
      advice: 'Let `connecting` be null.',
      async run({ provider }) {
        equals('connecting', provider.connecting, null);
      },
    },
  ]),
  ...declared('connecting', 'connecting', [
    {
      id: 'connect.consent',
      promise: 'The consent page gets the state, and not what proves who asked',
      advice: 'Send the SHA-256 of the verifier as `code_challenge` (RFC 7636), and never the verifier itself.',
      async run(harness) {
        const url = connectingOf(harness).consentUrl(CONSENT);

        equals('the state in the URL', new URL(url).searchParams.get('state'), CONSENT.state);
        keepsQuiet('the URL', url, [CONSENT.codeVerifier]);
        equals('requests meanwhile', harness.requests(), 0);
      },
    },
    {
      id: 'connect.grant',
      promise: 'Connecting an account gives a grant with which the merchant’s account can be used',
      advice: 'Read the tokens, their end and the merchant’s id from the token endpoint’s answer.',
      async run(harness) {
        const grant = value(await redeem(harness, await agreed(harness)));

        must('the grant has not ended', grant.expiresAt.getTime() > Date.now());
        const credentials = harness.provider.credentialsFrom({ given: null, grant, platform: null });
        const holder = harness.provider.identify(credentials) ?? grant.providerUserId;
        equals('whose credentials they are', holder, grant.providerUserId);
        must('a parent can be opened', (await open({ ...harness, credentials })).parentId !== '');
      },
    },
    {
      id: 'connect.code-once',
      promise: 'Connecting an account takes a code once, from its own beginner, for where it was asked',
      advice:
        'Send `code_verifier` and `redirect_uri`, and return `rejected` about credentials when the provider refuses.',
      async run(harness) {
        const code = await agreed(harness);
        value(await redeem(harness, code));
        shows('the outcome of the second time', await redeem(harness, code), NOT_GRANTED);

        const changes = [
          { codeVerifier: `${CONSENT.codeVerifier}x` },
          { redirectUrl: 'https://elsewhere.example/' },
        ] as const;
        for (const change of changes) {
          const another = await connectingOf(harness).redeem({ ...CONSENT, ...change, code: await agreed(harness) });
          shows(`the outcome with another ${Object.keys(change).join()}`, another, NOT_GRANTED);
        }
      },
    },
    {
      id: 'connect.renew',
      promise: 'Connecting an account renews a grant with another pair, once',
      advice: 'Return the refresh token that the renewal brought, and `rejected` about credentials for a used one.',
      async run(harness) {
        const { renew } = connectingOf(harness);
        const first = value(await redeem(harness, await agreed(harness)));

        const second = value(await renew(refreshTokenOf(first)));

        equals('the merchant of the next grant', second.providerUserId, first.providerUserId);
        must('the access token is another one', second.accessToken !== first.accessToken);
        shows('the outcome of the same renewal', await renew(refreshTokenOf(first)), NOT_GRANTED);
        equals('the outcome of the next renewal', (await renew(refreshTokenOf(second))).kind, 'ok');
      },
    },
    {
      id: 'connect.no-refresh-token',
      promise: 'Connecting an account gives a grant that can be used also when it can not be renewed',
      advice: 'Return `refreshToken: null` when the answer has none.',
      async run(harness) {
        const code = await agreed(harness);
        harness.giveNoRefreshTokens();

        const grant = value(await redeem(harness, code));

        equals('the refresh token', grant.refreshToken, null);
        const credentials = harness.provider.credentialsFrom({ given: null, grant, platform: null });
        must('a parent can be opened', (await open({ ...harness, credentials })).parentId !== '');
      },
    },
    {
      id: 'connect.same-refresh-token',
      promise: 'Connecting an account renews with the same refresh token again while the provider gives no other',
      advice: 'Return `refreshToken: null` when a renewal brings none: the one before stays good (RFC 6749 §6).',
      async run(harness) {
        const { renew } = connectingOf(harness);
        const first = value(await redeem(harness, await agreed(harness)));
        harness.giveNoRefreshTokens();

        const second = value(await renew(refreshTokenOf(first)));

        const { providerUserId } = first;
        shows('the next grant', second, { providerUserId, refreshToken: null });
        equals('the outcome of the same renewal', (await renew(refreshTokenOf(first))).kind, 'ok');
      },
    },
  ]),
];

/** @throws Error */
function connectingOf({ provider }: Harness): Connecting {
  if (provider.connecting === null) throw new Error(`${provider.name} can not connect accounts`);
  return provider.connecting;
}

/** The code of a merchant who has agreed. */
function agreed(harness: Harness): Promise<string> {
  return harness.agree(connectingOf(harness).consentUrl(CONSENT));
}

function redeem(harness: Harness, code: string) {
  return connectingOf(harness).redeem({ ...CONSENT, code });
}

/** @throws Error */
function refreshTokenOf({ refreshToken }: Grant): string {
  if (refreshToken === null) throw new Error('the grant has no refresh token');
  return refreshToken;
}
