// What an adapter is written with: the port, the domain's words, and what adapters share.

export { CURRENCIES, type Currency, decimalsOf, toCurrency } from '../../domain/money/currency.ts';
export { MAX_MINOR, type Money, money, moneyFromDecimal, moneyToDecimal } from '../../domain/money/money.ts';
export type { Credentials } from '../../domain/payment/account.ts';
export { DECLINE_CODES, type Decline, type DeclineCode } from '../../domain/payment/decline.ts';
export type { DisputeReport } from '../../domain/payment/dispute.ts';
export type { Fact, Status } from '../../domain/payment/fact.ts';
export { METHOD_TYPES, type Method, type MethodType } from '../../domain/payment/method.ts';
export type { CaptureMethod } from '../../domain/payment/payment.ts';
export type { Receipt, ReceiptMethod } from '../../domain/payment/receipt.ts';
export type { RefundReport, RefundStatus } from '../../domain/payment/refund.ts';
export {
  type Attempt,
  EMPTY_REPORT,
  type Report as PaymentReport,
  type Reversal,
} from '../../domain/payment/report.ts';
export * from '../../ports/outcome.ts';
export type * from '../../ports/payment-provider/capabilities.ts';
export type * from '../../ports/payment-provider/credentials.ts';
export type * from '../../ports/payment-provider/deliveries.ts';
export type * from '../../ports/payment-provider/payment-provider.ts';
export type * from '../../ports/payment-provider/requests.ts';
export type * from './settings.ts';
export * from './shared/connection.ts';
export * as credentials from './shared/credentials.ts';
export * from './shared/deadline.ts';
export * from './shared/decimals.ts';
export * from './shared/declines.ts';
export * from './shared/descriptor.ts';
export * from './shared/headers.ts';
export {
  createHttpClient,
  type HttpClient,
  type HttpOptions,
  type HttpRequest,
  type Judge,
  type Refusal as HttpRefusal,
} from './shared/http.ts';
export * from './shared/json.ts';
export * from './shared/notification-url.ts';
export * from './shared/pages.ts';
export * from './shared/retry-after.ts';
export * from './shared/return-url.ts';
export * from './shared/same.ts';
export * from './shared/text.ts';
export * from './shared/unsupported.ts';
