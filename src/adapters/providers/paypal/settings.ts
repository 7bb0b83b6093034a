import type { Static } from 'typebox';
import type { ProviderSettings } from '../settings.ts';
import { declare, key, open } from '../shared/credentials.ts';

const LIVE = 'https://api-m.paypal.com';

/** https://developer.paypal.com/docs/api/webhooks/v1/#verify-webhook-signature_post, 2026-11-29 */
const WEBHOOK_ID = /^[A-Za-z0-9]{1,50}$/;

/** What is sent is `<client id>:<client secret>` (RFC 7617). */
function clientIdFault(text: string): string | null {
  return text.includes(':') ? 'is not a client id: that has no colon' : null;
}

function webhookIdFault(text: string): string | null {
  return WEBHOOK_ID.test(text) ? null : 'must be the id of the webhook, as the app shows it: letters and digits';
}

/**
 * What a REST app shows in the developer dashboard. Its forms are not documented; both texts have some 80 characters.
 * https://developer.paypal.com/api/rest/, 2026-11-29
 */
const credentials = declare('PayPalCredentials', {
  client_id: open({
    description: "The client id of the account's REST app. Web pages start PayPal's SDK with it: every buyer gets it.",
    variable: 'PAYPAL_CLIENT_ID',
    fault: clientIdFault,
    form: /^[\w-]{40,}$/,
  }),
  client_secret: key({
    description: 'The secret of the same app.',
    variable: 'PAYPAL_CLIENT_SECRET',
    form: /^[\w-]{40,}$/,
  }),
  webhook_id: open({
    description: "The id of the webhook that the app calls. PayPal is asked with it whether a webhook is the app's.",
    variable: 'PAYPAL_WEBHOOK_ID',
    fault: webhookIdFault,
  }),
});
export type PayPalCredentials = Static<typeof credentials.schema>;

function header(name: string, says: string, example: string) {
  return { name, in: 'header', description: `PayPal: ${says}`, example } as const;
}

/** How an installation configures PayPal. PayPal's own sandbox has another address: https://api-m.sandbox.paypal.com. */
export const settings = {
  name: 'paypal',
  credentials,
  api: { base: LIVE, variable: 'PAYPAL_API_BASE' },
  webhook: {
    parameters: [
      header(
        'paypal-transmission-sig',
        'what PayPal signed; PayPal itself is asked whether it did.',
        'kLkDS1Rm/ZSxLA==',
      ),
      header('paypal-transmission-id', 'the id of this sending.', '69cd13f0-d67a-11e5-baa3-778b53f4ae55'),
      header('paypal-transmission-time', 'when it was sent. At most four days ago.', '2016-02-18T20:01:35Z'),
      header(
        'paypal-cert-url',
        'the certificate of the signature.',
        'https://api.paypal.com/v1/notifications/certs/CERT-1',
      ),
      header('paypal-auth-algo', 'the algorithm of the signature.', 'SHA256withRSA'),
    ],
    example: {
      summary:
        'A PayPal webhook. It is only a hint: the service asks PayPal whether it is genuine, and fetches the order.',
      value: {
        id: 'WH-58D329510W468432D-8HN650336L201105X',
        event_type: 'CHECKOUT.ORDER.APPROVED',
        resource_type: 'checkout-order',
        resource: { id: '5O190127TN364715T' },
      },
    },
  },
  isLive: (_, apiBase) => apiBase === LIVE,
} as const satisfies ProviderSettings<PayPalCredentials>;
