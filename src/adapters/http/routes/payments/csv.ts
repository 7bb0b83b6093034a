import { Readable } from 'node:stream';
import { stringify } from 'csv-stringify/sync';
import { type Money, moneyToDecimal } from '../../../../domain/money/money.ts';
import type { PaymentSummary } from '../../../../ports/store/queries.ts';
import { instant } from '../../wire/fields.ts';

/** The columns of the table, in their order, and what stands in each. */
const COLUMNS = {
  payment_id: ({ payment }) => payment.id,
  created_at: ({ payment }) => instant(payment.createdAt),
  updated_at: ({ payment }) => instant(payment.updatedAt),
  status: ({ payment }) => payment.status,
  provider: ({ payment }) => payment.provider,
  amount_minor: ({ payment }) => String(payment.amount.minor),
  amount: ({ payment }) => moneyToDecimal(payment.amount),
  currency: ({ payment }) => payment.amount.currency.toLowerCase(),
  refunded_minor: ({ refundedMinor }) => String(refundedMinor),
  refunded: (summary) => moneyToDecimal(refundedOf(summary)),
  order_id: ({ payment: { purpose } }) => (purpose.kind === 'order' ? purpose.orderId : null),
  gym_id: ({ payment: { purpose } }) => (purpose.kind === 'checkout' ? purpose.gymSlug : null),
  user_id: ({ payment }) => payment.userId,
  customer_email: ({ payment }) => payment.customerEmail,
  provider_payment_id: (summary) => summary.providerPaymentId,
  decline_code: ({ declineCode }) => declineCode,
  method_type: ({ methodType }) => methodType,
  problems: ({ problems }) => problems.join(' '),
} as const satisfies Readonly<Record<string, (summary: PaymentSummary) => string | null>>;

const HEADER = Object.keys(COLUMNS).join(',');

/**
 * RFC 4180, with a header line. What a spreadsheet would run begins with an apostrophe. A page is asked for when the one
 * before has been sent: the stream holds one at a time.
 */
export function csvOf(first: readonly PaymentSummary[], rest: AsyncIterable<readonly PaymentSummary[]>): Readable {
  async function* texts() {
    yield `${HEADER}\r\n${linesOf(first)}`;
    for await (const page of rest) yield linesOf(page);
  }
  return Readable.from(texts(), { objectMode: false });
}

function linesOf(page: readonly PaymentSummary[]): string {
  const cells = page.map((summary) => Object.values(COLUMNS).map((cellOf) => cellOf(summary)));
  return stringify(cells, { record_delimiter: 'windows', escape_formulas: true });
}

function refundedOf({ payment, refundedMinor: minor }: PaymentSummary): Money {
  return { minor, currency: payment.amount.currency };
}
