import { randomUUID } from 'node:crypto';
import { type Outcome, ok } from '../../src/ports/outcome.ts';
import type { Connecting, Grant } from '../../src/ports/payment-provider.ts';

type Asked = { readonly verifier: string; readonly redirectUrl: string };
type Given = Asked & { readonly holder: string };

const HALF_A_YEAR_MS = 180 * 86_400_000;

/** How a call over the provider's wire ends; see `createFakeProvider`. */
export type Call = <T>(method: 'redeem' | 'renew', token: string, effect: () => T) => Promise<Outcome<T>>;

const REFUSED = { kind: 'rejected', about: 'credentials', reason: 'not granted' } as const;

/** The provider's page on which merchants agree, and the tokens that it gives for that. */
export function createFakeGrants(call: Call, now: () => Date) {
  const asked = new Map<string, Asked>();
  const codes = new Map<string, Given>();
  const holders = new Map<string, string>();
  let givesRefreshTokens = true;

  /** A renewal brings no publishable key: the one before stays good. */
  function grant(holder: string, publishableKey: string | null): Grant {
    const refreshToken = givesRefreshTokens ? `refresh-${randomUUID()}` : null;
    if (refreshToken !== null) holders.set(refreshToken, holder);
    const expiresAt = new Date(now().getTime() + HALF_A_YEAR_MS);
    return {
      accessToken: `${holder}:${randomUUID()}`,
      refreshToken,
      expiresAt,
      providerUserId: holder,
      publishableKey,
    };
  }

  const connecting: Connecting = {
    consentUrl({ state, codeVerifier, redirectUrl }) {
      asked.set(state, { verifier: codeVerifier, redirectUrl });
      return `https://somepay.example/consent?state=${state}`;
    },

    async redeem({ code, codeVerifier, redirectUrl }) {
      const outcome = await call('redeem', code, () => {
        const given = codes.get(code);
        codes.delete(code);
        const isGood = given?.verifier === codeVerifier && given.redirectUrl === redirectUrl;
        return isGood ? grant(given.holder, `pk_${given.holder}`) : null;
      });
      return granted(outcome);
    },

    async renew(refreshToken) {
      const outcome = await call('renew', refreshToken, () => {
        const holder = holders.get(refreshToken);
        if (givesRefreshTokens) holders.delete(refreshToken);
        return holder === undefined ? null : grant(holder, null);
      });
      return granted(outcome);
    },
  };

  return {
    connecting,
    /** What the provider sends the merchant's browser back with. */
    agree(consentUrl: string, holder: string) {
      const state = new URL(consentUrl).searchParams.get('state') ?? '';
      const begun = asked.get(state);
      if (begun === undefined) throw new Error(`no browser was sent here with ${state}`);
      const code = `code-${randomUUID()}`;
      codes.set(code, { ...begun, holder });
      return { state, code };
    },
    /** Whether its grants have refresh tokens from now on; without a new one, the one before stays good. */
    giveRefreshTokens(gives: boolean): void {
      givesRefreshTokens = gives;
    },
    /** A merchant takes back what they granted. */
    takeBack(): void {
      holders.clear();
    },
  };
}

function granted(outcome: Outcome<Grant | null>): Outcome<Grant> {
  if (outcome.kind !== 'ok') return outcome;
  return outcome.value === null ? REFUSED : ok(outcome.value);
}
