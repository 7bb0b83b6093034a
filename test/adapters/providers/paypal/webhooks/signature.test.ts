import { describe, expect, test } from 'vitest';
import type { Delivery } from '../../../../../src/ports/payment-provider/deliveries.ts';
import { CREDENTIALS, ok, scripted } from '../scripted.ts';

const PATH = '/v1/notifications/verify-webhook-signature';
const NOW = new Date();
const HEADERS = {
  'PAYPAL-AUTH-ALGO': 'SHA256withRSA',
  'PAYPAL-CERT-URL': 'https://api.paypal.com/v1/notifications/certs/CERT-360caa42',
  'PAYPAL-TRANSMISSION-ID': '69cd13f0-d67a-11e5-baa3-778b53f4ae55',
  'PAYPAL-TRANSMISSION-SIG': 'lmI95Jx3Y9nhR5SJWlHVIWpg4AgFk7n9bCHSRxbrd8A9zrhdu2rMyFrmz+Zjh3s3boXB07VXCXUZy==',
  'PAYPAL-TRANSMISSION-TIME': NOW.toISOString(),
};

function delivery(body: string, headers: Record<string, string> = HEADERS): Delivery {
  return { body: Buffer.from(body), headers: Object.entries(headers), query: [], receivedAt: NOW };
}

describe('A question about a webhook', () => {
  test('a question about a webhook has its bytes as they came', async () => {
    const { provider, asked } = await scripted({ [`POST ${PATH}`]: ok({ verification_status: 'SUCCESS' }) });
    const body = '{ "id" : "WH-1",\n "amount": 10.00, "big": 12345678901234567890 }';

    expect(await provider.confirm(CREDENTIALS, delivery(body))).toEqual({ kind: 'ok', value: true });

    expect(asked[0]?.body).toContain(`"webhook_event":${body}}`);
    expect(JSON.parse(asked[0]?.body ?? '')).toMatchObject({
      ...{ webhook_id: CREDENTIALS.webhook_id, transmission_id: HEADERS['PAYPAL-TRANSMISSION-ID'] },
      ...{ auth_algo: 'SHA256withRSA', transmission_time: NOW.toISOString() },
    });
  });

  test.each(['{}, "webhook_id": "ANOTHER"', '{}}', '[]', '', '{"a":\u{fffd}'])(
    'a question about a webhook is not asked with the body %j, which would make it another one',
    async (body) => {
      const { provider, asked } = await scripted({ [`POST ${PATH}`]: ok({ verification_status: 'SUCCESS' }) });

      expect(await provider.confirm(CREDENTIALS, delivery(body))).toEqual({ kind: 'ok', value: false });
      expect(asked).toEqual([]);
    },
  );

  test('a question about a webhook that PayPal answers with no verdict is open', async () => {
    const { provider } = await scripted({ [`POST ${PATH}`]: ok({ verification_status: 'MAYBE' }) });

    expect(await provider.confirm(CREDENTIALS, delivery('{}'))).toMatchObject({ kind: 'unknown' });
  });

  test.each(Object.keys(HEADERS))('a question about a webhook without %s is not asked', async (name) => {
    const { provider } = await scripted({});
    const { [name as keyof typeof HEADERS]: _, ...rest } = HEADERS;

    expect(provider.verify(delivery('{}'), [CREDENTIALS])).toBe('ask');
    expect(provider.verify(delivery('{}', rest), [CREDENTIALS])).toBe('invalid');
    expect(provider.verify(delivery('{}', { ...HEADERS, [name]: 'é' }), [CREDENTIALS])).toBe('invalid');
  });
});
