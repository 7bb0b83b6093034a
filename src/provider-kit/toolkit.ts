// What an adapter in a package of its own is written with: the port, the domain's words, and what adapters share.

export type * from '../adapters/providers/settings.ts';
export * from '../adapters/providers/shared/connection.ts';
export * as credentials from '../adapters/providers/shared/credentials.ts';
export * from '../adapters/providers/shared/deadline.ts';
export * from '../adapters/providers/shared/decimals.ts';
export * from '../adapters/providers/shared/declines.ts';
export * from '../adapters/providers/shared/descriptor.ts';
export * from '../adapters/providers/shared/headers.ts';
export {
  createHttpClient,
  type HttpClient,
  type HttpOptions,
  type HttpRequest,
  type Judge,
  type Refusal as HttpRefusal,
} from '../adapters/providers/shared/http.ts';
export * from '../adapters/providers/shared/json.ts';
export * from '../adapters/providers/shared/notification-url.ts';
export * from '../adapters/providers/shared/pages.ts';
export * from '../adapters/providers/shared/retry-after.ts';
export * from '../adapters/providers/shared/return-url.ts';
export * from '../adapters/providers/shared/same.ts';
export * from '../adapters/providers/shared/text.ts';
export * from '../adapters/providers/shared/unsupported.ts';
export { CURRENCIES, type Currency, decimalsOf, toCurrency } from '../domain/money/currency.ts';
export { MAX_MINOR, type Money, money, moneyFromDecimal, moneyToDecimal } from '../domain/money/money.ts';
export type { Credentials } from '../domain/payment/account.ts';
export { DECLINE_CODES, type Decline, type DeclineCode } from '../domain/payment/decline.ts';
export type { DisputeReport } from '../domain/payment/dispute.ts';
export type { Fact, Status } from '../domain/payment/fact.ts';
export { METHOD_TYPES, type Method, type MethodType } from '../domain/payment/method.ts';
export type { CaptureMethod } from '../domain/payment/payment.ts';
export type { Receipt, ReceiptMethod } from '../domain/payment/receipt.ts';
export type { RefundReport, RefundStatus } from '../domain/payment/refund.ts';
export { type Attempt, EMPTY_REPORT, type Report as PaymentReport, type Reversal } from '../domain/payment/report.ts';
export * from '../ports/outcome.ts';
export type * from '../ports/payment-provider.ts';
