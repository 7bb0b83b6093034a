import { DomainError } from '../../../../domain/error.ts';
import { EMPTY_REPORT } from '../../../../domain/payment/report.ts';
import { type Outcome, ok } from '../../../../ports/outcome.ts';
import type { OpenRequest, Parent } from '../../../../ports/payment-provider/requests.ts';
import { returnUrlWith } from '../../shared/return-url.ts';
import { parentIdOf, referenceIn } from './ids.ts';

/**
 * What a buyer can bring to the counter. The client flow hands over the parent's id, with which no buyer can pay; the redirect
 * flow hands over the page that the buyer returns to, with `result=pending`: it says where to pay.
 * @throws DomainError `unsupported` without a return URL in the redirect flow
 */
export function open({ flow, reference, returnUrl }: OpenRequest, now: Date): Parent {
  const parentId = parentIdOf(reference);
  const fact = { kind: 'pending', occurredAt: now } as const;
  const handover = flow === 'client' ? parentId : pageFor(returnUrl, reference);
  return {
    parentId,
    intentId: null,
    handover,
    report: { ...EMPTY_REPORT, reference, parentId, fact, source: 'state' },
  };
}

function pageFor(returnUrl: string | null, reference: string): string {
  if (returnUrl === null)
    throw new DomainError('unsupported', 'the desk has no page of its own: it needs a return URL');
  return returnUrlWith(returnUrl, reference, 'pending');
}

/** No money comes by itself, so what is closed is over. */
export function close(parentId: string, now: Date): Outcome<Parent> {
  const reference = referenceIn(parentId);
  if (reference === null) return { kind: 'rejected', about: 'request', reason: 'no parent of the desk has this id' };
  const fact = { kind: 'cancelled', occurredAt: now } as const;
  const report = { ...EMPTY_REPORT, reference, parentId, fact, overAt: now, source: 'state' } as const;
  return ok({ parentId, intentId: null, handover: '', report });
}
