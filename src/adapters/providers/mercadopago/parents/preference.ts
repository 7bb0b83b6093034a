import type { PreferenceRequest } from 'mercadopago/dist/clients/preference/commonTypes.js';
import type { Fact } from '../../../../domain/payment/fact.ts';
import type { Report } from '../../../../domain/payment/report.ts';
import type { Flow } from '../../../../ports/payment-provider/capabilities.ts';
import type { OpenRequest, Parent } from '../../../../ports/payment-provider/requests.ts';
import { textOrNull, timeOrNull } from '../../shared/json.ts';
import { returnUrlWith } from '../../shared/return-url.ts';
import { shortened } from '../../shared/text.ts';
import type { Reading } from '../calls/client.ts';
import { toWire } from '../money.ts';
import { isHeldBy } from '../payments/status.ts';

/** Limits of a preference. https://www.mercadopago.com/developers/en/reference/preferences/_checkout_preferences/post, 2026-11-21 */
const MAX = { title: 256, email: 150, notificationUrl: 248 } as const;

const CATEGORY = 'services';
type Wire = Readonly<Record<string, unknown>>;
type Asking = Reading & { readonly now: () => Date };

const ID = /^[\w-]{1,128}$/;
const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/** The body that opens a preference; text when ours can't be one. */
export function requestOf(request: OpenRequest): PreferenceRequest | string {
  const notificationUrl = withoutDoubles(request.notificationUrl);
  if (notificationUrl === null) return `The notification URL is not one, or longer than ${MAX.notificationUrl}`;
  const email = request.customerEmail;
  return {
    items: [itemOf(request)],
    external_reference: request.reference,
    notification_url: notificationUrl,
    // A preference serves both flows alike, so it has to remember which of them opened it.
    metadata: { flow: request.flow },
    expires: true,
    expiration_date_to: wireTime(request.expiresAt),
    ...(email !== null && email.length <= MAX.email && { payer: { email } }),
    ...(request.statementDescriptor !== null && { statement_descriptor: request.statementDescriptor }),
    ...returnTo(request),
  };
}

/** What makes a preference unpayable from this moment; whole seconds, so that no rounding puts it in the future. */
export function endAt(now: Date): Pick<PreferenceRequest, 'expires' | 'expiration_date_to'> {
  return { expires: true, expiration_date_to: wireTime(new Date(Math.floor(now.getTime() / 1000) * 1000)) };
}

/** Checks an answer's shape: the SDK takes any 2xx, an empty one too. Null when it isn't a preference that can be paid. */
export function parentOf(answer: unknown, asking: Asking): Parent | null {
  const preference: Wire = Object(answer);
  const parentId = textOrNull(preference['id']);
  const initPoint = textOrNull(preference['init_point']);
  if (parentId === null || !ID.test(parentId) || initPoint === null || !isWebAddress(initPoint)) return null;
  const handover = flowOf(preference) === 'client' ? parentId : initPoint;
  return { parentId, intentId: null, handover, report: reportOf(preference, parentId, asking) };
}

function reportOf(preference: Wire, parentId: string, { userId, now }: Asking): Report {
  return {
    reference: textOrNull(preference['external_reference']),
    parentId,
    intentId: null,
    accountMatches: isHeldBy(preference['collector_id'], userId),
    fact: factOf(preference, now()),
    attempt: null,
    overAt: null,
    others: [],
    reversals: [],
    unknownStatus: null,
    unknownDeclines: [],
    source: 'state',
  };
}

/**
 * A preference doesn't say what was paid, only that it can be, or no longer can. Its `pending` is as old as
 * itself: dated now, it would undo what is known of a payment that was made in between.
 */
function factOf(preference: Wire, now: Date): Fact | null {
  const endedAt = preference['expires'] === true ? timeOrNull(preference['expiration_date_to']) : null;
  if (endedAt !== null && endedAt.getTime() <= now.getTime()) return { kind: 'cancelled', occurredAt: endedAt };
  const madeAt = timeOrNull(preference['date_created']);
  return madeAt === null ? null : { kind: 'pending', occurredAt: madeAt };
}

/** The provider's integration-quality score looks at id, description and category too. */
function itemOf({ reference, title, amount }: OpenRequest): PreferenceRequest['items'][number] {
  const text = shortened(title, MAX.title);
  return {
    id: reference,
    title: text,
    description: text,
    category_id: CATEGORY,
    quantity: 1,
    unit_price: toWire(amount),
    currency_id: amount.currency,
  };
}

/** `source_news=webhooks` keeps the older IPN doubles away. */
function withoutDoubles(notificationUrl: string): string | null {
  const url = URL.parse(notificationUrl);
  url?.searchParams.set('source_news', 'webhooks');
  return url === null || url.href.length > MAX.notificationUrl ? null : url.href;
}

/** The provider takes https addresses; its simulator also http on this machine, but for `auto_return`. */
function returnTo({ returnUrl: url, reference }: OpenRequest): Pick<PreferenceRequest, 'back_urls' | 'auto_return'> {
  const page = url === null ? null : URL.parse(url);
  const isSafe = page?.protocol === 'https:';
  if (url === null || page === null || !(isSafe || LOOPBACK.test(page.hostname))) return {};
  const back = (result: 'success' | 'pending' | 'failure') => returnUrlWith(url, reference, result);
  const back_urls = { success: back('success'), pending: back('pending'), failure: back('failure') };
  return { back_urls, ...(isSafe && { auto_return: 'approved' }) };
}

function flowOf(preference: Wire): Flow {
  return Object(preference['metadata']).flow === 'client' ? 'client' : 'redirect';
}

function isWebAddress(text: string): boolean {
  return ['https:', 'http:'].includes(URL.parse(text)?.protocol ?? '');
}

/** The format of the provider's documentation: milliseconds and an offset, never `Z`. */
function wireTime(time: Date): string {
  return time.toISOString().replace('Z', '+00:00');
}
