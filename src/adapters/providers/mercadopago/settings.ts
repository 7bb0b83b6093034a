import { type Static, Type } from 'typebox';
import type { ProviderSettings } from '../settings.ts';
import { declare, key, open, webhookSecrets } from '../shared/credentials.ts';

/**
 * The public key of the same page begins alike, and ends in a UUID
 * (https://www.mercadopago.com.ar/developers/en/docs/your-integrations/credentials, 2026-11-28).
 */
const PUBLIC_KEY = /^(?:APP_USR|TEST)-[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
const ACCESS_TOKEN = /^(?:APP_USR|TEST)-/;

function accessTokenFault(text: string): string | null {
  return PUBLIC_KEY.test(text) ? 'is the public key: the access token stands below it on the same page' : null;
}

function webhookSecretFault(text: string): string | null {
  return ACCESS_TOKEN.test(text) ? "is a credential: the webhook's secret is made under Webhooks" : null;
}

/** Why a text can't be the public key; null when it can. */
export function publicKeyFault(text: string): string | null {
  return PUBLIC_KEY.test(text) ? null : 'must be the public key, which ends in a UUID: every buyer gets it';
}

const credentials = declare('MercadoPagoCredentials', {
  access_token: key({
    description: 'The access token (`APP_USR-…`, or `TEST-…`).',
    variable: 'MERCADOPAGO_ACCESS_TOKEN',
    fault: accessTokenFault,
    form: ACCESS_TOKEN,
  }),
  webhook_secrets: webhookSecrets({
    description: 'The secrets that webhooks are signed with, made under Webhooks: several during a rotation.',
    variable: 'MERCADOPAGO_WEBHOOK_SECRET',
    fault: webhookSecretFault,
  }),
  public_key: Type.Optional(
    open({
      description: 'The public key, which web pages start the SDK with. No secret: every buyer gets it.',
      variable: 'MERCADOPAGO_PUBLIC_KEY',
      fault: publicKeyFault,
    }),
  ),
});
export type MercadoPagoCredentials = Static<typeof credentials.schema>;

/** How an installation configures Mercado Pago. Loads nothing of its SDK. */
export const settings = {
  name: 'mercadopago',
  credentials,
  api: { base: 'https://api.mercadopago.com', variable: 'MERCADOPAGO_API_BASE' },
  application: {
    clientId: 'MERCADOPAGO_CLIENT_ID',
    clientSecret: 'MERCADOPAGO_CLIENT_SECRET',
    // Webhooks about connected accounts are signed with the application's secret.
    needs: 'webhook_secrets',
  },
  webhook: {
    parameters: [
      {
        name: 'x-signature',
        in: 'header',
        description:
          'Mercado Pago: `ts=<unix time>,v1=<hex>`, where `v1` is the HMAC-SHA256 of ' +
          '`id:<data.id>;request-id:<x-request-id>;ts:<ts>;` under the webhook secret, without the parts that the request ' +
          'lacks. At most four days old.',
        example: 'ts=1742505638683,v1=85aaea44adced84bf23e95db43da124f818caad473052e8d0ecd46c5319c231e',
      },
      {
        name: 'data.id',
        in: 'query',
        description: 'Mercado Pago: the id of what the webhook is about. The signature covers it.',
        example: '67890',
      },
      {
        name: 'type',
        in: 'query',
        description: 'Mercado Pago: the type of what `data.id` names. The signature does not cover it.',
        example: 'payment',
      },
    ],
    example: {
      summary: 'A Mercado Pago webhook. It is only a hint: the service fetches the payment.',
      value: {
        id: '12345',
        type: 'payment',
        action: 'payment.created',
        data: { id: '67890' },
        live_mode: true,
        date_created: '2024-01-15T10:30:00Z',
      },
    },
  },
  /** Test purchases use a test user's production credentials: this says what the token may be, not what it is. */
  isLive: ({ access_token }) => access_token.startsWith('APP_USR-'),
} as const satisfies ProviderSettings<MercadoPagoCredentials>;
