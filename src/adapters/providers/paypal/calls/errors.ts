import type { Choice, Failure, Refused } from '../../../../ports/outcome.ts';
import { ok } from '../../../../ports/outcome.ts';
import type { Judge, Refusal } from '../../shared/http.ts';
import { fieldsOf } from '../../shared/json.ts';

/** One of the `details` of an error, with the name of the error where it has none. */
type Issue = { readonly issue: string; readonly field: string };

/**
 * Issues that say by themselves which choice is refused.
 * https://developer.paypal.com/api/rest/reference/orders/v2/errors/, 2026-11-29
 */
const CHOICE_OF_ISSUE: Readonly<Record<string, Choice>> = {
  CURRENCY_NOT_SUPPORTED: 'currency',
  CURRENCY_NOT_SUPPORTED_FOR_COUNTRY: 'currency',
  CURRENCY_NOT_SUPPORTED_FOR_CARD_TYPE: 'currency',
  INVALID_CURRENCY_CODE: 'currency',
  AMOUNT_CANNOT_BE_SPECIFIED: 'amount',
  CANNOT_BE_NEGATIVE: 'amount',
  CANNOT_BE_ZERO_OR_NEGATIVE: 'amount',
  DECIMAL_PRECISION: 'amount',
  DECIMALS_NOT_SUPPORTED: 'amount',
  MAX_VALUE_EXCEEDED: 'amount',
};

/** The last part of the path in `field`, for all that an order has and this service did not make up itself. */
const CHOICE_OF_FIELD: Readonly<Record<string, Choice>> = {
  value: 'amount',
  currency_code: 'currency',
  email_address: 'customerEmail',
  description: 'title',
  return_url: 'returnUrl',
  cancel_url: 'returnUrl',
  soft_descriptor: 'statementDescriptor',
};

/** What the account lacks: no other request of it gets past them. */
const OF_THE_ACCOUNT = /^PAYEE_|^INVALID_ACCOUNT_STATUS$|^MERCHANT_NOT_|^PERMISSION_DENIED$/;

/**
 * Errors that a refund is answered with and that are documented as its end; every other one may have sent the money.
 * https://developer.paypal.com/api/rest/reference/payments/v2/errors/, 2026-11-29
 */
const FINAL_FOR_REFUNDS: ReadonlySet<string> = new Set([
  ...['CAPTURE_FULLY_REFUNDED', 'REFUND_AMOUNT_EXCEEDED', 'REFUND_NOT_ALLOWED', 'REFUND_TIME_LIMIT_EXCEEDED'],
  ...['REFUND_CAPTURE_CURRENCY_MISMATCH', 'CURRENCY_MISMATCH', 'INVALID_CURRENCY_CODE', 'PENDING_CAPTURE'],
  ...['PARTIAL_REFUND_NOT_ALLOWED', 'MAX_NUMBER_OF_REFUNDS_EXCEEDED', 'REFUND_FAILED_INSUFFICIENT_FUNDS'],
  ...['CAPTURE_DISPUTED_PARTIAL_REFUND_NOT_ALLOWED', 'REFUND_NOT_PERMITTED_DUE_TO_CHARGEBACK'],
  ...['REFUND_NOT_PERMITTED_BY_MERCHANT', 'CANNOT_BE_ZERO_OR_NEGATIVE', 'CANNOT_BE_NEGATIVE'],
  ...['DECIMAL_PRECISION', 'DECIMALS_NOT_SUPPORTED', 'INVALID_RESOURCE_ID', 'RESOURCE_NOT_FOUND'],
]);

/** PayPal's words are a few of these; nothing else of an answer is repeated. */
const WORD = /^[A-Za-z_0-9]{1,64}$/;

/** What a refusal means: which choice, or whose fault it is. Refunds have a judge of their own. */
export const judge: Judge<never> = (refusal) => {
  if (isAboutCredentials(refusal)) return aboutCredentials(refusal);
  const issues = issuesOf(refusal);
  const chosen = issues.flatMap((issue) => choiceIn(issue) ?? [])[0];
  return rejected(chosen ?? (issues.some(isOfTheAccount) ? 'credentials' : 'request'), refusal);
};

/** The same where an object that isn't there is an answer. */
export const judgeFetch: Judge<null> = (refusal) => (isMissing(refusal) ? ok(null) : judge(refusal));

export const judgeRefund: Judge<never> = (refusal) => {
  if (isAboutCredentials(refusal)) return aboutCredentials(refusal);
  return wordsOf(refusal).some((word) => FINAL_FOR_REFUNDS.has(word)) ? rejected('request', refusal) : null;
};

export function isMissing({ status }: Refusal): boolean {
  return status === 404;
}

export function isAboutCredentials({ status }: Refusal): boolean {
  return status === 401 || status === 403;
}

export function aboutCredentials(refusal: Refusal): Failure {
  return rejected('credentials', refusal);
}

/** All the words with which an error says what is wrong, the most exact ones first. */
export function wordsOf(refusal: Refusal): readonly string[] {
  return [...issuesOf(refusal).map(({ issue }) => issue), nameOf(refusal)].filter((word) => WORD.test(word));
}

/** Whether it was done is not known. */
export function unanswered(what: string): Failure {
  return { kind: 'unknown', reason: `PayPal: ${what}` };
}

export function rejected(about: Refused, refusal: Refusal): Failure {
  const [word] = wordsOf(refusal);
  const reason = `PayPal answered ${refusal.status}${word === undefined ? '' : ` (${word})`}`;
  return { kind: 'rejected', about, reason };
}

function issuesOf({ json }: Refusal): readonly Issue[] {
  const details = Array.isArray(json['details']) ? json['details'] : [];
  return details.map(fieldsOf).map(({ issue, field }) => ({ issue: String(issue), field: String(field) }));
}

/** Errors of the token endpoint have an `error` in its place. */
function nameOf({ json: { name, error } }: Refusal): string {
  return typeof name === 'string' ? name : String(error);
}

function choiceIn({ issue, field }: Issue): Choice | undefined {
  return own(CHOICE_OF_ISSUE, issue) ?? own(CHOICE_OF_FIELD, field.split('/').at(-1) ?? '');
}

function own(table: Readonly<Record<string, Choice>>, word: string): Choice | undefined {
  return Object.hasOwn(table, word) ? table[word] : undefined;
}

function isOfTheAccount({ issue }: Issue): boolean {
  return OF_THE_ACCOUNT.test(issue);
}
