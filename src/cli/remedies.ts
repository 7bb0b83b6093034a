import type { DetailsView } from '../adapters/http/payments/detail-schemas.ts';
import { price, printable } from './output.ts';

/** What says how a payment stands. */
export type Details = Pick<
  DetailsView,
  'id' | 'status' | 'amount' | 'currency' | 'capture_method' | 'attempts' | 'refunds' | 'anomalies'
>;
type Anomaly = Details['anomalies'][number];

/** Anomalies that stand for money which should not have come, or not for this. */
const SURPLUS: readonly Anomaly['kind'][] = ['paid_twice', 'order_paid_twice', 'paid_after_cancel', 'order_differs'];

/**
 * What an operator can type about open anomalies, as it has to be typed; null where none is open. `options` end each
 * command, such as where the service is.
 */
export function remedies(details: Details, options: readonly string[]): string | null {
  const open = details.anomalies.filter(({ resolved_at }) => resolved_at === null);
  const bySubject = Object.entries(Object.groupBy(open, ({ subject }) => subject));
  if (bySubject.length === 0) return null;
  const said = bySubject.map(([subject, anomalies = []]) => remedy(details, subject, anomalies, options));
  return ['What you can do', ...said.flat()].join('\n');
}

function remedy(details: Details, subject: string, anomalies: readonly Anomaly[], options: readonly string[]) {
  const kinds = anomalies.map(({ kind }) => kind);
  const { does, command, reason } = settlementOf(details, subject, kinds);
  return [
    printable(`  ${kinds.join(', ')}, about ${subject}: ${does}`),
    ...(command === null ? [] : [typed([...command, ...options])]),
    ...anomalies.map(({ id }) => typed(['payment', 'resolve', details.id, id, '--reason', reason, ...options])),
  ];
}

/** What to do about it, and what can be said then; `command` is null where nothing but saying is left. */
type Settlement = { readonly does: string; readonly command: readonly string[] | null; readonly reason: string };

function settlementOf(details: Details, subject: string, kinds: readonly Anomaly['kind'][]): Settlement {
  const { id, currency } = details;
  const attempt = attemptOf(details, subject);
  const came = kinds.some((kind) => SURPLUS.includes(kind)) ? (attempt?.captured ?? 0) : 0;
  const left = came - backOf(details, subject);
  const part = capturedElsewhere(details, subject);
  if (left > 0)
    return {
      does: `send ${price(left, attempt?.currency ?? currency)} back, and say so`,
      command: ['payment', 'refund', id, '--attempt', subject],
      reason: 'Refunded',
    };
  if (part > 0)
    return {
      does: `accept that only ${price(part, currency)} were captured, and say so`,
      command: ['payment', 'capture', id, '--amount', decimals(part, currency)],
      reason: 'Accepted',
    };
  return { does: 'say what you found out, and did about it', command: null, reason: came > 0 ? 'Refunded' : '…' };
}

/** A part that nobody asked us to capture, and that counts once somebody asks for just that; nothing where there is none. */
function capturedElsewhere(details: Details, id: string): number {
  const { status, capture_method, amount } = details;
  const attempt = attemptOf(details, id);
  const isOver = status === 'succeeded' || status === 'cancelled';
  if (isOver || capture_method !== 'manual' || attempt?.status !== 'succeeded') return 0;
  return attempt.authorized === amount && attempt.captured < amount ? attempt.captured : 0;
}

function attemptOf({ attempts }: Details, id: string) {
  return attempts.find(({ provider_payment_id }) => provider_payment_id === id);
}

/** What went back of it, or is on its way. */
function backOf({ refunds }: Details, id: string): number {
  return refunds
    .filter(({ provider_payment_id, status }) => provider_payment_id === id && status !== 'failed')
    .reduce((sum, { amount }) => sum + amount, 0);
}

/** An amount as `--amount` takes it. */
export function decimals(minor: number, currency: string): string {
  return price(minor, currency).split(' ')[0] ?? '';
}

export function typed(words: readonly string[]): string {
  return `    npm run cli -- ${words.map(quoted).join(' ')}`;
}

/** Some of the words are a provider's: a shell must not obey them. */
function quoted(word: string): string {
  return /^[\w./:-]+$/.test(word) ? word : `'${printable(word).replaceAll("'", `'\\''`)}'`;
}
