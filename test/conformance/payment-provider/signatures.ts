import { expect, it } from 'vitest';
import type { Credentials } from '../../../src/domain/payment/account.ts';
import type { Delivery, Verdict } from '../../../src/ports/payment-provider.ts';
import { aDelivery, DAY_MS, expectUnsupported, isGenuine, MINUTE_MS, type Use } from './harness.ts';

export function describeSignedWebhooks(use: Use): void {
  const verify = (delivery: Delivery, ...secrets: readonly (readonly string[])[]): Verdict =>
    use().provider.verify(delivery, secrets.map(signedWith));
  const signedWith = (webhookSecrets: readonly string[]): Credentials => ({ ...use().credentials, webhookSecrets });

  it('the adapter accepts what the provider signed, with any secret of any of the accounts', async () => {
    const delivery = await aDelivery(use());
    const { webhookSecrets } = use().credentials;

    expect(verify(delivery, webhookSecrets)).toBe('valid');
    expect(verify(delivery, ['another', ...webhookSecrets])).toBe('valid');
    expect(verify(delivery, ['another'], webhookSecrets)).toBe('valid');
    expect(verify(delivery, ['another'])).toBe('invalid');
    expect(verify(delivery, [''])).toBe('invalid');
    expect(verify(delivery, [])).toBe('invalid');
    expect(verify(delivery)).toBe('invalid');
  });

  it('the adapter turns away other contents under the same signature', async () => {
    const delivery = await aDelivery(use());

    expect(verify(use().forge(delivery), use().credentials.webhookSecrets)).toBe('invalid');
  });

  it('the adapter turns away what is far too old, or far ahead of us', async () => {
    const delivery = await aDelivery(use());
    const { webhookSecrets } = use().credentials;

    expect(verify(after(delivery, MINUTE_MS), webhookSecrets)).toBe('valid');
    expect(verify(after(delivery, 5 * DAY_MS), webhookSecrets)).toBe('invalid');
    expect(verify(after(delivery, -10 * MINUTE_MS), webhookSecrets)).toBe('invalid');
  });

  it('the adapter turns away a missing, repeated or changed signature header, and never throws', async () => {
    const delivery = await aDelivery(use());

    for (const headers of spoiltHeaders(delivery, use().signatureHeader))
      expect(verify({ ...delivery, headers }, use().credentials.webhookSecrets)).not.toBe('valid');
  });

  it('confirm refuses with unsupported, before any request', async () => {
    const delivery = await aDelivery(use());

    await expectUnsupported(use(), ({ provider, credentials }) => provider.confirm(credentials, delivery));
  });
}

export function describeAskedWebhooks(use: Use): void {
  it('the adapter believes what the provider confirms, and asks about nothing that a genuine delivery can’t be', async () => {
    const delivery = await aDelivery(use());
    const { provider, credentials, requests } = use();

    expect(provider.verify(delivery, [credentials])).toBe('ask');
    expect(await isGenuine(use(), delivery)).toBe(true);
    const before = requests();
    for (const headers of spoiltHeaders(delivery, use().signatureHeader))
      expect(['invalid', 'ask']).toContain(provider.verify({ ...delivery, headers }, [credentials]));
    expect(provider.verify({ ...delivery, headers: [] }, [credentials])).toBe('invalid');
    expect(provider.verify(delivery, [])).toBe('invalid');
    expect(requests()).toBe(before);
  });

  it('the provider does not confirm other contents, what is far too old, and what it sent to another account', async () => {
    const delivery = await aDelivery(use());
    const { credentials, otherAccount } = use();

    for (const one of [use().forge(delivery), after(delivery, 5 * DAY_MS), after(delivery, -10 * MINUTE_MS)])
      expect(await isGenuine(use(), one, credentials)).toBe(false);
    expect(await isGenuine(use(), delivery, otherAccount)).toBe(false);
  });
}

function after(delivery: Delivery, ms: number): Delivery {
  return { ...delivery, receivedAt: new Date(delivery.receivedAt.getTime() + ms) };
}

function spoiltHeaders({ headers }: Delivery, name: string): Delivery['headers'][] {
  const rest = headers.filter(([header]) => header.toLowerCase() !== name);
  const signature = headers.find(([header]) => header.toLowerCase() === name)?.[1] ?? '';
  expect(signature).not.toBe('');
  const values = [
    '',
    ' ',
    'v1=',
    signature.slice(0, -1),
    flipLast(signature),
    `${signature}é\u{1f600}`,
    'x'.repeat(100_000),
  ];
  return [
    rest,
    [...rest, [name, signature], [name, signature]],
    [...rest, [name, signature], [name.toUpperCase(), 'v1=']],
    ...values.map((text) => [...rest, [name, text] as const]),
  ];
}

function flipLast(signature: string): string {
  return `${signature.slice(0, -1)}${signature.endsWith('0') ? '1' : '0'}`;
}
