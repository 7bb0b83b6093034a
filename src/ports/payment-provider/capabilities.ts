import type { CaptureMethod } from '../../domain/payment/payment.ts';

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
