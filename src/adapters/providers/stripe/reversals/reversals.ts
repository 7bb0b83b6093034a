import type { DisputeReport } from '../../../../domain/payment/dispute.ts';
import type { RefundReport } from '../../../../domain/payment/refund.ts';
import type { Reversal, Unanswered } from '../../../../domain/payment/report.ts';
import { type Outcome, ok } from '../../../../ports/outcome.ts';
import type { Client } from '../calls/client.ts';
import type { Snapshot } from '../parents/kind.ts';
import { listDisputes } from './disputes.ts';
import { listRefundObjects, listRefunds, refundsOfTaken } from './refunds.ts';

/** What goes back of the money of an intent, as far as it could be learned. */
type Learned = { readonly reversals: readonly Reversal[]; readonly unanswered: readonly Unanswered[] };

/**
 * What was paid may have been given back in the dashboard, or be disputed, and the webhook that said so may be lost. A
 * restricted key may not be allowed to read either: what is known of the payment stays true all the same.
 */
export async function reversalsOf(client: Client, intentId: string, seen: Snapshot): Promise<Learned> {
  const [refunds, disputes] = await Promise.all([
    refundsOf(client, intentId, seen),
    seen.mayBeDisputed ? listDisputes(client, intentId) : ok<readonly DisputeReport[]>([]),
  ]);
  return {
    reversals: [...valuesIn(refunds), ...valuesIn(disputes)],
    unanswered: [...failureIn('refunds', refunds), ...failureIn('disputes', disputes)],
  };
}

async function refundsOf(
  client: Client,
  intentId: string,
  { taken }: Snapshot,
): Promise<Outcome<readonly RefundReport[]>> {
  if (taken === null) return listRefunds(client, intentId);
  const listed = await listRefundObjects(client, intentId);
  return listed.kind === 'ok' ? ok(refundsOfTaken(listed.value, taken)) : listed;
}

function valuesIn<T>(outcome: Outcome<readonly T[]>): readonly T[] {
  return outcome.kind === 'ok' ? outcome.value : [];
}

function failureIn(about: Unanswered['about'], outcome: Outcome<unknown>): readonly Unanswered[] {
  return outcome.kind === 'ok' ? [] : [{ about, reason: outcome.reason }];
}
