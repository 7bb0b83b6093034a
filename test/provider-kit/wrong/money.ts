import { type Outcome, ok } from '../../../src/ports/outcome.ts';
import { ABLE, ASKED, type Wrong } from './wrong.ts';

/** What adapters do wrong with captures, refunds and disputes. */
export const WRONG_MONEY: readonly Wrong[] = [
  {
    mistake: 'a refund is sent again when it is asked for again',
    subject: ABLE,
    breaks: 'refund.once',
    spoil: (right) => ({
      refund: (as, request) => right.refund(as, { ...request, idempotencyKey: crypto.randomUUID() }),
    }),
  },
  {
    mistake: 'a refund that is under way is reported as succeeded',
    subject: ABLE,
    breaks: 'refund.slow',
    spoil: (right) => ({
      async refund(as, request) {
        const made = await right.refund(as, request);
        return made.kind === 'ok' ? ok({ ...made.value, status: 'succeeded' }) : made;
      },
    }),
  },
  {
    mistake: 'the list of refunds is cut',
    subject: ABLE,
    breaks: 'refund.long-list',
    spoil: (right, { pageSize }) => ({
      async listRefunds(as, id) {
        const listed = await right.listRefunds(as, id);
        return listed.kind === 'ok' ? ok(listed.value.slice(0, pageSize)) : listed;
      },
    }),
  },
  {
    mistake: 'a part is asked for, and all is refunded',
    subject: ABLE,
    breaks: 'refund.part',
    spoil: (right, { amount }) => ({ refund: (as, request) => right.refund(as, { ...request, amount }) }),
  },
  {
    mistake: 'a refund in the dashboard is taken for one of ours',
    subject: ABLE,
    breaks: 'refund.behind',
    spoil: (right) => ({
      async translate(as, notification) {
        const meant = await right.translate(as, notification);
        if (meant.kind !== 'ok' || meant.value.report === null) return meant;
        const reversals = meant.value.report.reversals.map((one) =>
          one.kind === 'refund' ? { ...one, reference: one.reference ?? 'a refund of ours' } : one,
        );
        return ok({ ...meant.value, report: { ...meant.value.report, reversals } });
      },
    }),
  },
  {
    mistake: 'a capture takes all, whatever is asked for',
    subject: ABLE,
    breaks: 'capture.part-once',
    spoil: (right, { amount }) => ({ capture: (as, request) => right.capture(as, { ...request, amount }) }),
  },
  {
    mistake: 'what a buyer has agreed to is reported as paid',
    subject: ASKED,
    breaks: 'complete.awaited',
    spoil: (right) => ({
      async fetch(as, id) {
        const seen = await right.fetch(as, id);
        if (seen.kind !== 'ok' || !seen.value?.report.awaitsCompletion) return seen;
        const fact = { kind: 'succeeded', occurredAt: new Date() } as const;
        return ok({ ...seen.value, report: { ...seen.value.report, fact } });
      },
    }),
  },
  {
    mistake: 'complete takes what no buyer has agreed to for a failure',
    subject: ASKED,
    breaks: 'complete.not-agreed',
    spoil: (right) => ({
      async complete(as, request) {
        const seen = await right.complete(as, request);
        const isPaid = seen.kind === 'ok' && seen.value.report.fact?.kind === 'succeeded';
        return isPaid ? seen : { kind: 'rejected', about: 'request', reason: 'not approved' };
      },
    }),
  },
  {
    mistake: 'the access token stands in a reason',
    subject: ABLE,
    breaks: 'outcome.wrong-credentials',
    spoil: (right) => ({
      async open(as, request) {
        const opened = await right.open(as, request);
        return withReason(opened, `Invalid API key ${JSON.stringify(as)}`);
      },
    }),
  },
  {
    mistake: 'refused credentials are an unknown outcome',
    subject: ABLE,
    breaks: 'outcome.wrong-credentials',
    spoil: (right) => ({
      async listRefunds(as, id) {
        const listed = await right.listRefunds(as, id);
        return listed.kind === 'rejected' ? { kind: 'unknown', reason: '401' } : listed;
      },
    }),
  },
];

function withReason<T>(outcome: Outcome<T>, reason: string): Outcome<T> {
  return outcome.kind === 'ok' ? outcome : { ...outcome, reason };
}
