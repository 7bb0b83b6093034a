import { isOpen } from '../../domain/payment/fact.ts';
import type { Payment } from '../../domain/payment/payment.ts';
import type { Opened } from '../../domain/purchase/openings.ts';
import { unavailable } from '../failure.ts';
import { keepsRecords } from '../providers/records.ts';
import type { OpenedAndHeld } from '../purchases.ts';
import { fetchParent } from '../recording/ask-provider.ts';
import { recordAndClose } from '../recording/record-and-close.ts';
import type { FlowOpening, PayableOrEnded } from './attach-parent.ts';
import { openAgain, openParent } from './open-parent.ts';

/** A payment that a customer can pay now, with a client token or a page's URL. */
export type Payable = { readonly payment: Payment; readonly handover: string };

/** How often a waiting request reads the payment, and how often it tries to lease it: reading is cheap, leasing writes. */
const LOOK_MS = 50;
const LOOKS_PER_CLAIM = 10;

/**
 * Gets what the customer needs to pay a committed payment: opens the parent if this request holds the lease, waits if
 * another one does, fetches the parent if there is one. Never creates a second parent.
 * @throws DomainError what a provider's failure becomes; asking again recovers the same payment.
 */
export async function getPayable(opening: FlowOpening, opened: Opened | OpenedAndHeld): Promise<PayableOrEnded> {
  const { payment, lease } = opened;
  if (payment.parentId !== null) return showAgain(opening, payment);
  if (!isOpen(payment.status)) return { payment, handover: null };
  if (lease === null) return waitForParent(opening, payment);
  const { payment: present, handover } = await openParent(opening, { ...opened, lease });
  if (handover === null && present.parentId !== null) return showAgain(opening, present);
  return endedOrOpen(present, handover);
}

async function showAgain(opening: FlowOpening, payment: Payment): Promise<PayableOrEnded> {
  const { context, access, cause } = opening;
  if (!keepsRecords(access.provider)) return showFromRecords(opening, payment);
  const { report, handover } = await fetchParent(context, access, payment);
  return endedOrOpen(await recordAndClose(context, payment, report, cause), handover);
}

/** Where operators confirm payments the same request opens the same parent, and says nothing of what became of it. */
async function showFromRecords(opening: FlowOpening, payment: Payment): Promise<PayableOrEnded> {
  return { payment, handover: isOpen(payment.status) ? await openAgain(opening, payment) : null };
}

/** A closed payment is given to no customer, and a page that has ended has no address any more. */
function endedOrOpen(payment: Payment, handover: string | null): PayableOrEnded {
  return { payment, handover: payment.status === 'cancelled' ? null : handover || null };
}

/** Another request is calling the provider. If it ends without a parent, or dies, this one takes the lease over. */
async function waitForParent(opening: FlowOpening, payment: Payment): Promise<PayableOrEnded> {
  const { store, purchases, world, settings } = opening.context;
  const deadline = world.now().getTime() + settings.providerTimeoutMs;
  for (let looks = 1; world.now().getTime() < deadline; looks += 1) {
    await world.sleep(LOOK_MS);
    const present = (await store.findPayment(payment.id)) ?? payment;
    if (present.parentId !== null || !isOpen(present.status))
      return getPayable(opening, { payment: present, lease: null });
    if (looks % LOOKS_PER_CLAIM !== 0) continue;
    const opened = await purchases.leaseOpening(payment.id, settings.leaseMs);
    if (opened.lease !== null) return getPayable(opening, opened);
  }
  throw unavailable();
}
