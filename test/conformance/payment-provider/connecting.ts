import { describe, expect, it } from 'vitest';
import type { Connecting, Grant } from '../../../src/ports/payment-provider.ts';
import { open, requestFor, type Use, value } from './harness.ts';

export const CONSENT = {
  state: 'a-state',
  codeVerifier: 'a-verifier-of-43-characters-or-more-0123456789',
  redirectUrl: 'https://pay.example/api/v1/oauth/somepay/callback',
};

const NOT_GRANTED = { kind: 'rejected', about: 'credentials' };

export function describeNoConnecting(use: Use): void {
  it('the provider has nothing for merchants to connect their accounts with', () => {
    expect(use().provider.connecting).toBeNull();
  });
}

export function describeConnecting(use: Use): void {
  function connecting(): Connecting {
    const { provider } = use();
    if (provider.connecting === null) throw new Error(`${provider.name} can not connect accounts`);
    return provider.connecting;
  }

  async function agree(consentUrl: string): Promise<string> {
    return (await use().agree?.(consentUrl)) ?? 'no owner can agree there';
  }

  describe('connecting an account', () => {
    it('connecting an account sends the state to the provider, and not what proves who asked', () => {
      const url = connecting().consentUrl(CONSENT);

      expect(new URL(url).searchParams.get('state')).toBe(CONSENT.state);
      expect(url).not.toContain(CONSENT.codeVerifier);
      expect(use().requests()).toBe(0);
    });

    it('connecting an account gives a grant with which the merchant’s account can be used', async () => {
      const code = await agree(connecting().consentUrl(CONSENT));

      const grant = value(await connecting().redeem({ ...CONSENT, code }));

      expect(grant.expiresAt.getTime()).toBeGreaterThan(Date.now());
      const credentials = { accessToken: grant.accessToken, webhookSecrets: [] };
      expect(use().provider.identify(credentials) ?? grant.providerUserId).toBe(grant.providerUserId);
      expect(await open({ ...use(), credentials }, requestFor(use()))).toMatchObject({ parentId: expect.any(String) });
    });

    it('connecting an account takes a code once, from its own beginner, for where it was asked', async () => {
      const code = await agree(connecting().consentUrl(CONSENT));
      await connecting().redeem({ ...CONSENT, code });
      expect(await connecting().redeem({ ...CONSENT, code })).toMatchObject(NOT_GRANTED);

      for (const change of [
        { codeVerifier: `${CONSENT.codeVerifier}x` },
        { redirectUrl: 'https://elsewhere.example/' },
      ]) {
        const another = await agree(connecting().consentUrl(CONSENT));
        expect(await connecting().redeem({ ...CONSENT, ...change, code: another })).toMatchObject(NOT_GRANTED);
      }
    });

    it('connecting an account renews a grant with another pair, once', async () => {
      const code = await agree(connecting().consentUrl(CONSENT));
      const first = value(await connecting().redeem({ ...CONSENT, code }));

      const second = value(await connecting().renew(refreshTokenOf(first)));

      expect(second).toMatchObject({ providerUserId: first.providerUserId });
      expect(second.accessToken).not.toBe(first.accessToken);
      expect(await connecting().renew(refreshTokenOf(first))).toMatchObject(NOT_GRANTED);
      expect(await connecting().renew(refreshTokenOf(second))).toMatchObject({ kind: 'ok' });
    });

    it('connecting an account gives a grant that can be used also when it can not be renewed', async () => {
      const code = await agree(connecting().consentUrl(CONSENT));
      use().giveNoRefreshTokens?.();

      const grant = value(await connecting().redeem({ ...CONSENT, code }));

      expect(grant.refreshToken).toBeNull();
      const credentials = { accessToken: grant.accessToken, webhookSecrets: [] };
      expect(await open({ ...use(), credentials }, requestFor(use()))).toMatchObject({ parentId: expect.any(String) });
    });

    it('connecting an account renews with the same refresh token again while the provider gives no other', async () => {
      const code = await agree(connecting().consentUrl(CONSENT));
      const first = value(await connecting().redeem({ ...CONSENT, code }));
      use().giveNoRefreshTokens?.();

      const second = value(await connecting().renew(refreshTokenOf(first)));

      expect(second).toMatchObject({ providerUserId: first.providerUserId, refreshToken: null });
      expect(await connecting().renew(refreshTokenOf(first))).toMatchObject({ kind: 'ok' });
    });
  });
}

function refreshTokenOf({ refreshToken }: Grant): string {
  if (refreshToken === null) throw new Error('the grant has no refresh token');
  return refreshToken;
}
