import { type Outcome, ok } from '../../src/ports/outcome.ts';
import type { Connecting, Grant } from '../../src/ports/payment-provider/credentials.ts';

type Asked = { readonly verifier: string; readonly redirectUrl: string };
type Given = Asked & { readonly holder: string };

/** A grant of a holder; `renewedFrom` is the refresh token that brought it, null where the merchant agreed. */
export type KeptGrant = { readonly holder: string; readonly grant: Grant; readonly renewedFrom: string | null };

const HALF_A_YEAR_MS = 180 * 86_400_000;

export type GrantOptions = {
  readonly now: () => Date;
  readonly newId: () => string;
  /** How long a grant lives, in milliseconds; half a year unless something else is said. */
  readonly grantLifeMs?: () => number;
  /** Whether a renewal ends the access token before it at once. */
  readonly renewalEndsToken?: boolean;
};

/** How a call over the provider's wire ends; see `createFakeProvider`. */
export type Call = <T>(method: 'redeem' | 'renew', token: string, effect: () => T) => Promise<Outcome<T>>;

const REFUSED = { kind: 'rejected', about: 'credentials', reason: 'not granted' } as const;

/** The provider's page on which merchants agree, and the tokens that it gives for that. */
export function createFakeGrants(call: Call, options: GrantOptions) {
  const { now, newId, grantLifeMs = () => HALF_A_YEAR_MS, renewalEndsToken = false } = options;
  const asked = new Map<string, Asked>();
  const codes = new Map<string, Given>();
  /** By access token, all that there ever were. */
  const grants = new Map<string, KeptGrant>();
  /** Refresh tokens that are good, each with the access token that it came with. */
  const renewable = new Map<string, string>();
  const ended = new Set<string>();
  let givesRefreshTokens = true;

  /** A renewal brings no publishable key: the one before stays good. */
  function grant(holder: string, renewedFrom: string | null = null): Grant {
    const refreshToken = givesRefreshTokens ? `refresh-${newId()}` : null;
    const accessToken = `${holder}:${newId()}`;
    const expiresAt = new Date(now().getTime() + grantLifeMs());
    const publishableKey = renewedFrom === null ? `pk_${holder}` : null;
    const given = { accessToken, refreshToken, expiresAt, providerUserId: holder, publishableKey };
    grants.set(accessToken, { holder, grant: given, renewedFrom });
    if (refreshToken !== null) renewable.set(refreshToken, accessToken);
    return given;
  }

  /** Null when the refresh token is no good (any more). */
  function renewed(refreshToken: string): Grant | null {
    const before = grants.get(renewable.get(refreshToken) ?? '');
    if (before === undefined) return null;
    if (givesRefreshTokens) renewable.delete(refreshToken);
    if (renewalEndsToken) ended.add(before.grant.accessToken);
    return grant(before.holder, refreshToken);
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
        return isGood ? grant(given.holder) : null;
      });
      return granted(outcome);
    },

    async renew(refreshToken) {
      return granted(await call('renew', refreshToken, () => renewed(refreshToken)));
    },
  };

  return {
    connecting,
    /** What the provider sends the merchant's browser back with. */
    agree(consentUrl: string, holder: string) {
      const state = new URL(consentUrl).searchParams.get('state') ?? '';
      const begun = asked.get(state);
      if (begun === undefined) throw new Error(`no browser was sent here with ${state}`);
      const code = `code-${newId()}`;
      codes.set(code, { ...begun, holder });
      return { state, code };
    },
    /** Whether its grants have refresh tokens from now on; without a new one, the one before stays good. */
    giveRefreshTokens(gives: boolean): void {
      givesRefreshTokens = gives;
    },
    /** A merchant takes back what they granted; without a holder, each of them does. */
    takeBack(holder: string | null = null): void {
      for (const { grant, ...kept } of grants.values()) {
        if (holder !== null && kept.holder !== holder) continue;
        ended.add(grant.accessToken);
        renewable.delete(grant.refreshToken ?? '');
      }
    },
    grantOf: (accessToken: string): KeptGrant | null => grants.get(accessToken) ?? null,
    renews: (refreshToken: string) => renewable.has(refreshToken),
    /** Whether calls with this access token of a grant are refused. */
    isOver(accessToken: string): boolean {
      const expiresAt = grants.get(accessToken)?.grant.expiresAt;
      return ended.has(accessToken) || (expiresAt !== undefined && expiresAt <= now());
    },
  };
}

function granted(outcome: Outcome<Grant | null>): Outcome<Grant> {
  if (outcome.kind !== 'ok') return outcome;
  return outcome.value === null ? REFUSED : ok(outcome.value);
}
