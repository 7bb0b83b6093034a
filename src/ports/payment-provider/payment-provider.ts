import type { Money } from '../../domain/money/money.ts';
import type { Credentials } from '../../domain/payment/account.ts';
import type { Receipt } from '../../domain/payment/receipt.ts';
import type { RefundReport } from '../../domain/payment/refund.ts';
import type { Report } from '../../domain/payment/report.ts';
import type { Outcome } from '../outcome.ts';
import type { Capabilities } from './capabilities.ts';
import type { Connecting, CredentialField, KeptCredentials } from './credentials.ts';
import type { Delivery, Notification, Translation, Verdict } from './deliveries.ts';
import type { CaptureRequest, CompleteRequest, OpenRequest, Parent, RefundRequest, Refusal } from './requests.ts';

/**
 * A payment provider. Callers guarantee: never called inside a database transaction; amounts passed
 * `refusal`; the flow is declared. Implementers promise: every method ends within the call's deadline,
 * body included; outcomes are returned, nothing is thrown but `unsupported`; no reason carries a secret;
 * a success was checked for its shape; nothing of an account but its credentials is kept between calls.
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
