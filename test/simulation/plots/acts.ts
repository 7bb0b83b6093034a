import type { Way } from '../people/buyers.ts';
import type { Order } from '../people/clients.ts';

export const AMOUNT = 1_000;

/** What a client app, buyer, operator or stranger does, whatever has become of the purchase until then. */
export type Act =
  | { readonly kind: 'put'; readonly order: Order }
  | {
      readonly kind:
        | 'open'
        | 'open another'
        | 'cancel'
        | 'sync'
        | 'tend'
        | 'settle'
        | 'pay the former owner'
        | 'cancel order'
        | 'crash';
    }
  | { readonly kind: (typeof STRANGE)[number] }
  | { readonly kind: (typeof OF_OWNERS)[number] }
  /** `although`: also what is closed. `by`: which of what was given. */
  | { readonly kind: 'pay'; readonly way: Way; readonly although: boolean; readonly by: 'first' | 'last' }
  /** What has the same key is the same request once more. */
  | { readonly kind: 'refund' | 'capture'; readonly key: string; readonly amount: number | null }
  | { readonly kind: 'refund behind'; readonly share: number }
  | { readonly kind: 'dispute'; readonly status: 'open' | 'won' | 'lost' }
  | { readonly kind: 'outage'; readonly of: 'store' | 'provider'; readonly ms: number };

/** What strangers do, and owners of accounts who are none of ours to trust. */
export const STRANGE = [
  ...(['forge', 'hint', 'flood', 'lie', 'pay elsewhere', 'pay another amount'] as const),
  ...(['pay a copy', 'report another amount', 'sell something else'] as const),
] as const;

/** What becomes of the account of a gym. */
export const OF_OWNERS = [
  ...(['renew the token', 'renew token and secret', 'change the owner', 'turn to the other provider'] as const),
  ...(['connect', 'connect the next owner', 'take back'] as const),
] as const;
