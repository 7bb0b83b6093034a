import { randomUUID } from 'node:crypto';
import type { Command } from 'commander';
import { minorOf } from '../../amount.ts';
import type { DetailsView, PaymentView, RefundView } from '../../answers.ts';
import { amount as amountArgument, segment, visible } from '../../arguments.ts';
import { addClientCommand, addYesOption, confirm, given } from '../../command.ts';
import { moment, price, record, show } from '../../output.ts';
import { type Service, serviceOf } from '../../service.ts';
import { terminalOf } from '../../terminal.ts';
import { amountOr, hasCome, leftOf, refundable, requireLeft } from './money-left.ts';
import { SCOPE, shown } from './payment-view.ts';

type Yes = { readonly yes?: boolean };
type AmountOptions = Yes & { readonly amount?: string };
type RefundOptions = AmountOptions & { readonly reason?: string; readonly attempt?: string; readonly key?: string };

/** What `--amount` is, up to what it is by default. */
export const DECIMALS = "in decimals of the payment's currency, such as 75.00; by default all that";

/** What operators do about a payment. */
export function addActionCommands(payments: Command): void {
  addCancelCommand(payments);
  addCaptureCommand(payments);
  addRefundCommand(payments);
  addClientCommand(payments, {
    usage: 'sync <payment-id>',
    says: "ask the provider for the payment's present state",
    example: 'payment sync 660e8400-e29b-41d4-a716-446655440000',
  }).action(async (id: string, _options: unknown, command: Command) => {
    const payment = await act(serviceOf(command, SCOPE), id, 'sync', {});
    show(command, payment, () => shown(payment));
  });
}

function addCancelCommand(payments: Command): void {
  const cancel = addClientCommand(payments, {
    usage: 'cancel <payment-id>',
    says: 'cancel an open payment at its provider',
    example: 'payment cancel 660e8400-e29b-41d4-a716-446655440000',
  });
  addYesOption(cancel).action(async (id: string, { yes }: Yes, command: Command) => {
    const service = serviceOf(command, SCOPE);
    if (!yes) {
      const { amount, currency, status } = await detailsOf(service, id);
      const what = `Cancel payment ${id} of ${price(amount, currency)}, which is ${status}`;
      await confirm(command, what, "It can't be paid afterwards.");
    }
    const payment = await act(service, id, 'cancel', {});
    show(command, payment, () => shown(payment));
  });
}

function addCaptureCommand(payments: Command): void {
  const capture = addClientCommand(payments, {
    usage: 'capture <payment-id>',
    says: 'capture an authorized payment, all or part of it',
    example: 'payment capture 660e8400-e29b-41d4-a716-446655440000 --amount 4.00',
  }).option('--amount <decimals>', `${DECIMALS} was authorized`, amountArgument);
  addYesOption(capture).action(async (id: string, options: AmountOptions, command: Command) => {
    const service = serviceOf(command, SCOPE);
    const { currency, amounts, status } = await detailsOf(service, id);
    const { capturable } = amounts;
    const amount = options.amount === undefined ? undefined : minorOf(options.amount, currency);
    // Of what is not known to wait the service says why it can't be captured, or what was captured elsewhere.
    if (capturable > 0 || status === 'succeeded') requireLeft(amount, { minor: capturable, currency }, 'capture');
    const taken = amountOr(amount ?? capturable, currency, 'what is authorized');
    const released = Math.max(0, capturable - (amount ?? capturable));
    const afterwards = `Of what was authorized ${price(released, currency)} goes back to the customer.`;
    await confirm(command, `Capture ${taken} of payment ${id}`, afterwards);
    const payment = await act(service, id, 'capture', given({ amount }));
    const after = await detailsOf(service, id);
    show(command, payment, () => `${shown(payment)}\n\n${leftOf(after)}`);
  });
}

function addRefundCommand(payments: Command): void {
  const refund = addClientCommand(payments, {
    usage: 'refund <payment-id>',
    says: 'refund a payment, all that is left or a part',
    example: `payment refund 660e8400-e29b-41d4-a716-446655440000 --amount 4.00 --reason "One towel came back"

The key that is printed first belongs to this refund: with --key, trying again does not refund twice. It is kept for 30
days, and for one day after it was answered.`,
  })
    .option('--amount <decimals>', `${DECIMALS} is left`, amountArgument)
    .option('--reason <text>', 'for people')
    .option('--attempt <id>', "which of the provider's payments, where there are several: explain shows them")
    .option('--key <key>', 'the key of a refund that was tried before', visible);
  addYesOption(refund).action((id: string, options: RefundOptions, command: Command) =>
    refundNow(command, id, options),
  );
}

async function refundNow(command: Command, id: string, options: RefundOptions): Promise<void> {
  const { reason, attempt, key = randomUUID() } = options;
  const service = serviceOf(command, SCOPE);
  const details = await detailsOf(service, id);
  const { currency } = details;
  const amount = options.amount === undefined ? undefined : minorOf(options.amount, currency);
  const left = refundable(details, attempt);
  // Of what brought no money the service says so.
  const isKnown = hasCome(details, attempt);
  if (options.key === undefined && isKnown) requireLeft(amount, { minor: left, currency }, 'refund');
  // With a key it may be the refund that took what is left: then none moves, and the service repeats its answer.
  if (!isKnown || left > 0) {
    const afterwards = `${price(Math.max(0, left - (amount ?? left)), currency)} of it is left afterwards.`;
    const what = amountOr(amount ?? left, currency, 'what has come');
    await confirm(command, `Refund ${what} of payment ${id}`, afterwards);
  }
  // Before anything is sent: an operator who is cut off then needs it. Not on standard output, which is for data.
  terminalOf(command).writeError(`key ${key}\n`);
  const request = {
    body: given({ amount, reason, provider_payment_id: attempt }),
    headers: { 'idempotency-key': key },
  };
  const made = await service.call<RefundView>('POST', `/api/v1/payments/${segment(id)}/refunds`, request);
  const after = await detailsOf(service, id);
  show(command, made, () => `${refunded(made)}\n\n${leftOf(after)}`);
}

export function detailsOf(service: Service, id: string): Promise<DetailsView> {
  return service.call<DetailsView>('GET', `/api/v1/payments/${segment(id)}/details`);
}

type Verb = 'cancel' | 'capture' | 'sync';

function act(service: Service, id: string, verb: Verb, body: object): Promise<PaymentView> {
  return service.call<PaymentView>('POST', `/api/v1/payments/${segment(id)}/${verb}`, { body });
}

function refunded(refund: RefundView): string {
  return record({
    refund: refund.id,
    status: refund.status,
    amount: price(refund.amount, refund.currency),
    payment: refund.payment_id,
    reason: refund.reason,
    created: moment(refund.created_at),
  });
}
