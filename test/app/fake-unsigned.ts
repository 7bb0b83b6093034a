import { signedReference, signedUrl, type UrlKeys } from '../../src/adapters/providers/shared/notification-url.ts';
import type { Delivery } from '../../src/ports/payment-provider/deliveries.ts';
import type { PaymentProvider } from '../../src/ports/payment-provider/payment-provider.ts';
import { type Harness, notPlayed, type Subject } from '../../src/provider-kit/harness.ts';
import { fakeSubject } from './fake-subject.ts';

/** A provider in memory that signs no webhook, and sends each to the URL that came with its payment. */
export function unsignedSubject(name: string): Subject {
  const subject = fakeSubject(name, false);
  return { ...subject, has: [...subject.has, 'unsigned webhooks'], start: async () => unsigned(await subject.start()) };
}

function unsigned(harness: Harness): Harness {
  const withUrlKeys = (keys: UrlKeys) => signingUrls(harness.provider, keys);
  return {
    ...harness,
    ...{ withUrlKeys, provider: withUrlKeys([Buffer.alloc(32, 'a key of this installation')]) },
    lastDelivery: () => atItsUrl(harness, harness.lastDelivery()),
    ...{ signatureHeader: '', webhookSecrets: [], signedWith: notPlayed, forge: notPlayed },
  };
}

function signingUrls(unsigned: PaymentProvider, keys: UrlKeys): PaymentProvider {
  return {
    ...unsigned,
    async open(credentials, request) {
      const notificationUrl = signedUrl(request.notificationUrl, request.reference, keys);
      return unsigned.open(credentials, { ...request, notificationUrl });
    },
    verify: (delivery) => (signedReference(delivery, keys) === null ? 'invalid' : 'valid'),
    redacted: (delivery) => ({ ...delivery, headers: [] }),
    // Anyone who has seen a URL can send any body to it: what the body names is fetched.
    translate: (credentials, { payload, ...notification }) => {
      const hint = { ...Object(payload), claims: undefined, parentId: notification.subject };
      return unsigned.translate(credentials, { ...notification, payload: hint });
    },
  };
}

/** The body says which parent it is about, and nothing of who says so. */
function atItsUrl({ effects }: Harness, { body, receivedAt }: Delivery): Delivery {
  const { parentId } = JSON.parse(Buffer.from(body).toString());
  const url = effects().parents.find(({ id }) => id === parentId)?.notificationUrl ?? '';
  return { body, receivedAt, headers: [], query: [...new URL(url).searchParams] };
}
