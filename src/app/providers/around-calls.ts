import type { Account } from '../../domain/payment/account.ts';
import type { Report } from '../../domain/payment/report.ts';
import type { Measure } from '../../ports/measure.ts';
import type { Outcome } from '../../ports/outcome.ts';
import type { PaymentProvider } from '../../ports/payment-provider/payment-provider.ts';
import type {
  CaptureRequest,
  CompleteRequest,
  OpenRequest,
  RefundRequest,
} from '../../ports/payment-provider/requests.ts';
import type { Subject } from '../../ports/store/journal.ts';
import type { Context } from '../context.ts';
import { NO_SUBJECT, writeEntry } from '../journal.ts';
import { type Around, aroundCalls, type Call, type ProviderCall } from './provider-calls.ts';

/**
 * The provider of one account with everything that belongs around its calls, from the call outwards: measured, only
 * if the call went out; guarded by the circuit of the account; journaled, also if the circuit refused the call; and
 * watched for credentials that the provider no longer accepts.
 */
export function withAllAround(context: Context, account: Account, provider: PaymentProvider): PaymentProvider {
  const layers = [
    measured(context.world.measure, provider.name),
    guarded(context, account),
    journaled(context, account),
    watched(context, account),
  ];
  const around = layers.reduce((inner, outer) => (call) => outer({ ...call, ask: () => inner(call) }));
  return aroundCalls(provider, around);
}

type Measured = Parameters<Measure['providerCall']>[0];

/** Every call is counted and timed. */
export function measured(measure: Pick<Measure, 'providerCall'>, provider: string): Around {
  return async ({ name: operation, ask }) => {
    const began = performance.now();
    const count = (outcome: Measured['outcome']) => {
      const seconds = (performance.now() - began) / 1000;
      measure.providerCall({ provider, operation, outcome, seconds });
    };
    try {
      const outcome = await ask();
      count(outcome.kind);
      return outcome;
    } catch (error) {
      count('thrown');
      throw error;
    }
  };
}

/**
 * While the account's circuit is open no call goes out, and the outcome is `not_sent`. Notifications are translated all the
 * same: most need no call to the provider, which is also why a translation doesn't close the circuit.
 */
function guarded(context: Context, account: Account): Around {
  const { circuits, world } = context;
  return async ({ name, ask }) => {
    const isTranslation = name === 'translate';
    const waitMs = isTranslation ? 0 : circuits.waitMs(account.id, world.now());
    if (waitMs > 0) return notSent(waitMs);
    const outcome = await ask();
    if (!isAnswer(outcome)) countFailure(context, account);
    else if (!isTranslation) circuits.answered(account.id);
    return outcome;
  };
}

function notSent(waitMs: number): Outcome<never> {
  const reason = 'the account has not answered for a while';
  return { kind: 'not_sent', reason, retryAfterSeconds: Math.ceil(waitMs / 1000) };
}

function countFailure({ circuits, world }: Context, { id, provider }: Account): void {
  if (circuits.failed(id, world.now()))
    world.log.warn({ accountId: id, provider }, 'an account does not answer: its circuit is open for a while');
}

/** A refusal is an answer, too: the provider is reachable. */
function isAnswer(outcome: Outcome<unknown>): boolean {
  return outcome.kind !== 'unknown' && outcome.kind !== 'not_sent';
}

/** Which payment a call is about, by its arguments; the answer may add to it. */
const SUBJECTS = {
  open: ({ reference }: OpenRequest) => ({ paymentId: reference }),
  fetch: (parentId: string) => ({ parentId }),
  find: (reference: string) => ({ paymentId: reference }),
  close: (parentId: string) => ({ parentId }),
  complete: ({ parentId }: CompleteRequest) => ({ parentId }),
  capture: ({ providerPaymentId }: CaptureRequest) => ({ providerPaymentId }),
  refund: ({ providerPaymentId }: RefundRequest) => ({ providerPaymentId }),
  listRefunds: (providerPaymentId: string) => ({ providerPaymentId }),
  confirm: () => ({}),
  translate: () => ({}),
} as const satisfies { [Name in ProviderCall]: (about: Parameters<PaymentProvider[Name]>[1]) => Partial<Subject> };

/** Each call is written to the journal of its payment. */
function journaled(context: Context, account: Account): Around {
  return (call) => journal(context, account, call);
}

async function journal(context: Context, account: Account, { name, about, ask }: Call): Promise<Outcome<unknown>> {
  // It is about no payment yet, and a stranger may have caused it.
  if (name === 'confirm') return ask();
  const subjectOf: (about: never) => Partial<Subject> = SUBJECTS[name];
  const beganAt = context.world.now().getTime();
  const outcome = await ask();
  const tookMs = context.world.now().getTime() - beganAt;
  const report = reportIn(outcome);
  // The event said everything: no call was made.
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
  await writeEntry(context, account.id, { ...NO_SUBJECT, ...reported, ...subjectOf(about) }, entry);
  return outcome;
}

/** Characters; reasons are ours, and short. */
const MAX_REASON = 300;

function reportIn(outcome: Outcome<unknown>): Report | null {
  const value = outcome.kind === 'ok' ? outcome.value : null;
  return typeof value === 'object' && value !== null && 'report' in value ? (value.report as Report | null) : null;
}

/** If a call shows that the provider refuses the credentials, the gym is marked to reconnect. */
function watched({ store, announceGym }: Context, { id, sealed }: Account): Around {
  return async ({ ask }) => {
    const outcome = await ask();
    // The platform's credentials are configuration.
    if (sealed !== null && outcome.kind === 'rejected' && outcome.about === 'credentials')
      await store.needReconnect({ accountId: id, read: sealed }, 'refused', announceGym);
    return outcome;
  };
}
