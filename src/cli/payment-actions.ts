import { randomUUID } from 'node:crypto';
import type { Command } from 'commander';
import type { PaymentView } from '../adapters/http/orders-api/schemas.ts';
import type { RefundView } from '../adapters/http/payments/refund-schemas.ts';
import { segment, visible, whole } from './arguments.ts';
import { addClientCommand, given } from './command.ts';
import { moment, price, record, show } from './output.ts';
import { SCOPE, shown } from './payment-view.ts';
import { serviceOf } from './service.ts';

type RefundOptions = {
  readonly amount?: number;
  readonly reason?: string;
  readonly attempt?: string;
  readonly key?: string;
};

const MINOR = "in the currency's minor unit; unless told all that";

/** What operators do about a payment. */
export function addActionCommands(payments: Command): void {
  addClientCommand(payments, {
    usage: 'cancel <payment-id>',
    says: 'end an open payment at its provider, so that nobody can pay it any more',
    example: 'payment cancel 660e8400-e29b-41d4-a716-446655440000',
  }).action((id: string, _options: unknown, command: Command) => act(command, id, 'cancel', {}));

  addClientCommand(payments, {
    usage: 'capture <payment-id>',
    says: 'take the money that a customer agreed to, all or a part',
    example: 'payment capture 660e8400-e29b-41d4-a716-446655440000 --amount 400',
  })
    .option('--amount <minor>', `${MINOR} was authorized`, whole)
    .action((id: string, { amount }: { amount?: number }, command: Command) =>
      act(command, id, 'capture', given({ amount })),
    );

  addClientCommand(payments, {
    usage: 'sync <payment-id>',
    says: 'ask the provider now how the payment is',
    example: 'payment sync 660e8400-e29b-41d4-a716-446655440000',
  }).action((id: string, _options: unknown, command: Command) => act(command, id, 'sync', {}));

  addClientCommand(payments, {
    usage: 'refund <payment-id>',
    says: 'send money back, all that is left or a part',
    example: `payment refund 660e8400-e29b-41d4-a716-446655440000 --amount 400 --reason "One towel came back"

The key that is printed first belongs to this refund: with --key, trying again does not refund twice. It is kept for 30
days, and for one day after it was answered.`,
  })
    .option('--amount <minor>', `${MINOR} is left`, whole)
    .option('--reason <text>', 'for people')
    .option('--attempt <id>', "which of the provider's payments, where there are several: explain shows them")
    .option('--key <key>', 'the key of a refund that was tried before', visible)
    .action(async (id: string, { amount, reason, attempt, key = randomUUID() }: RefundOptions, command: Command) => {
      const service = serviceOf(command, SCOPE);
      const path = `/api/v1/payments/${segment(id)}/refunds`;
      // Before anything is sent: whoever is cut off then needs it. Not on standard output, which is for data.
      process.stderr.write(`key ${key}\n`);
      const request = {
        body: given({ amount, reason, provider_payment_id: attempt }),
        headers: { 'idempotency-key': key },
      };
      const refund = await service.call<RefundView>('POST', path, request);
      show(command, refund, () => refunded(refund));
    });
}

async function act(command: Command, id: string, verb: 'cancel' | 'capture' | 'sync', body: object): Promise<void> {
  const path = `/api/v1/payments/${segment(id)}/${verb}`;
  const payment = await serviceOf(command, SCOPE).call<PaymentView>('POST', path, { body });
  show(command, payment, () => shown(payment));
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
