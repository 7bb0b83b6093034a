import type { Command } from 'commander';
import type { PaymentView } from '../../answers.ts';
import { segment } from '../../arguments.ts';
import { addClientCommand, addGroup } from '../../command.ts';
import { show } from '../../output.ts';
import { serviceOf } from '../../service.ts';
import { addResolveCommand } from './anomalies.ts';
import { addExplainCommand } from './explain.ts';
import { addFindCommands } from './find.ts';
import { addActionCommands } from './payment-actions.ts';
import { SCOPE, shown } from './payment-view.ts';
import { addReceiveCommand } from './receive.ts';

export function addPaymentCommands(program: Command): void {
  const payments = addGroup(program, 'payment', 'what became of payments, and what to do about it');

  addFindCommands(payments);

  addClientCommand(payments, {
    usage: 'get <payment-id>',
    says: 'show a payment',
    example: 'payment get 660e8400-e29b-41d4-a716-446655440000',
  }).action(async (id: string, _options: unknown, command: Command) => {
    const payment = await serviceOf(command, SCOPE).call<PaymentView>('GET', `/api/v1/payments/${segment(id)}`);
    show(command, payment, () => shown(payment));
  });

  addExplainCommand(payments, 'payment explain');
  addActionCommands(payments);
  addReceiveCommand(payments);
  addResolveCommand(payments);
}
