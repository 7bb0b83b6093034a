import type { Account } from '../../domain/account.ts';
import type { Report } from '../../domain/report.ts';
import type { Subject } from '../../ports/journal.ts';
import type { Measure } from '../../ports/measure.ts';
import type { Outcome } from '../../ports/outcome.ts';
import type { CaptureRequest, OpenRequest, PaymentProvider, RefundRequest } from '../../ports/payment-provider.ts';
import type { Context } from '../context.ts';
import { NOBODY, writeEntry } from '../journal.ts';
import { aroundCalls, type Call, type ProviderCall } from './provider-calls.ts';

/**
 * The provider of one account with everything that belongs around its calls, from the call outwards: measured, only
 * where it went out; guarded, so that an account that doesn't answer is left alone; journaled, with what was left alone;
 * and watched for credentials that are taken no more.
 */
export function withAllAround(context: Context, account: Account, provider: PaymentProvider): PaymentProvider {
  const answering = guarded(context, account, measured(context.world.measure, provider));
  return watched(context, account, journaled(context, account, answering));
}

type Measured = Parameters<Measure['providerCall']>[0];

/** The same provider, with every call counted and timed. */
export function measured(measure: Pick<Measure, 'providerCall'>, provider: PaymentProvider): PaymentProvider {
  return aroundCalls(provider, async ({ name: operation, ask }) => {
    const began = performance.now();
    const tell = (outcome: Measured['outcome']) => {
      const seconds = (performance.now() - began) / 1000;
      measure.providerCall({ provider: provider.name, operation, outcome, seconds });
    };
    try {
      const outcome = await ask();
      tell(outcome.kind);
      return outcome;
    } catch (error) {
      tell('thrown');
      throw error;
    }
  });
}

/**
 * The provider of one account, which is not asked while it doesn't answer: the outcome is `not_sent` then.
 * Notifications are translated all the same: most say everything by themselves, without a call to the provider, which is
 * also why a translation is no sign of life.
 */
function guarded(context: Context, account: Account, provider: PaymentProvider): PaymentProvider {
  const { circuits, world } = context;
  return aroundCalls(provider, async ({ name, ask }) => {
    const isTold = name === 'translate';
    const waitMs = isTold ? 0 : circuits.waitMs(account.id, world.now());
    if (waitMs > 0) return leftAlone(waitMs);
    const outcome = await ask();
    if (!isAnswer(outcome)) count(context, account);
    else if (!isTold) circuits.answered(account.id);
    return outcome;
  });
}

function leftAlone(waitMs: number): Outcome<never> {
  const reason = 'the account has not answered for a while';
  return { kind: 'not_sent', reason, retryAfterSeconds: Math.ceil(waitMs / 1000) };
}

function count({ circuits, world }: Context, { id, provider }: Account): void {
  if (circuits.failed(id, world.now()))
    world.log.warn({ accountId: id, provider }, 'an account does not answer: its circuit is open for a while');
}

/** A refusal is an answer: the provider that gives it is there. */
function isAnswer(outcome: Outcome<unknown>): boolean {
  return outcome.kind !== 'unknown' && outcome.kind !== 'not_sent';
}

/** What the arguments of a call say about whose it is; the answer says the rest. */
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
function journaled(context: Context, account: Account, provider: PaymentProvider): PaymentProvider {
  return aroundCalls(provider, (call) => noting(context, account, call));
}

async function noting(context: Context, account: Account, { name, about, ask }: Call): Promise<Outcome<unknown>> {
  const subjectOf: (about: never) => Partial<Subject> = SUBJECTS[name];
  const beganAt = context.world.now().getTime();
  const outcome = await ask();
  const tookMs = context.world.now().getTime() - beganAt;
  const report = reportIn(outcome);
  // An event says by itself what happened: the provider was not asked.
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
  const reported = report?.reference == null ? {} : { paymentId: report.reference };
  await writeEntry(context, account.id, { ...NOBODY, ...reported, ...subjectOf(about) }, entry);
  return outcome;
}

/** Characters; reasons are ours, and short. */
const MAX_REASON = 300;

function reportIn(outcome: Outcome<unknown>): Report | null {
  const value = outcome.kind === 'ok' ? outcome.value : null;
  return typeof value === 'object' && value !== null && 'report' in value ? (value.report as Report | null) : null;
}

/** The provider of one account; when it takes the credentials no more, whichever call it says so to, its gym has to know. */
function watched({ store }: Context, { id, sealed }: Account, provider: PaymentProvider): PaymentProvider {
  if (sealed === null) return provider; // the platform's are configuration
  return aroundCalls(provider, async ({ ask }) => {
    const outcome = await ask();
    if (outcome.kind === 'rejected' && outcome.about === 'credentials') await store.needReconnect(id, sealed);
    return outcome;
  });
}
