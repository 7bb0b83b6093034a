import type { UrlKeys } from '../../../adapters/providers/shared/notification-url.ts';
import { declared, type Scenario } from '../../scenario.ts';
import { paidDelivery } from '../../tools/builders.ts';
import { equals } from '../../tools/expect.ts';
import { flipLast } from '../../tools/spoilt.ts';

/** For URLs that the provider calls. */
const [KEY, ANOTHER_KEY] = [Buffer.alloc(32, 'a key'), Buffer.alloc(32, 'another key')] as const;

/** Where the provider signs nothing, and the adapter signs the URL that it calls. */
export const SIGNED_URLS: readonly Scenario[] = [
  ...declared('unsigned webhooks', 'webhooks', [
    {
      id: 'webhook.url-keys',
      promise:
        'The adapter believes what comes to a URL that one of its keys signed, whichever key is the first one now',
      advice: 'Open with `signedUrl`, and verify with `signedReference` and all of `notificationKeys`.',
      async run(harness) {
        const { withUrlKeys, credentials } = harness;
        const delivery = await paidDelivery({ ...harness, provider: withUrlKeys([KEY]) });
        const verdict = (keys: UrlKeys) => withUrlKeys(keys).verify(delivery, [credentials]);

        equals('the verdict with the key that signed the URL', verdict([KEY]), 'valid');
        equals('the verdict with a key in front of it', verdict([ANOTHER_KEY, KEY]), 'valid');
        equals('the verdict with another key alone', verdict([ANOTHER_KEY]), 'invalid');
        equals('the verdict without keys', verdict([]), 'invalid');
      },
    },
    {
      id: 'webhook.changed-url',
      promise: 'The adapter turns away what comes to a URL without its signature, or with another one',
      advice: 'Believe nothing of the query that `signedReference` does not give.',
      async run(harness) {
        const delivery = await paidDelivery(harness);
        const { provider, credentials } = harness;
        const { query } = delivery;

        const changed = query.map(([name, text]) => [name, flipLast(text)] as const);
        for (const spoilt of [[], changed, [...query, ...query]])
          equals(
            `the verdict with the query ${JSON.stringify(spoilt)}`,
            provider.verify({ ...delivery, query: spoilt }, [credentials]),
            'invalid',
          );
      },
    },
  ]),
];
