import type { FastifyPluginAsync, FastifyRequest } from 'fastify';
import type { Operation } from './faults/catalogue.ts';

/**
 * What the sandbox lets a buyer do. `process` leaves the payment undecided, `voucher` leaves it to the buyer to pay it
 * within days, `require_action` leaves it to the buyer's bank to ask something, `two_cards` splits the amount, `pay_twice`
 * pays one page two times.
 */
export type Settlement =
  | 'succeed'
  | 'fail'
  | 'voucher'
  | 'process'
  | 'require_action'
  | 'cancel'
  | 'two_cards'
  | 'pay_twice';

export type SettleOptions = {
  /** Decimal text in major units: a part of the price, where a purchase can be split; left out it is all that is missing. */
  readonly amount?: string | null;
  /** The provider's word for why it fails; left out it is the usual one. */
  readonly decline?: string | null;
  /** Where the client app wants the buyer back, for a provider that is asked for it as the buyer pays. */
  readonly returnUrl?: string | null;
};

/** One try at the provider, under its own id there. */
export type Attempt = {
  readonly id: string;
  readonly status: string;
  /** Decimal text in major units, where a purchase can be split. */
  readonly amount?: string;
};

/** What the seller does in the provider's dashboard, or the bank does by itself, with money that was paid. */
export type SellerAction = 'refund' | 'refund_succeeds' | 'refund_fails' | 'dispute' | 'dispute_won' | 'dispute_lost';

/** `amount` is decimal text in major units; null is all there is. */
export type SellerActionOptions = { readonly amount: string | null };

/** One thing that a buyer could pay. */
export type Payable = {
  readonly id: string;
  readonly reference: string | null;
  readonly title: string;
  /** Decimal text in major units. */
  readonly amount: string;
  readonly currency: string;
  /** The provider's word. */
  readonly status: string;
  /** Who is paid, by the name that the provider knows. */
  readonly merchant: string;
  /** The buyer's address, where the merchant gave one. */
  readonly payer: string | null;
  /** ISO 8601. */
  readonly openedAt: string;
  /** The path of the page on which it is paid. */
  readonly page: string;
  /** What a buyer can do with it now. */
  readonly can: readonly Settlement[];
  /** Oldest first. */
  readonly attempts: readonly Attempt[];
  /** Why the last try came to nothing, in words for the buyer. */
  readonly problem: string | null;
  /** What the buyer will read on a statement, where the merchant said so. */
  readonly statement: string | null;
  /** Where the buyer is sent now, when the merchant said so. */
  readonly returnUrl: string | null;
};

/** One request to a merchant. */
export type Sending = {
  readonly url: string;
  /** Signed anew at each sending, for that moment: receivers compare it with their own clock, whatever the provider's says. */
  readonly headers: (at: Date) => Record<string, string>;
  readonly body: string;
};

/** A webhook as it is to be sent; kept so that it can be sent again. */
export type Webhook = Sending & {
  readonly id: string;
  readonly eventType: string;
  readonly subject: string;
  /** Other shapes in which this provider's notifications are known to come. */
  readonly others?: {
    readonly inMilliseconds: () => readonly Sending[];
    readonly aboutAnOrder: () => readonly Sending[];
    readonly asIpn: () => readonly Sending[];
  };
};

export type SimulatorContext = {
  readonly now: () => Date;
  /** Plain JSON state that survives a restart of the sandbox; mutate it and call `save`. */
  readonly state: Record<string, unknown>;
  readonly save: () => void;
  /** Base URL of the sandbox server, for links. */
  readonly url: () => string;
  /** Queues a webhook; `control` decides when it is sent. */
  readonly send: (webhook: Webhook) => void;
};

/** A provider's HTTP API, simulated, with a buyer who can be controlled. */
export type Simulator = {
  readonly name: string;
  readonly routes: FastifyPluginAsync;
  /** What its routes are for, by method and path as they are registered: what faults can strike. */
  readonly operations: Readonly<Record<string, Operation>>;
  /** An error in the provider's own words. */
  readonly refusal: (statusCode: 400 | 429 | 500) => object;
  /** For providers that answer an idempotency key with its first answer, failures included. */
  readonly rememberFailure?: (request: FastifyRequest, when: 'before' | 'after') => void;
  /** Newest first. What has ended stays, with its last status. */
  readonly payables: () => readonly Payable[];
  /** @throws Error with a clear message when it isn't possible. */
  readonly settle: (id: string, how: Settlement, options?: SettleOptions) => void;
  /** The same for what happens afterwards, to the newest money or to one attempt's: `id` may be an attempt's. */
  readonly act: (id: string, action: SellerAction, options: SellerActionOptions) => void;
  /** Ends what is past its time by now; without, the next request does. */
  readonly endDue: () => void;
  /** Forgets all but the accounts that it began with. */
  readonly reset: () => void;
};
