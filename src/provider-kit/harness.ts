import type { UrlKeys } from '../adapters/providers/shared/notification-url.ts';
import type { Money } from '../domain/money/money.ts';
import type { Credentials } from '../domain/payment/account.ts';
import type { Delivery } from '../ports/payment-provider/deliveries.ts';
import type { PaymentProvider } from '../ports/payment-provider/payment-provider.ts';
import type { Profile } from './abilities.ts';

/** An adapter, and how its upstream is started. */
export type Subject = Profile & {
  /** How people call the provider. */
  readonly name: string;
  /** The adapter before something that behaves like the provider, with no payments in it. */
  readonly start: () => Promise<Harness>;
};

/** What a buyer does on the provider's page or with its SDK. `process`: it stays undecided. */
export type Settlement = 'succeed' | 'fail' | 'process';

/**
 * An adapter before its upstream: something that behaves like the provider, fresh for each scenario. What the buyer, the
 * seller and the bank do there is a function; after each, the provider sends its webhook (`lastDelivery`), if it sends one.
 * Members that only some providers can play are used only where the capability or the trait is declared: elsewhere
 * `notPlayed` may stand there.
 */
export type Harness = Account & Upstream & Buyer & Seller & Webhooks & Merchant;

/** Who is paid, and with what. */
type Account = {
  readonly provider: PaymentProvider;
  readonly credentials: Credentials;
  /** What `identify` shows of `credentials`; null where they don't show whose they are. */
  readonly holder: string | null;
  /** Another account of the provider, to which the provider sends none of these webhooks. */
  readonly otherAccount: Credentials;
  /** Of the right form, but the provider doesn't know them. */
  readonly wrongCredentials: Credentials;
  /** An amount that this account can be paid: divisible by 10, and above the provider's least amount a hundred times. */
  readonly amount: Money;
  /** One amount for each other number of decimals, of currencies that the adapter carries. */
  readonly otherAmounts: readonly Money[];
  /** An amount that the adapter can't carry. */
  readonly refusedAmount: Money;
  /** An address that passes the service's own check and not the provider's. Trait `e-mail check`. */
  readonly refusedEmail: string;
  /** The right form for a parent's id, and no parent has it. */
  readonly missingParentId: string;
  /** The same for a provider payment. */
  readonly missingProviderPaymentId: string;
};

type MadeParent = {
  readonly id: string;
  readonly reference: string | null;
  readonly amount: Money;
  /** Where its webhooks are sent. Trait `notification URL`. */
  readonly notificationUrl?: string;
};

/** What really happened there, whatever the adapter says of it. */
export type Effects = {
  readonly parents: readonly MadeParent[];
  /** Each time that money of a buyer was taken. */
  readonly captures: readonly Money[];
  /** Each time that money was sent back, or is on its way. */
  readonly refunds: readonly Money[];
};

type Upstream = {
  /** How many requests the provider received. */
  readonly requests: () => number;
  /** All that the upstream has made since it was started. The kit counts it after lost answers and repeated calls. */
  readonly effects: () => Effects;
  /** As many entries as a list of the provider shows at once: the kit makes one more. */
  readonly pageSize: number;
  /** From now on it is so much later, in milliseconds, for the provider and for the adapter (its `now`). */
  readonly passTime: (ms: number) => void;
  /** How the adapter is called over HTTP. Trait `HTTP API`. */
  readonly wire: Wire;
  readonly stop: () => Promise<void>;
};

/** The kit puts servers of its own between the adapter and the upstream: they lose answers, redirect, are slow. */
export type Wire = {
  /** Where the upstream answers, without a slash at its end. */
  readonly url: string;
  /** The same adapter, calling another place. */
  readonly at: (apiBase: string, timeoutMs: number) => PaymentProvider;
  /**
   * Whether a request moves nothing, and what moves something is sent after it alone, such as one for an access token. Trait
   * `preparing requests`.
   */
  readonly onlyPrepares?: (request: { readonly method: string; readonly url: string }) => boolean;
  /** The body of an error in the provider's own form, with this text as what the provider says to people. */
  readonly errorBody: (text: string) => string;
  /** The body of an answer with this word in the place of the payment's, or its attempt's, status. */
  readonly withStatus: (body: string, word: string) => string;
  /** The body of an answer, as of an object of another account or mode. Trait `owner in answers`. */
  readonly ofAnotherOwner: (body: string) => string;
};

/** What a buyer does with a parent. Each rejects when the provider would not let the buyer do it (any more). */
type Buyer = {
  /** Pays it, fails to pay it, or leaves it undecided. */
  readonly settle: (parentId: string, how: Settlement) => Promise<void>;
  /** Agrees, and no more: where the service has to take the money (`completes`). Elsewhere the same as `succeed`. */
  readonly agreeToPay: (parentId: string) => Promise<void>;
  /** Has not enough money for it. */
  readonly declineForMoney: (parentId: string) => Promise<void>;
  /** Leaves with a voucher that can be paid within days. Trait `vouchers`. */
  readonly takeVoucher: (parentId: string) => Promise<void>;
  /** Pays a part of the amount. Capability `splitsPurchases`. */
  readonly payPart: (parentId: string, amount: Money, how: Settlement) => Promise<void>;
};

/** What the seller does in the provider's dashboard, and what the bank does later. */
type Seller = {
  /** Refunds all that is left. Capability `refunds`. */
  readonly refundBehind: (parentId: string) => Promise<void>;
  /** The bank sends the last refund back. Capability `refunds`. */
  readonly failRefund: (parentId: string) => Promise<void>;
  /** From now on refunds are not decided at once. Trait `slow refunds`. */
  readonly slowRefunds: () => void;
  /** The last refund that is under way arrives. Trait `slow refunds`. */
  readonly finishRefund: (parentId: string) => Promise<void>;
  /** The buyer's bank disputes it, or decides. Capability `disputes`. */
  readonly dispute: (parentId: string, how: 'open' | 'won' | 'lost') => Promise<void>;
  /** From now on the provider shows no refunds and disputes to calls with these credentials. Trait `restricted keys`. */
  readonly hideReversals: () => void;
};

type Webhooks = {
  /** In lower case; empty where the provider signs none. The kit leaves it out, repeats it and spoils it. */
  readonly signatureHeader: string;
  /** What the provider last sent, as it would arrive now. */
  readonly lastDelivery: () => Delivery;
  /** The same delivery with something else in the part that is signed. */
  readonly forge: (delivery: Delivery) => Delivery;
  /** The webhook of an unpaid payment as a forger sends it on: it says paid wherever the provider could say so. */
  readonly claimPaid: (delivery: Delivery) => Delivery;
  /**
   * The account with other secrets for its webhooks; null when an account can't have so many, such as where webhooks are signed
   * with the key that calls are made with. Where webhooks are signed.
   */
  readonly signedWith: (webhookSecrets: readonly string[]) => Credentials | null;
  /** The secrets with which the provider signs to the account. Where webhooks are signed. */
  readonly webhookSecrets: readonly string[];
  /** The adapter with these keys for the URLs that the provider calls. Trait `unsigned webhooks`. */
  readonly withUrlKeys: (keys: UrlKeys) => PaymentProvider;
};

/** A merchant who connects an account. Capability `connecting`. */
type Merchant = {
  /** Agrees on the provider's page: the code that they are sent back with. */
  readonly agree: (consentUrl: string) => Promise<string>;
  /** From now on grants have no refresh token. */
  readonly giveNoRefreshTokens: () => void;
};

/** Stands in the place of a function that no scenario of this provider calls. */
export function notPlayed(): never {
  throw new Error('the harness says that this provider has nothing like it');
}
