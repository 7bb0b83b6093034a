import type { PaymentProvider } from '../../../src/ports/payment-provider/payment-provider.ts';
import type { Harness, Subject } from '../../../src/provider-kit/harness.ts';
import { modestSubject } from '../../app/fake-modest.ts';
import { fakeSubject } from '../../app/fake-subject.ts';
import { unsignedSubject } from '../../app/fake-unsigned.ts';

/** A mistake that adapters make, put around a right one. */
export type Wrong = {
  readonly mistake: string;
  readonly subject: Subject;
  /** The scenario whose promise it breaks. */
  readonly breaks: string;
  readonly spoil: (right: PaymentProvider, harness: Harness) => Partial<PaymentProvider>;
};

export const ABLE = fakeSubject('able', true);
/** Where the service takes the money, webhooks are asked about, and each try is another parent. */
export const ASKED = fakeSubject('asked', false, { completes: true, webhooks: 'asked', failedIsFinal: true });
/** Which closes no page, shows a page's address once, and signs no times. */
export const MODEST = modestSubject('modest');
/** It keeps records and sends no webhooks: the service asks. */
export const SILENT = fakeSubject('silent', true, { webhooks: 'none' });

/** It signs no webhooks: the adapter signs the URLs that it calls. */
export const UNSIGNED = unsignedSubject('unsigned');

export function spoilt({ mistake, subject, spoil }: Wrong): Subject {
  const start = async () => {
    const harness = await subject.start();
    const around = (right: PaymentProvider) => ({ ...right, ...spoil(right, harness) });
    const withUrlKeys: Harness['withUrlKeys'] = (keys) => around(harness.withUrlKeys(keys));
    return { ...harness, withUrlKeys, provider: around(harness.provider) };
  };
  return { ...subject, name: mistake, start };
}
