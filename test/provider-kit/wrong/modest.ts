import { ok } from '../../../src/ports/outcome.ts';
import { ABLE, MODEST, type Wrong } from './wrong.ts';

/** What adapters do wrong where their provider closes nothing, shows things once, or says little; and the same elsewhere. */
export const WRONG_MODEST: readonly Wrong[] = [
  {
    mistake: 'a page that nothing closes is reported as closed',
    subject: MODEST,
    breaks: 'close.lasting',
    spoil: (right) => ({
      async close(as, id) {
        const seen = await right.fetch(as, id);
        if (seen.kind !== 'ok' || seen.value === null) return right.close(as, id);
        const fact = { kind: 'cancelled', occurredAt: new Date() } as const;
        return ok({ ...seen.value, report: { ...seen.value.report, fact } });
      },
    }),
  },
  {
    mistake: 'a text goes to a provider that shows none on statements',
    subject: MODEST,
    breaks: 'descriptor.none',
    spoil: () => ({ descriptor: (text) => (text === 'Iron Temple' ? null : text || null) }),
  },
  {
    mistake: 'an undated delivery has another key each time',
    subject: MODEST,
    breaks: 'webhook.undated',
    spoil: (right) => ({
      async translate(as, notification) {
        const meant = await right.translate(as, notification);
        return meant.kind === 'ok' ? ok({ ...meant.value, key: crypto.randomUUID() }) : meant;
      },
    }),
  },
  {
    mistake: 'the address of a page is made up, since the provider does not show it again',
    subject: MODEST,
    breaks: 'fetch.no-handover',
    spoil: (right) => ({
      async fetch(as, id) {
        const seen = await right.fetch(as, id);
        return seen.kind === 'ok' && seen.value !== null
          ? ok({ ...seen.value, handover: `https://pay.example/${id}` })
          : seen;
      },
    }),
  },
  {
    mistake: 'what is fetched has no handover, though the provider shows it',
    subject: ABLE,
    breaks: 'fetch.handover',
    spoil: (right) => ({
      async fetch(as, id) {
        const seen = await right.fetch(as, id);
        return seen.kind === 'ok' && seen.value !== null ? ok({ ...seen.value, handover: '' }) : seen;
      },
    }),
  },
  {
    mistake: 'a webhook about a decline says nothing of why',
    subject: ABLE,
    breaks: 'decline.notified',
    spoil: (right) => ({
      async translate(as, notification) {
        const meant = await right.translate(as, notification);
        const attempt = meant.kind === 'ok' ? (meant.value.report?.attempt ?? null) : null;
        if (meant.kind !== 'ok' || meant.value.report === null || attempt === null) return meant;
        return ok({ ...meant.value, report: { ...meant.value.report, attempt: { ...attempt, decline: null } } });
      },
    }),
  },
];
