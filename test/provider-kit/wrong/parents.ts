import { type Outcome, ok } from '../../../src/ports/outcome.ts';
import type { Parent } from '../../../src/ports/payment-provider/requests.ts';
import { EPOCH } from '../../../src/provider-kit/tools/builders.ts';
import { MERCADO_PAGO } from '../../adapters/providers/mercadopago/subject.ts';
import { ABLE, type Wrong } from './wrong.ts';

/** What adapters do wrong with parents. */
export const WRONG_PARENTS: readonly Wrong[] = [
  {
    mistake: 'amounts go through floats',
    subject: ABLE,
    breaks: 'amounts.exact',
    spoil: (right) => ({
      open: (as, { amount, ...request }) =>
        right.open(as, { ...request, amount: { ...amount, minor: Math.trunc((amount.minor / 100) * 100) } }),
    }),
  },
  {
    mistake: 'an amount gets two decimals, whatever its currency has',
    subject: ABLE,
    breaks: 'amounts.decimals',
    spoil: (right) => ({
      open: (as, { amount, ...request }) =>
        right.open(as, { ...request, amount: { ...amount, minor: amount.minor * 100 } }),
    }),
  },
  {
    mistake: 'what can’t be carried is found out by the provider',
    subject: ABLE,
    breaks: 'amounts.refused',
    spoil: () => ({ refusal: () => null }),
  },
  {
    mistake: 'the idempotency key is not passed on',
    subject: ABLE,
    breaks: 'open.once-for-one-key',
    spoil: (right) => ({ open: (as, request) => right.open(as, { ...request, idempotencyKey: crypto.randomUUID() }) }),
  },
  {
    mistake: 'every parent is opened twice',
    subject: ABLE,
    breaks: 'open.once-for-one-key',
    spoil: (right) => ({
      async open(as, request) {
        await right.open(as, { ...request, idempotencyKey: `${request.idempotencyKey}-0` });
        return right.open(as, request);
      },
    }),
  },
  {
    mistake: 'our reference is not sent',
    subject: ABLE,
    breaks: 'open.carries-reference',
    spoil: (right) => ({ open: (as, request) => right.open(as, { ...request, reference: 'a constant' }) }),
  },
  {
    mistake: 'a title is sent as it is, where the provider takes 1,000 characters',
    subject: ABLE,
    breaks: 'open.long-title',
    spoil: (right) => ({
      open: async (as, request) =>
        request.title.length > 1_000
          ? { kind: 'rejected', about: 'title', reason: 'too long' }
          : right.open(as, request),
    }),
  },
  {
    mistake: 'a parent is kept between calls',
    subject: ABLE,
    breaks: 'fetch.as-it-is',
    spoil: (right) => {
      const kept = new Map<string, Promise<Outcome<Parent | null>>>();
      return {
        fetch(as, id) {
          kept.set(id, kept.get(id) ?? right.fetch(as, id));
          return kept.get(id) ?? right.fetch(as, id);
        },
      };
    },
  },
  {
    mistake: 'a parent that does not exist is a failure',
    subject: ABLE,
    breaks: 'fetch.missing',
    spoil: (right) => ({
      async fetch(as, id) {
        const seen = await right.fetch(as, id);
        return seen.kind === 'ok' && seen.value === null ? { kind: 'unknown', reason: '404' } : seen;
      },
    }),
  },
  {
    mistake: 'a parent is shown to every account, as its own',
    subject: ABLE,
    breaks: 'fetch.other-account',
    spoil: (right, { credentials }) => ({ fetch: (_, id) => right.fetch(credentials, id) }),
  },
  {
    mistake: 'a page whose time is over is reported as open',
    subject: MERCADO_PAGO,
    breaks: 'fetch.time-is-over',
    spoil: (right) => ({ fetch: async (as, id) => withKind(await right.fetch(as, id), 'cancelled', 'pending') }),
  },
  {
    mistake: 'close reports an end, and ends nothing',
    subject: ABLE,
    breaks: 'close.once',
    spoil: (right) => {
      const closed = new Set<string>();
      const shown = async (outcome: Outcome<Parent | null>, id: string) =>
        closed.has(id) ? withKind(outcome, 'pending', 'cancelled') : outcome;
      return {
        fetch: async (as, id) => shown(await right.fetch(as, id), id),
        async close(as, id) {
          closed.add(id);
          const seen = await shown(await right.fetch(as, id), id);
          return seen.kind === 'ok' && seen.value !== null ? ok(seen.value) : { kind: 'unknown', reason: 'gone' };
        },
      };
    },
  },
  {
    mistake: 'closing a surplus parent cancels what is under way elsewhere',
    subject: ABLE,
    breaks: 'close.surplus',
    spoil: (right) => ({ close: (as, id) => right.close(as, id) }),
  },
  {
    mistake: 'find reads the first page',
    subject: ABLE,
    breaks: 'find.long-list',
    spoil: (right, { pageSize }) => ({
      async find(as, reference, since) {
        const found = await right.find(as, reference, since);
        return found.kind === 'ok' ? ok(found.value.slice(0, pageSize)) : found;
      },
    }),
  },
  {
    mistake: 'find reads the first page of a list by time, and says that there is no more',
    subject: ABLE,
    breaks: 'find.newer-parents',
    spoil: (right, { effects, pageSize }) => ({
      async find(as, reference, since) {
        const found = await right.find(as, reference, since);
        const shown = effects()
          .parents.slice(-pageSize)
          .map(({ id }) => id);
        return found.kind === 'ok' ? ok(found.value.filter(({ parentId }) => shown.includes(parentId))) : found;
      },
    }),
  },
  {
    mistake: 'find reads a list by time from its beginning, and gives up when it is too long',
    subject: ABLE,
    breaks: 'find.since',
    spoil: (right, { effects, pageSize }) => ({
      find: async (as, reference, since) =>
        effects().parents.length > pageSize
          ? { kind: 'unknown', reason: 'the list is longer than a page' }
          : right.find(as, reference, since),
    }),
  },
  {
    mistake: 'find takes `since` for the end of a list by time',
    subject: ABLE,
    breaks: 'find.since',
    spoil: (right) => ({
      async find(as, reference, since) {
        const found = await right.find(as, reference, EPOCH);
        const isBefore = ({ report }: Parent) => Number(report.fact?.occurredAt) <= since.getTime();
        return found.kind === 'ok' ? ok(found.value.filter(isBefore)) : found;
      },
    }),
  },
  {
    mistake: 'the query of the notification URL is lost',
    subject: ABLE,
    breaks: 'open.notification-url',
    spoil: (right) => ({
      open: (as, request) =>
        right.open(as, { ...request, notificationUrl: request.notificationUrl.replace(/[?].*/, '') }),
    }),
  },
  {
    mistake: 'webhooks are sent to one URL, whichever came with the payment',
    subject: ABLE,
    breaks: 'open.notification-url',
    spoil: (right) => ({
      open: (as, request) => right.open(as, { ...request, notificationUrl: 'https://pay.example/webhook' }),
    }),
  },
  {
    mistake: 'find shows whatever the provider lists',
    subject: ABLE,
    breaks: 'find.by-reference',
    spoil: (right) => {
      const opened: string[] = [];
      return {
        open(as, request) {
          opened.push(request.reference);
          return right.open(as, request);
        },
        async find(as, _, since) {
          const found = await Promise.all(opened.map((reference) => right.find(as, reference, since)));
          return ok(found.flatMap((one) => (one.kind === 'ok' ? one.value : [])));
        },
      };
    },
  },
  {
    mistake: 'why a try was declined is not read',
    subject: ABLE,
    breaks: 'decline.reason',
    spoil: (right) => ({ fetch: async (as, id) => withoutDecline(await right.fetch(as, id)) }),
  },
];

type Seen = Outcome<Parent | null>;

function withKind(seen: Seen, from: 'pending' | 'cancelled', to: 'pending' | 'cancelled'): Seen {
  if (seen.kind !== 'ok' || seen.value?.report.fact?.kind !== from) return seen;
  const { report } = seen.value;
  return ok({ ...seen.value, report: { ...report, fact: { kind: to, occurredAt: report.fact?.occurredAt ?? null } } });
}

function withoutDecline(seen: Seen): Seen {
  if (seen.kind !== 'ok' || seen.value === null || seen.value.report.attempt === null) return seen;
  const attempt = { ...seen.value.report.attempt, decline: null };
  return ok({ ...seen.value, report: { ...seen.value.report, attempt } });
}
