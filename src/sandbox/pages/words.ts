import type { Payable, SellerAction, Settlement } from '../simulator.ts';

/** How a status looks: `open` waits for the buyer, `waiting` for a bank or the merchant. */
type Tone = 'open' | 'waiting' | 'good' | 'bad' | 'over';

export type Standing = { readonly tone: Tone; readonly title: string; readonly says: string };

const UNPAID: Standing = { tone: 'open', title: 'Not paid yet', says: 'The merchant waits for the buyer.' };
const UNDER_WAY: Standing = { tone: 'waiting', title: 'Under way', says: 'The money has not moved yet, and may not.' };
const OVER: Standing = { tone: 'over', title: 'Cancelled', says: 'It can no longer be paid.' };
const AGAIN = 'The buyer may try again.';

/** The providers' words, for a reader who knows neither. */
const STANDINGS = new Map<string, Standing>([
  ['pending', UNPAID],
  ['open', UNPAID],
  ['requires_payment_method', UNPAID],
  ['requires_confirmation', UNPAID],
  ['requires_action', { tone: 'waiting', title: 'The bank asks', says: 'The buyer has to confirm it there first.' }],
  ['requires_capture', { tone: 'waiting', title: 'Authorized', says: 'The merchant can take the money now.' }],
  ['processing', UNDER_WAY],
  ['in_process', UNDER_WAY],
  ['partially_paid', { tone: 'waiting', title: 'Paid in part', says: 'The merchant waits for the rest.' }],
  ['approved', { tone: 'good', title: 'Approved', says: 'The merchant has the money.' }],
  ['succeeded', { tone: 'good', title: 'Paid', says: 'The merchant has the money.' }],
  ['complete', { tone: 'good', title: 'Complete', says: 'There is nothing left to do on this page.' }],
  ['rejected', { tone: 'bad', title: 'Rejected', says: AGAIN }],
  ['cancelled', { tone: 'bad', title: 'Lapsed', says: AGAIN }],
  ['canceled', OVER],
  ['expired', { ...OVER, title: 'Expired' }],
  ['refunded', { tone: 'over', title: 'Refunded', says: 'The buyer has the money back.' }],
  ['CREATED', UNPAID],
  ['APPROVED', { tone: 'waiting', title: 'Approved', says: 'The merchant can take the money now.' }],
  ['PENDING', UNDER_WAY],
  ['COMPLETED', { tone: 'good', title: 'Completed', says: 'The merchant has the money.' }],
  ['PARTIALLY_REFUNDED', { tone: 'good', title: 'Refunded in part', says: 'The buyer has a part of the money back.' }],
  ['REFUNDED', { tone: 'over', title: 'Refunded', says: 'The buyer has the money back.' }],
  ['DISPUTED', { tone: 'bad', title: 'Disputed', says: 'The buyer wants the money back.' }],
  ['DECLINED', { tone: 'bad', title: 'Declined', says: 'The buyer needs another order to try again.' }],
  ['CLOSED', OVER],
  ['charged_back', { tone: 'bad', title: 'Charged back', says: 'The buyer’s bank took the money back.' }],
]);

const PAID_TOO_OFTEN = 'One was enough: the merchant owes the buyer a refund.';

/** An unknown status is shown as it is. */
export function standingOf(payable: Payable): Standing {
  const { status, problem, can, attempts } = payable;
  const paid = attempts.filter((attempt) => attempt.status === 'approved');
  const sum = paid.reduce((all, attempt) => all + Number(attempt.amount ?? payable.amount), 0);
  if (paid.length > 1 && sum > Number(payable.amount))
    return { tone: 'bad', title: `Approved ${paid.length} times`, says: PAID_TOO_OFTEN };
  if (problem !== null && can.length > 0) return { tone: 'bad', title: 'Declined', says: `${problem} ${AGAIN}` };
  return STANDINGS.get(status) ?? { tone: 'waiting', title: status, says: '' };
}

type Button = { readonly label: string; readonly hint: string };

/** What can be done, as each provider would put it. */
const BUTTONS: Readonly<Record<string, Partial<Record<Settlement, Button>>>> = {
  mercadopago: {
    succeed: { label: 'Approve', hint: 'The bank agrees: the money moves' },
    fail: { label: 'Reject', hint: 'The bank refuses: the buyer may try again' },
    voucher: { label: 'Leave pending', hint: 'A voucher, to be paid within days' },
    process: { label: 'Leave in review', hint: 'The provider looks at it first' },
    cancel: { label: 'Let it lapse', hint: 'The voucher is never paid, or the review never ends' },
    two_cards: { label: 'Pay with two cards', hint: 'Three fifths on one and the rest on another: two payments' },
    pay_twice: { label: 'Pay again', hint: 'The same page paid once more, as hasty buyers do' },
  },
  stripe: {
    succeed: { label: 'Succeed', hint: 'The card is charged' },
    fail: { label: 'Fail', hint: 'The card is declined: the buyer may try again' },
    voucher: { label: 'Take a voucher', hint: 'To be paid in cash within days' },
    require_action: { label: 'Requires action', hint: 'The bank wants the buyer to confirm first' },
    process: { label: 'Leave processing', hint: 'A bank debit that takes days' },
    cancel: { label: 'Cancel', hint: 'It can no longer be paid' },
  },
  paypal: {
    succeed: { label: 'Approve', hint: 'The merchant can take the money' },
    fail: { label: 'Approve with a bad card', hint: 'The money is declined when the merchant wants to take it' },
    process: { label: 'Approve, and be looked at', hint: 'The money is under review when the merchant has taken it' },
    cancel: { label: 'Let it be forgotten', hint: 'PayPal forgets what is not paid within hours' },
  },
};

export function buttonFor(provider: string, how: Settlement): Button {
  return BUTTONS[provider]?.[how] ?? { label: how, hint: '' };
}

/** What the seller can do afterwards, or a bank without being asked. */
export const SELLER_ACTIONS = {
  refund: { label: 'Refund', hint: 'The amount above, or all that is left' },
  refund_succeeds: { label: 'Let the last refund arrive', hint: 'One that is under way' },
  refund_fails: { label: 'Let the last refund fail', hint: 'The buyer’s bank sends the money back' },
  dispute: { label: 'Dispute', hint: 'The buyer’s bank takes the money back for now' },
  dispute_won: { label: 'Win the dispute', hint: 'The merchant keeps the money' },
  dispute_lost: { label: 'Lose the dispute', hint: 'The buyer keeps the money' },
} as const satisfies Record<SellerAction, Button>;

/** Whether money moved, so that it can go back. */
export function hasMoved({ status }: Payable): boolean {
  return MOVED.includes(status);
}

const MOVED = [
  ...['approved', 'refunded', 'charged_back', 'in_mediation', 'succeeded', 'complete'],
  ...['COMPLETED', 'PARTIALLY_REFUNDED', 'REFUNDED', 'DISPUTED'],
];

const NAMES = new Map([
  ['stripe', 'Stripe'],
  ['mercadopago', 'Mercado Pago'],
  ['paypal', 'PayPal'],
]);

export function nameOf(provider: string): string {
  return NAMES.get(provider) ?? provider;
}
