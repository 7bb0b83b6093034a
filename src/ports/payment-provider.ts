import type { Money } from '../domain/money/money.ts';
import type { Credentials } from '../domain/payment/account.ts';
import type { CaptureMethod } from '../domain/payment/payment.ts';
import type { Receipt } from '../domain/payment/receipt.ts';
import type { RefundReport } from '../domain/payment/refund.ts';
import type { Report } from '../domain/payment/report.ts';
import type { Outcome } from './outcome.ts';

/**
 * `client`: the customer pays inside the client app, which starts the provider's own SDK with a token.
 * `redirect`: the customer is sent to a page of the provider's.
 */
export type Flow = 'client' | 'redirect';

/** What an adapter can do. What it doesn't declare it refuses with `unsupported`, before any request goes out. */
export type Capabilities = {
  readonly flows: readonly Flow[];
  readonly captureMethods: readonly CaptureMethod[];
  /** Whether a buyer can split a purchase over several provider payments of one parent, such as two cards. */
  readonly splitsPurchases: boolean;
  /** Whether money of a payment can go back, all at once or in parts, also more than once. */
  readonly refunds: boolean;
  /** Whether the redirect flow can't be opened without a URL to send the buyer back to. */
  readonly redirectNeedsReturnUrl: boolean;
  /**
   * Whether a failed attempt ends its parent. The adapter then reports `cancelled` with that attempt, and the customer gets
   * another parent for the next try; otherwise the customer tries again with the same one.
   */
  readonly failedIsFinal: boolean;
  /** Whether the service has to take the money after the buyer has agreed (`complete`). */
  readonly completes: boolean;
  /**
   * Who says that money came. `provider`: it keeps records that can be asked. `operator`: no system beside the gateway knows,
   * so an operator says it (`receive`), and the gateway's own records are all there is. The adapter then makes no request, and
   * what it says follows from its arguments and the time: `open` again is the same parent, and a refund has succeeded at once.
   * `fetch`, `listRefunds` and `translate` are `unsupported`, and `find` is, too (`searchLagMs` is null).
   */
  readonly confirmedBy: 'provider' | 'operator';
  /**
   * Whether a signature proves a webhook (`verify`), or the provider has to be asked about each one (`confirm`). `none`: it
   * sends none, and what comes all the same is refused: `verify` answers `invalid`, and `split` null.
   */
  readonly webhooks: 'signed' | 'asked' | 'none';
  /**
   * `decided`: a dispute is open until the bank decides. `immediate`: the money goes back at once, and the merchant may win it
   * back later. `none`: the provider reports no disputes.
   */
  readonly disputes: 'decided' | 'immediate' | 'none';
  /**
   * For how long after a call, in milliseconds, opening again with the same key surely makes nothing new, so that it is
   * safe after an unknown outcome; 0: never.
   */
  readonly repeatsAreSafeForMs: number;
  /**
   * After this long, in milliseconds, `find` shows what a call has made, and `listRefunds` a refund. Null: there is no way to
   * find a parent but by its id.
   */
  readonly searchLagMs: number | null;
};

/** What of an amount of money a provider can't carry, and why in words for the caller. */
export type Refusal = { readonly field: 'amount' | 'currency'; readonly reason: string };

/** Everything needed to make a parent object; the caller has committed the payment before. */
export type OpenRequest = {
  readonly flow: Flow;
  /** Our payment id: the provider carries it as its reference, and it can be searched for. */
  readonly reference: string;
  /** At most 64 characters; see `repeatsAreSafeForMs`. */
  readonly idempotencyKey: string;
  readonly amount: Money;
  readonly title: string;
  readonly customerEmail: string | null;
  readonly captureMethod: CaptureMethod;
  readonly returnUrl: string | null;
  /** What the customer reads on a statement, as `descriptor` gave it; null leaves it to the account. */
  readonly statementDescriptor: string | null;
  /** Where the provider sends notifications, for providers that take this URL with each payment. */
  readonly notificationUrl: string;
  /** Passed on where the provider accepts an expiry. */
  readonly expiresAt: Date;
};

/** A parent object at the provider: what a customer can pay, whatever the provider calls it. */
export type Parent = {
  readonly parentId: string;
  readonly intentId: string | null;
  /**
   * What the customer's app needs to pay: a client token or a page's URL, by the flow. Its holder can pay, and may read
   * the payment: never stored in clear, never logged. Empty when the parent has ended and has none.
   */
  readonly handover: string;
  /** What the parent's present state says about the payment. */
  readonly report: Report;
};

/** Everything needed to take the money that a buyer has agreed to on the provider's page. */
export type CompleteRequest = {
  readonly parentId: string;
  /** At most 64 characters, and the same at each call for this parent. */
  readonly idempotencyKey: string;
};

/** Everything needed to take money that a customer has agreed to; the caller has committed the capture before. */
export type CaptureRequest = {
  /** At most 64 characters. */
  readonly idempotencyKey: string;
  readonly providerPaymentId: string;
  /** All that was authorized, or a part of it; what is left is let go. */
  readonly amount: Money;
};

/** Everything needed to send money back; the caller has committed the refund before. */
export type RefundRequest = {
  /** Our refund's id: carried by the provider where it carries references on refunds. */
  readonly reference: string;
  /** At most 64 characters. While the provider remembers it, for 15 minutes at least, repeating makes nothing new. */
  readonly idempotencyKey: string;
  readonly providerPaymentId: string;
  readonly amount: Money;
  /** For people; passed on where the provider accepts a reason. */
  readonly reason: string | null;
};

/** A provider's HTTP request to us, untouched. */
export type Delivery = {
  /** The bytes as they came: signatures are made over them. */
  readonly body: Uint8Array;
  /** Name and value pairs as they came, repeats included: a repeated header is an attack, not a list. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** Query pairs, decoded, repeats included. */
  readonly query: readonly (readonly [name: string, value: string])[];
  readonly receivedAt: Date;
};

/**
 * `valid`: signed with a secret of one of the accounts, and fresh. `invalid`: not signed so, or the signature can't be read.
 * `unverifiable`: a shape that the provider never signs; the app drops it or takes it as a hint. `ask`: it may be genuine, and
 * only the provider can say (`confirm`).
 */
export type Verdict = 'valid' | 'invalid' | 'unverifiable' | 'ask';

/** One part of a delivery, about one thing. `Payload` is known to its adapter alone. */
export type Notification<Payload = unknown> = {
  /** The provider's own id and word for it, for people and logs. */
  readonly eventId: string;
  readonly eventType: string;
  /** What client SDKs call the payment, where the notification says so. */
  readonly intentId: string | null;
  /** The provider's id of the object to fetch before the notification is believed; null if the service ignores this type. */
  readonly subject: string | null;
  /** The adapter's own, handed back to `redacted` and `translate`. */
  readonly payload: Payload;
};

/**
 * What a notification means. `report` null: it is not about a payment, of a type that the service ignores, or about an
 * object that this account doesn't have. Two notifications of one event have the same `key`, which is made of
 * authenticated bytes or of what was fetched.
 */
export type Translation = { readonly report: Report | null; readonly key: string };

/** The tokens that a merchant granted us on the provider's own page. They take the place of pasted credentials. */
export type Grant = {
  readonly accessToken: string;
  /**
   * Good for one renewal, which brings the next one. Null when the provider gave none: after a renewal the one before
   * stays good (RFC 6749 §6); otherwise the merchant has to agree again before the access token ends.
   */
  readonly refreshToken: string | null;
  readonly expiresAt: Date;
  /** The provider's own id of the merchant. */
  readonly providerUserId: string;
  /** What web pages show to the provider for this merchant; null when the provider gave none. */
  readonly publishableKey: string | null;
};

/**
 * All that the service keeps for a gym's account. `given` are the credentials that the gym's operator has sent: beside a grant
 * those from before it, if there were any. `platform` are the platform's own; null when none are configured.
 */
export type KeptCredentials<Own extends Credentials = Credentials> = { readonly platform: Own | null } & (
  | { readonly given: Own; readonly grant: null }
  | { readonly given: Own | null; readonly grant: Pick<Grant, 'accessToken' | 'publishableKey'> }
);

/** One of a provider's credentials, as its settings declare it. */
export type CredentialField = {
  /** On the wire, on the command line and in the adapter. */
  readonly name: string;
  readonly description: string;
  /** With it a stranger could act for the account, or forge its webhooks. */
  readonly isSecret: boolean;
  readonly isRequired: boolean;
  /** Whether there can be several, such as webhook secrets during a rotation. */
  readonly isList: boolean;
  /** The environment variable with the platform's own. */
  readonly variable: string;
};

/** What a consent begins and ends with. */
export type Consent = {
  /** 43–128 letters, digits, `-`, `.`, `_`, `~` (RFC 7636 §4.1): proves that the same client asks and redeems. */
  readonly codeVerifier: string;
  /** Where the provider sends the merchant's browser afterwards. */
  readonly redirectUrl: string;
};

/** How merchants connect their own account at the provider (OAuth 2.0 authorization code with PKCE). */
export type Connecting = {
  /** The page on which a merchant agrees; it comes back with `state` and a code. Makes no request. */
  consentUrl(consent: Consent & { readonly state: string }): string;
  /** Turns the code into a grant, once. `rejected` when the code isn't good (any more). */
  redeem(consent: Consent & { readonly code: string }): Promise<Outcome<Grant>>;
  /** The next grant. `rejected` about `credentials` when the merchant took it back: there will be none. */
  renew(refreshToken: string): Promise<Outcome<Grant>>;
};

/**
 * A payment provider. Callers guarantee: never called inside a database transaction; amounts passed
 * `refusal`; the flow is declared. Implementers promise: every method ends within the call's deadline,
 * body included; outcomes are returned, nothing is thrown but `unsupported`; no reason carries a secret;
 * a success was checked for its shape; nothing of an account is kept between calls.
 * src/provider-kit tries these promises.
 *
 * An adapter is written with its own `Payload` and with its `Own` credentials. The app hands both back to the provider that
 * they belong to, and knows adapters without: a method's parameter may be narrower than what its caller knows, so these are
 * methods. Credentials are checked against `credentials` where they come in: an adapter can rely on their form.
 */
export type PaymentProvider<Payload = unknown, Own extends Credentials = Credentials> = {
  readonly name: string;
  readonly capabilities: Capabilities;
  /** Empty where accounts need none. */
  readonly credentials: readonly CredentialField[];
  /** Null when the provider has nothing like it, or this installation isn't registered there as an application. */
  readonly connecting: Connecting | null;
  /** Why this provider can't represent this amount, or null. Makes no request. */
  refusal(amount: Money): Refusal | null;
  /** The provider's own id of the account's holder, when the credentials show it; null when they don't. */
  identify(credentials: Own): string | null;
  /** Whether both open the same account, as far as they show it. Asked only where `identify` answers null. */
  openSameAccount(one: Own, other: Own): boolean;
  /** What calls for a gym's account are made with, and its webhooks checked with. Makes no request. */
  credentialsFrom(kept: KeptCredentials<Own>): Own;
  /** What web pages start the provider's SDK with: no secret, every buyer gets it. Null when the credentials have none. */
  publishableKey(credentials: Own): string | null;
  /**
   * What of a text this provider can show on a customer's statement: in its alphabet, and no longer than it takes; the
   * text itself when it can show all of it, null when it can show nothing of it. Makes no request.
   */
  descriptor(text: string): string | null;
  /** What `descriptor` shows whole, in words that follow "must be". */
  readonly descriptorForm: string;
  open(credentials: Own, request: OpenRequest): Promise<Outcome<Parent>>;
  /**
   * The parent as it is now; null when this account has none by that id (any more): `close` says whether it has ended then.
   * One whose time is over has ended only when nothing that was begun through it can bring money any more.
   * @throws `unsupported` where operators confirm payments.
   */
  fetch(credentials: Own, parentId: string): Promise<Outcome<Parent | null>>;
  /**
   * All parents that carry our reference, newest first. None was made before `since`, for providers that only list by time.
   * The provider's index may lag behind by minutes. Nothing found is an answer only when all was read that could have shown
   * one: what was cut off, or refused, is a failure then.
   * @throws `unsupported` where `searchLagMs` is null.
   */
  find(credentials: Own, reference: string, since: Date): Promise<Outcome<readonly Parent[]>>;
  /**
   * Ends the parent so that no buyer can pay it any more, and says what it is then. Ending it twice is one end. `not_yet`
   * while a customer holds what can still be paid and can't be taken back, such as a voucher.
   * `rejected` for a parent that this account never had. `cancelled` for one that the provider has forgotten, if no money can
   * come by it.
   * `isSurplus`: this closes a duplicate. Payments in progress under the same reference are left alone, since they may belong
   * to the other parent.
   */
  close(credentials: Own, parentId: string, options?: { readonly isSurplus: boolean }): Promise<Outcome<Parent>>;
  /**
   * Takes the money that a buyer has agreed to, and says what the parent is then. However often it is called, the money is
   * taken once. A decline is no failure: the report has the failed attempt. A parent to which no buyer has agreed, or that
   * has ended, is reported as it is.
   * @throws `unsupported` where `completes` is not declared.
   */
  complete(credentials: Own, request: CompleteRequest): Promise<Outcome<Parent>>;
  /**
   * Takes money of one provider payment that waits to be captured, once: a second call is `rejected`, whatever its key.
   * @throws `unsupported` where manual capture is not declared.
   */
  capture(credentials: Own, request: CaptureRequest): Promise<Outcome<Report>>;
  /** Sends money of one provider payment back. `rejected` about the amount or the request: this refund can't be made. */
  refund(credentials: Own, request: RefundRequest): Promise<Outcome<RefundReport>>;
  /**
   * All refunds of a provider payment as they are now, ours and those made in the dashboard.
   * @throws `unsupported` where refunds are not declared, and where operators confirm payments.
   */
  listRefunds(credentials: Own, providerPaymentId: string): Promise<Outcome<readonly RefundReport[]>>;
  /**
   * What it means that an operator has taken money: an attempt of that amount has succeeded, and its id is the receipt's. Makes
   * no request.
   * @throws `unsupported` where `confirmedBy` is `provider`.
   */
  receive(receipt: Receipt): Promise<Report>;
  /**
   * Whether the delivery is the provider's, sent to one of these accounts. Makes no request, compares in constant time, never
   * throws. A forged delivery is cheap to refuse: signatures are checked on bytes, and a long body is not parsed (10 ms of CPU
   * for 1 MiB at most). `ask` only where `webhooks` is `asked`, and only for what has every part of a genuine delivery.
   */
  verify(delivery: Delivery, accounts: readonly Own[]): Verdict;
  /**
   * Asks the provider whether it sent the delivery, unchanged and lately, to this account.
   * @throws `unsupported` where `webhooks` is not `asked`.
   */
  confirm(credentials: Own, delivery: Delivery): Promise<Outcome<boolean>>;
  /**
   * Takes a delivery apart that is verified, or short; the caller has refused what is nested too deeply. The only time
   * that its body is parsed. Null when its body can't be read or contradicts what was signed.
   */
  split(delivery: Delivery): readonly Notification<Payload>[] | null;
  /**
   * The part of a delivery that may be stored, for this notification: without handovers, which some providers put into it,
   * and without headers that aren't the provider's. `split` and `translate` read it as they read the original.
   */
  redacted(delivery: Delivery, notification: Notification<Payload>): Delivery;
  /**
   * What a notification means; may ask the provider, since some notifications are only a hint.
   * @throws `unsupported` where `webhooks` is `none`.
   */
  translate(credentials: Own, notification: Notification<Payload>): Promise<Outcome<Translation>>;
};

/** The providers of this installation. */
export type Providers = {
  /** All that there are adapters for. */
  readonly names: readonly string[];
  /** The adapter; undefined when there is none of that name. */
  get(name: string): PaymentProvider | undefined;
  /** The platform's own credentials; null when none are configured. Empty where the provider needs none. */
  platformCredentials(name: string): Credentials | null;
};
