import type { Outcome } from '../../../../ports/outcome.ts';
import type { OpenRequest, Parent } from '../../../../ports/payment-provider/requests.ts';
import type { Client } from '../calls/client.ts';
import type { Taken } from '../payments/objects.ts';

/** A parent as it is now, and what shows which refunds and disputes of its money to fetch. */
export type Snapshot = {
  readonly parent: Parent;
  /** Null where its intent is not shown. */
  readonly taken: Taken | null;
  /** What the disputes are has to be asked for. */
  readonly mayBeDisputed: boolean;
  /** A buyer holds something that can still be paid and that Stripe can't take back. */
  readonly voucher: { readonly until: Date | null } | null;
};

/** One kind of parent object: an intent, or a session. */
export type ParentKind = {
  readonly owns: (parentId: string) => boolean;
  /** `amount` is the integer for the wire. */
  readonly open: (client: Client, request: OpenRequest, amount: number) => Promise<Outcome<Parent>>;
  readonly retrieve: (client: Client, parentId: string) => Promise<Outcome<Snapshot | null>>;
  readonly close: (client: Client, parentId: string) => Promise<Outcome<Parent>>;
};
