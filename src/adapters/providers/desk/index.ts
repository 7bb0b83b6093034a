import { DomainError } from '../../../domain/error.ts';
import { ok } from '../../../ports/outcome.ts';
import type { PaymentProvider } from '../../../ports/payment-provider/payment-provider.ts';
import type { OpenRequest } from '../../../ports/payment-provider/requests.ts';
import type { ProviderOptions } from '../settings.ts';
import { onlyGiven } from '../shared/credentials.ts';
import { unsupported } from '../shared/unsupported.ts';
import { close, open } from './parents/parents.ts';
import { receive } from './payments/receipts.ts';
import { refund } from './reversals/refunds.ts';
import { settings } from './settings.ts';

const CAPABILITIES = {
  flows: ['client', 'redirect'],
  captureMethods: ['automatic'],
  // A buyer can pay a part in cash, and the rest by a transfer.
  splitsPurchases: true,
  refunds: true,
  redirectNeedsReturnUrl: true,
  failedIsFinal: false,
  completes: false,
  confirmedBy: 'operator',
  webhooks: 'none',
  disputes: 'none',
  // For ever: nothing is made.
  repeatsAreSafeForMs: Number.MAX_SAFE_INTEGER,
  searchLagMs: null,
} as const satisfies PaymentProvider['capabilities'];

const NO_RECORDS = 'The desk has no records of its own: what operators have confirmed is known here';

/** Money that a person at the counter takes, in cash or by a transfer, and an operator confirms. It calls no system. */
export function createDesk({ now }: Pick<ProviderOptions, 'now'>): PaymentProvider<never> {
  return {
    name: settings.name,
    capabilities: CAPABILITIES,
    credentials: settings.credentials.fields,
    connecting: null,
    /** Money of every currency can lie on a counter. */
    refusal: () => null,
    identify: () => null,
    openSameAccount: () => true,
    credentialsFrom: onlyGiven,
    publishableKey: () => null,
    descriptor: () => null,
    descriptorForm: 'left out: no bank statement shows a payment at the desk',
    async open(_credentials, request) {
      refuseUnsupported(request);
      return ok(open(request, now()));
    },
    fetch: unsupported(NO_RECORDS),
    find: unsupported(NO_RECORDS),
    close: async (_credentials, parentId) => close(parentId, now()),
    complete: unsupported('At the desk the money is taken when the buyer hands it over'),
    capture: unsupported('Money at the desk is taken at once'),
    refund: async (_credentials, request) => ok(refund(request, now())),
    listRefunds: unsupported(NO_RECORDS),
    receive: async (receipt) => receive(receipt),
    verify: () => 'invalid',
    confirm: unsupported('The desk sends no webhooks'),
    split: () => null,
    redacted: (delivery) => delivery,
    translate: unsupported('The desk sends no webhooks'),
  };
}

function refuseUnsupported({ captureMethod }: OpenRequest): void {
  if (captureMethod === 'manual') throw new DomainError('unsupported', 'Money at the desk is taken at once');
}
