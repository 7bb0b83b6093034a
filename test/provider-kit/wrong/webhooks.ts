import { ok } from '../../../src/ports/outcome.ts';
import type { Delivery, Translation } from '../../../src/ports/payment-provider/deliveries.ts';
import { MERCADO_PAGO } from '../../adapters/providers/mercadopago/subject.ts';
import { STRIPE } from '../../adapters/providers/stripe/subject.ts';
import { ABLE, ASKED, SILENT, UNSIGNED, type Wrong } from './wrong.ts';

/** What adapters do wrong with webhooks. */
export const WRONG_WEBHOOKS: readonly Wrong[] = [
  {
    mistake: 'one payment’s notification is believed about another',
    subject: ABLE,
    breaks: 'fetch.own-payment',
    spoil: (right) => {
      let first: Translation | null = null;
      return {
        async translate(as, notification) {
          const meant = await right.translate(as, notification);
          if (meant.kind === 'ok') first ??= meant.value;
          return first === null ? meant : ok(first);
        },
      };
    },
  },
  {
    mistake: 'the body of a webhook is believed, though only its id is signed',
    subject: MERCADO_PAGO,
    breaks: 'webhook.claims',
    spoil: (right) => {
      let claimsPaid = false;
      return {
        split(delivery) {
          claimsPaid = textOf(delivery).includes('"approved"');
          return right.split(delivery);
        },
        async translate(as, notification) {
          const meant = await right.translate(as, notification);
          if (!claimsPaid || meant.kind !== 'ok' || meant.value.report === null) return meant;
          const fact = { kind: 'succeeded', occurredAt: new Date() } as const;
          return ok({ ...meant.value, report: { ...meant.value.report, fact } });
        },
      };
    },
  },
  {
    mistake: 'a stale webhook is accepted',
    subject: ABLE,
    breaks: 'webhook.stale',
    spoil: (right) => ({
      verify: (delivery, accounts) => right.verify({ ...delivery, receivedAt: signedAt(delivery) }, accounts),
    }),
  },
  {
    mistake: 'a webhook to any account is accepted for all of them',
    subject: ABLE,
    breaks: 'webhook.other-account',
    spoil: (right, { credentials }) => ({
      verify: (delivery, accounts) => right.verify(delivery, [...accounts, credentials]),
    }),
  },
  {
    mistake: 'only the first secret is tried',
    subject: ABLE,
    breaks: 'webhook.signed',
    spoil: (right) => ({
      verify: (delivery, accounts) =>
        right.verify(
          delivery,
          accounts.map((one) => ({ ...one, webhook_secrets: [one['webhook_secrets'] ?? []].flat().slice(0, 1) })),
        ),
    }),
  },
  {
    mistake: 'of a repeated signature header the last one counts',
    subject: ABLE,
    breaks: 'webhook.spoilt-header',
    spoil: (right, { signatureHeader }) => ({
      verify(delivery, accounts) {
        const last = delivery.headers.findLast(([name]) => name === signatureHeader);
        return right.verify({ ...delivery, headers: last === undefined ? [] : [last] }, accounts);
      },
    }),
  },
  {
    mistake: 'every webhook with a signature is believed unasked',
    subject: ASKED,
    breaks: 'webhook.asked',
    spoil: (right) => ({
      verify: (delivery, accounts) => (right.verify(delivery, accounts) === 'ask' ? 'valid' : 'invalid'),
    }),
  },
  {
    mistake: 'what the provider does not confirm is confirmed',
    subject: ASKED,
    breaks: 'webhook.not-confirmed',
    spoil: () => ({ confirm: async () => ok(true) }),
  },
  {
    mistake: 'a webhook without a signature is believed, whichever URL it came to',
    subject: UNSIGNED,
    breaks: 'webhook.changed-url',
    spoil: () => ({ verify: () => 'valid' }),
  },
  {
    mistake: 'URLs are signed with a key that is in no configuration',
    subject: UNSIGNED,
    breaks: 'webhook.url-keys',
    spoil: (_, { provider }) => ({ open: provider.open, verify: provider.verify }),
  },
  {
    mistake: 'a webhook is read where the provider sends none',
    subject: SILENT,
    breaks: 'webhook.refused',
    spoil: () => ({ translate: async () => ok({ report: null, key: 'a key' }) }),
  },
  {
    mistake: 'a refund in the dashboard is not shown where no webhook is about it',
    subject: SILENT,
    breaks: 'refund.behind',
    spoil: (right) => ({
      async fetch(as, id) {
        const seen = await right.fetch(as, id);
        if (seen.kind !== 'ok' || seen.value === null) return seen;
        return ok({ ...seen.value, report: { ...seen.value.report, reversals: [] } });
      },
    }),
  },
  {
    mistake: 'a body is parsed before its signature is looked at',
    subject: STRIPE,
    breaks: 'notification.cheap-to-refuse',
    spoil: (right) => ({
      verify(delivery, accounts) {
        const body: unknown = JSON.parse(textOf(delivery));
        return body === null ? 'invalid' : right.verify(delivery, accounts);
      },
    }),
  },
  {
    mistake: 'a delivery is kept with what opens a payment',
    subject: STRIPE,
    breaks: 'notification.redacted',
    spoil: (right) => ({
      redacted: (delivery, notification) => ({ ...right.redacted(delivery, notification), body: delivery.body }),
    }),
  },
  {
    mistake: 'a notification has another key each time',
    subject: ABLE,
    breaks: 'notification.same-key',
    spoil: (right) => ({
      async translate(as, notification) {
        const meant = await right.translate(as, notification);
        return meant.kind === 'ok' ? ok({ ...meant.value, key: crypto.randomUUID() }) : meant;
      },
    }),
  },
  {
    mistake: 'split throws at what is no JSON',
    subject: ABLE,
    breaks: 'notification.unreadable',
    spoil: (right) => ({
      split(delivery) {
        JSON.parse(textOf(delivery));
        return right.split(delivery);
      },
    }),
  },
  {
    mistake: 'the verifier of a consent stands in the URL',
    subject: ABLE,
    breaks: 'connect.consent',
    spoil: ({ connecting }) => ({
      connecting: connecting && {
        ...connecting,
        consentUrl: (consent) => `${connecting.consentUrl(consent)}&code_challenge=${consent.codeVerifier}`,
      },
    }),
  },
  {
    mistake: 'what is not declared is done all the same',
    subject: ABLE,
    breaks: 'complete.refused',
    spoil: (right) => ({
      async complete(as, { parentId }) {
        const seen = await right.fetch(as, parentId);
        return seen.kind === 'ok' && seen.value !== null ? ok(seen.value) : { kind: 'unknown', reason: 'gone' };
      },
    }),
  },
];

function textOf({ body }: Delivery): string {
  return Buffer.from(body).toString();
}

/** The time in the signature of the provider in memory. */
function signedAt({ headers, receivedAt }: Delivery): Date {
  const [, time] = /^t=(\d+),/.exec(headers[0]?.[1] ?? '') ?? [];
  return time === undefined ? receivedAt : new Date(Number(time));
}
