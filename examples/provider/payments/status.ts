import {
  type Attempt,
  EMPTY_REPORT,
  fromDecimals,
  type JsonObject,
  type Parent,
  type Status,
  textOrNull,
  timeOrNull,
} from 'fitstack-payments/provider-kit';
import { refundsIn } from '../reversals/refunds.ts';
import { declines } from './declines.ts';
import { methodIn } from './methods.ts';

/** A failed try ends its payment. A word that is not in the table is no fact. */
const STATUS: ReadonlyMap<string, Status> = new Map([
  ['open', 'pending'],
  ['in_progress', 'processing'],
  ['paid', 'succeeded'],
  ['failed', 'cancelled'],
  ['cancelled', 'cancelled'],
]);
const TRIED: readonly string[] = ['in_progress', 'paid', 'failed'];

/** What Acme Pay calls a payment; null when the JSON is none. `holder`: whose key asked. */
export function parentIn(json: JsonObject, holder: string | null): Parent | null {
  const [id, status, reference] = [textOrNull(json['id']), textOrNull(json['status']), textOrNull(json['reference'])];
  const occurredAt = timeOrNull(json['updated_at']);
  if (id === null || status === null || reference === null || occurredAt === null) return null;
  const kind = STATUS.get(status);
  const attempt = kind !== undefined && TRIED.includes(status) ? attemptIn(json, id, kind, occurredAt) : null;
  const report = {
    ...{ ...EMPTY_REPORT, reference, parentId: id, accountMatches: json['owner'] === holder },
    ...{ fact: kind === undefined ? null : { kind, occurredAt }, attempt, source: 'state' as const },
    overAt: kind === 'cancelled' ? occurredAt : null,
    reversals: refundsIn(json),
    unknownStatus: kind === undefined ? status.slice(0, 64) : null,
    unknownDeclines: declines.unknownIn([attempt]),
  };
  return { parentId: id, intentId: null, handover: textOrNull(json['handover']) ?? '', report };
}

function attemptIn(json: JsonObject, id: string, kind: Status, occurredAt: Date): Attempt {
  const authorized = fromDecimals(json['amount'], json['currency']);
  const word = textOrNull(json['decline_code']);
  return {
    providerPaymentId: id,
    fact: { kind: kind === 'cancelled' ? 'failed' : kind, occurredAt },
    authorized,
    capturedMinor: kind === 'succeeded' ? (authorized?.minor ?? 0) : 0,
    decline: word === null ? null : declines.read(word),
    method: methodIn(json),
    charges: [],
  };
}
