import { ok } from '../../src/ports/outcome.ts';
import type { Delivery } from '../../src/ports/payment-provider/deliveries.ts';
import type { PaymentProvider } from '../../src/ports/payment-provider/payment-provider.ts';
import type { Harness, Subject } from '../../src/provider-kit/harness.ts';
import { fakeSubject } from './fake-subject.ts';

/**
 * A provider in memory that closes no page and shows each page's address once, writes nothing of ours on statements, speaks of
 * money alone, and signs no times, with the key of the account.
 */
export function modestSubject(name: string): Subject {
  const subject = fakeSubject(name, false, {
    ...{ flows: ['redirect'], captureMethods: ['automatic'], splitsPurchases: false, repeatsAreSafeForMs: 0 },
  });
  return {
    name,
    declares: { ...subject.declares, descriptor },
    has: ['lasting pages', 'single handover', 'quiet tries', 'undated signatures'],
    start: async () => quiet(await subject.start()),
  };
}

const descriptor = () => null;

function modest(able: PaymentProvider): PaymentProvider {
  return {
    ...closingNothing(able),
    descriptor,
    descriptorForm: 'left out: nothing is shown on statements',
    async fetch(credentials, id) {
      const seen = await able.fetch(credentials, id);
      return seen.kind === 'ok' && seen.value !== null ? ok({ ...seen.value, handover: '' }) : seen;
    },
    verify: (delivery, accounts) => able.verify(atItsTime(delivery), accounts),
  };
}

/** The same adapter where a page that was not paid stays open. */
export function closingNothing(able: PaymentProvider): PaymentProvider {
  return {
    ...able,
    async close(credentials, id) {
      const seen = await able.fetch(credentials, id);
      if (seen.kind !== 'ok') return seen;
      if (seen.value === null) return { kind: 'rejected', about: 'request', reason: 'there is no such page' };
      const isOpen = ['pending', 'failed'].includes(seen.value.report.fact?.kind ?? 'pending');
      return isOpen ? { kind: 'not_yet', until: null, reason: 'no page is closed' } : ok(seen.value);
    },
  };
}

function atItsTime(delivery: Delivery): Delivery {
  const [, at = ''] = /^t=(\d{1,15}),/.exec(delivery.headers.map(([, value]) => value).join()) ?? [];
  return { ...delivery, receivedAt: new Date(Number(at)) };
}

/** What is sent about a try that failed, or is undecided, is not sent. */
function quiet(harness: Harness): Harness {
  let sent: Delivery | null = null;
  const after = async (act: Promise<void>) => {
    await act;
    sent = harness.lastDelivery();
  };
  return {
    ...harness,
    provider: modest(harness.provider),
    settle: (id, how) => (how === 'succeed' ? after(harness.settle(id, how)) : harness.settle(id, how)),
    refundBehind: (id) => after(harness.refundBehind(id)),
    failRefund: (id) => after(harness.failRefund(id)),
    dispute: (id, how) => after(harness.dispute(id, how)),
    lastDelivery() {
      if (sent === null) throw new Error('nothing was sent');
      return sent;
    },
    signedWith: (secrets) => (secrets.length === 1 ? harness.signedWith(secrets) : null),
  };
}
