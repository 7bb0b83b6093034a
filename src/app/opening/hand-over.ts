import { isOpen } from '../../domain/fact.ts';
import type { Payment } from '../../domain/payment.ts';
import type { Opened } from '../../domain/purchase/openings.ts';
import { unavailable } from '../failure.ts';
import { fetchParent } from '../recording/ask-provider.ts';
import { settleReport } from '../recording/settle-report.ts';
import { openParent } from './open-parent.ts';
import type { Handing, HandOver } from './take-parent.ts';

/** A payment that somebody can pay now, with a client token or a page's URL. */
export type HandedOver = { readonly payment: Payment; readonly handover: string };

/** How often a waiting request looks, and how often it tries to take over: looking is cheap, claiming locks. */
const LOOK_MS = 50;
const LOOKS_PER_CLAIM = 10;

/**
 * Gets what the customer needs to pay a committed payment: opens the parent when the claim is ours, waits
 * when it is somebody else's, shows the parent again when it is there. Never makes a second one.
 * @throws DomainError what a provider's failure becomes; asking again recovers the same payment.
 */
export async function handOver(handing: Handing, { payment, claim }: Opened): Promise<HandOver> {
  if (payment.parentId !== null) return showAgain(handing, payment);
  if (!isOpen(payment.status)) return { payment, handover: null };
  if (claim === null) return waitForParent(handing, payment);
  const { payment: opened, handover } = await openParent(handing, payment, claim);
  if (handover === null && opened.parentId !== null) return showAgain(handing, opened);
  return endedOrOpen(opened, handover);
}

async function showAgain({ context, access, cause }: Handing, payment: Payment): Promise<HandOver> {
  const { report, handover } = await fetchParent(context, access, payment);
  return endedOrOpen(await settleReport(context, payment, report, cause), handover);
}

/** Nobody is given what was closed, and a page that has ended has no address any more. */
function endedOrOpen(payment: Payment, handover: string | null): HandOver {
  return { payment, handover: payment.status === 'cancelled' ? null : handover || null };
}

/** Somebody else is calling the provider. When they end without a parent, or die, it becomes ours. */
async function waitForParent(handing: Handing, payment: Payment): Promise<HandOver> {
  const { store, purchases, world, settings } = handing.context;
  const deadline = world.now().getTime() + settings.providerTimeoutMs;
  for (let looks = 1; world.now().getTime() < deadline; looks += 1) {
    await world.sleep(LOOK_MS);
    const present = (await store.findPayment(payment.id)) ?? payment;
    if (present.parentId !== null || !isOpen(present.status))
      return handOver(handing, { payment: present, claim: null });
    if (looks % LOOKS_PER_CLAIM !== 0) continue;
    const opened = await purchases.claimOpening(payment.id, settings.leaseMs);
    if (opened.claim !== null) return handOver(handing, opened);
  }
  throw unavailable();
}
