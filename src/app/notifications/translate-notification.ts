import type { Report } from '../../domain/report.ts';
import type { Failure } from '../../ports/outcome.ts';
import type { Delivery, Notification } from '../../ports/payment-provider.ts';
import type { Context } from '../context.ts';
import { toError } from '../failure.ts';
import type { Access } from '../providers/access.ts';

/**
 * A notification, and the accounts that sent it, at least one: when it `isVerified`, their secrets signed
 * it; when not, it is only a hint, and nothing that it says itself is believed.
 */
export type Incoming = {
  readonly context: Context;
  readonly senders: readonly Access[];
  readonly isVerified: boolean;
  readonly notification: Notification;
  readonly delivery: Delivery;
  /** The key that it was kept under before: what it means may have another one by now. */
  readonly keptAs?: string;
};

/** What a notification says of a payment when that account sent it; null when it says nothing. */
export type Meaning = { readonly sender: Access; readonly key: string; readonly report: Report | null };

/** A sender that could not tell what it means. */
type Mute = { readonly sender: Access; readonly failure: Failure };
export type Translated = { readonly meanings: readonly Meaning[]; readonly mute: readonly Mute[] };

/**
 * Asks with each account that could have been meant: an account whose credentials were replaced shares
 * its secrets with its successor, and only one of them has the payment.
 * @throws DomainError when none could tell, so that the provider tells it again.
 */
export async function translate({ context, senders, notification }: Incoming): Promise<Translated> {
  const meanings: Meaning[] = [];
  const mute: Mute[] = [];
  for (const sender of senders) {
    const outcome = await sender.provider.translate(sender.credentials, notification);
    if (outcome.kind === 'ok') meanings.push({ sender, ...outcome.value });
    else mute.push({ sender, failure: outcome });
  }
  const [first] = mute;
  if (first === undefined || meanings.some(({ report }) => report !== null)) return { meanings, mute };
  throw toError(context, first.failure, { provider: first.sender.provider.name });
}
