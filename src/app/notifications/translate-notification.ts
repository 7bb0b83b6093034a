import type { Report } from '../../domain/payment/report.ts';
import type { Failure } from '../../ports/outcome.ts';
import type { Delivery, Notification } from '../../ports/payment-provider/deliveries.ts';
import type { Context } from '../context.ts';
import { toError } from '../failure.ts';
import type { Access } from '../providers/access.ts';

/**
 * A notification, and the accounts that sent it, at least one: when it `isVerified`, their secrets signed
 * it; otherwise it is only a hint, and nothing that it says itself counts.
 */
export type Incoming = {
  readonly context: Context;
  readonly senders: readonly Access[];
  readonly isVerified: boolean;
  readonly notification: Notification;
  readonly delivery: Delivery;
  /** The key of the kept delivery, if this is a retry: its translation may have another key by now. */
  readonly keptAs?: string;
};

/** What a notification means if that account sent it; `report` is null if it is about no payment. */
export type Interpretation = { readonly sender: Access; readonly key: string; readonly report: Report | null };

/** A sender whose provider could not be asked what the notification means. */
type FailedSender = { readonly sender: Access; readonly failure: Failure };
export type Translated = { readonly meanings: readonly Interpretation[]; readonly failed: readonly FailedSender[] };

/**
 * Translates a notification with each account that may have sent it: an account whose credentials were replaced shares its
 * secrets with its successor, and only one of them has the payment.
 * @throws DomainError if no account's provider could be asked, so that the provider sends the notification again.
 */
export async function translate({ context, senders, notification }: Incoming): Promise<Translated> {
  const meanings: Interpretation[] = [];
  const failed: FailedSender[] = [];
  for (const sender of senders) {
    const outcome = await sender.provider.translate(sender.credentials, notification);
    if (outcome.kind === 'ok') meanings.push({ sender, ...outcome.value });
    else failed.push({ sender, failure: outcome });
  }
  const [first] = failed;
  if (first === undefined || meanings.some(({ report }) => report !== null)) return { meanings, failed };
  throw toError(context, first.failure, { provider: first.sender.provider.name });
}
