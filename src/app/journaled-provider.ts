import type { Account } from '../domain/account.ts';
import type { Report } from '../domain/report.ts';
import type { Subject } from '../ports/journal.ts';
import type { Outcome } from '../ports/outcome.ts';
import type { CaptureRequest, OpenRequest, PaymentProvider, RefundRequest } from '../ports/payment-provider.ts';
import type { Context } from './context.ts';
import { NOBODY, writeEntry } from './journal.ts';
import { aroundCalls, type Call, type ProviderCall } from './provider-calls.ts';

/** What the arguments of a call say about whose it is; the rest is told by the answer. */
const SUBJECTS = {
  open: ({ reference }: OpenRequest) => ({ paymentId: reference }),
  fetch: (parentId: string) => ({ parentId }),
  find: (reference: string) => ({ paymentId: reference }),
  close: (parentId: string) => ({ parentId }),
  capture: ({ providerPaymentId }: CaptureRequest) => ({ providerPaymentId }),
  refund: ({ providerPaymentId }: RefundRequest) => ({ providerPaymentId }),
  listRefunds: (providerPaymentId: string) => ({ providerPaymentId }),
  translate: () => ({}),
} as const satisfies { [Name in ProviderCall]: (about: Parameters<PaymentProvider[Name]>[1]) => Partial<Subject> };

/** The provider of one account, each of whose calls is noted in the story of the payment that it is about. */
export function journaled(context: Context, account: Account, provider: PaymentProvider): PaymentProvider {
  return aroundCalls(provider, (call) => noting(context, account, call));
}

async function noting(context: Context, account: Account, { name, about, ask }: Call): Promise<Outcome<unknown>> {
  const subjectOf: (about: never) => Partial<Subject> = SUBJECTS[name];
  const beganAt = context.world.now().getTime();
  const outcome = await ask();
  const tookMs = context.world.now().getTime() - beganAt;
  const report = reportIn(outcome);
  // An event says by itself what happened: nobody was asked.
  if (name === 'translate' && report?.source === 'event') return outcome;
  const reason = 'reason' in outcome ? outcome.reason.slice(0, MAX_REASON) : null;
  const entry = {
    kind: 'call',
    actor: account.provider,
    operation: name,
    outcome: outcome.kind,
    reason,
    tookMs,
  } as const;
  const told = report?.reference == null ? {} : { paymentId: report.reference };
  await writeEntry(context, account.id, { ...NOBODY, ...told, ...subjectOf(about) }, entry);
  return outcome;
}

/** Characters; reasons are ours, and short. */
const MAX_REASON = 300;

function reportIn(outcome: Outcome<unknown>): Report | null {
  const value = outcome.kind === 'ok' ? outcome.value : null;
  return typeof value === 'object' && value !== null && 'report' in value ? (value.report as Report | null) : null;
}
