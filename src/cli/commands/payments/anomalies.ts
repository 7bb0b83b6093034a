import type { Command } from 'commander';
import type { AnomalyView } from '../../answers.ts';
import { segment } from '../../arguments.ts';
import { addClientCommand } from '../../command.ts';
import { moment, record, show } from '../../output.ts';
import { serviceOf } from '../../service.ts';
import { SCOPE } from './payment-view.ts';

/** What operators say about what should not have happened. */
export function addResolveCommand(payments: Command): void {
  addClientCommand(payments, {
    usage: 'resolve <payment-id> <anomaly-id>',
    says: 'say that you have looked at an anomaly; explain shows their ids',
    example: 'payment resolve 660e8400-… 880e8400-… --reason "Refunded the second payment"',
  })
    .requiredOption('--reason <text>', 'what you found out, and did about it')
    .action(async (id: string, anomalyId: string, { reason }: { reason: string }, command: Command) => {
      const path = `/api/v1/payments/${segment(id)}/anomalies/${segment(anomalyId)}/resolve`;
      const anomaly = await serviceOf(command, SCOPE).call<AnomalyView>('POST', path, { body: { reason } });
      show(command, anomaly, () => resolved(anomaly));
    });
}

function resolved(anomaly: AnomalyView): string {
  return record({
    anomaly: anomaly.id,
    kind: anomaly.kind,
    about: anomaly.subject,
    resolved: moment(anomaly.resolved_at),
    by: anomaly.resolved_by,
    reason: anomaly.reason,
  });
}
