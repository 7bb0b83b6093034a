import { randomUUID } from 'node:crypto';
import { type Command, Option } from 'commander';
import { RECEIPT_METHODS } from '../../../domain/payment/receipt.ts';
import { minorOf } from '../../amount.ts';
import type { ReceiptView } from '../../answers.ts';
import { amount as amountArgument, segment, visible } from '../../arguments.ts';
import { addClientCommand, addYesOption, confirm, given } from '../../command.ts';
import { moment, price, record, show } from '../../output.ts';
import { serviceOf } from '../../service.ts';
import { terminalOf } from '../../terminal.ts';
import { leftOf } from './money-left.ts';
import { DECIMALS, detailsOf } from './payment-actions.ts';
import { SCOPE } from './payment-view.ts';

type Options = {
  readonly amount?: string;
  readonly method?: string;
  readonly note?: string;
  readonly key?: string;
};

/** Money that a person at the counter took. */
export function addReceiveCommand(payments: Command): void {
  const receive = addClientCommand(payments, {
    usage: 'receive <payment-id>',
    says: 'confirm that money at the desk has come, all that is missing or a part',
    example: `payment receive 660e8400-e29b-41d4-a716-446655440000 --amount 4.00 --method cash --note "At the counter"

The key that is printed first belongs to this money: with --key, trying again does not count it twice.`,
  })
    .option('--amount <decimals>', `${DECIMALS} is missing`, amountArgument)
    .addOption(new Option('--method <method>', 'how it came').choices(RECEIPT_METHODS))
    .option('--note <text>', 'for people')
    .option('--key <key>', 'the key of money that was confirmed before', visible);
  addYesOption(receive).action((id: string, options: Options, command: Command) => receiveNow(command, id, options));
}

async function receiveNow(command: Command, id: string, options: Options): Promise<void> {
  const { method, note, key = randomUUID() } = options;
  const service = serviceOf(command, SCOPE);
  const details = await detailsOf(service, id);
  const { currency } = details;
  const amount = options.amount === undefined ? undefined : minorOf(options.amount, currency);
  const { missing } = details.amounts;
  // Of what is complete no more is counted: the service repeats the answer of a known key, or says so.
  if (missing > 0) {
    const afterwards = `${price(Math.max(0, missing - (amount ?? missing)), currency)} of it is missing afterwards.`;
    await confirm(command, `Confirm ${price(amount ?? missing, currency)} for payment ${id}`, afterwards);
  }
  // Before anything is sent: an operator who is cut off then needs it. Not on standard output, which is for data.
  terminalOf(command).writeError(`key ${key}\n`);
  const request = { body: given({ amount, method, note }), headers: { 'idempotency-key': key } };
  const receipt = await service.call<ReceiptView>('POST', `/api/v1/payments/${segment(id)}/receipts`, request);
  const after = await detailsOf(service, id);
  show(command, receipt, () => `${received(receipt)}\n\n${leftOf(after)}`);
}

function received(receipt: ReceiptView): string {
  return record({
    receipt: receipt.id,
    amount: price(receipt.amount, receipt.currency),
    method: receipt.method,
    note: receipt.note,
    payment: receipt.payment_id,
    'payment status': receipt.payment_status,
    created: moment(receipt.created_at),
  });
}
