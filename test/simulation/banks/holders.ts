import type { Channel } from '../../../src/app/notifications/receive-notification.ts';
import type { FakeCredentials } from '../../app/fake-credentials.ts';

// Whose an account at a provider is: the platform, or the owner of a gym, of which a gym may have one after the other.

/** The account of the platform. */
export const PLATFORM = 'platform';

export const GYMS = ['gym-a', 'gym-b'] as const;

/** A gym's first owner has its name. */
export function nextOwnerOf(slug: string): string {
  return `${slug}/next`;
}

/** Where the provider brings the webhooks of an account. */
export function channelOf(provider: string, holder: string): Channel {
  return holder === PLATFORM ? { kind: 'platform', provider } : { kind: 'gym', slug: holder.split('/')[0] ?? '' };
}

/** What holders of accounts find in a provider's dashboard, and renew there: what was there before is worth nothing. */
export function createDashboards(provider: string) {
  const renewals = new Map<string, { readonly tokens: number; readonly secrets: number }>();
  const renewalsOf = (holder: string) => renewals.get(holder) ?? { tokens: 0, secrets: 0 };
  return {
    credentialsOf(holder: string): FakeCredentials {
      const { tokens, secrets } = renewalsOf(holder);
      const secret = `secret-${secrets} of ${holder} at ${provider}`;
      return { access_token: `${holder}:token-${tokens}`, webhook_secrets: [secret] };
    },
    renew(holder: string, { withSecret }: { readonly withSecret: boolean }): void {
      const { tokens, secrets } = renewalsOf(holder);
      renewals.set(holder, { tokens: tokens + 1, secrets: secrets + Number(withSecret) });
    },
  };
}
