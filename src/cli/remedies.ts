import type { Details } from './explain-page.ts';
import { price, printable } from './output.ts';

type Anomaly = Details['anomalies'][number];

/** Anomalies that stand for money which should not have come, or not for this. */
const SURPLUS: readonly string[] = ['paid_twice', 'order_paid_twice', 'paid_after_cancel', 'order_differs'];

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
  const { id, currency } = details;
  const kinds = anomalies.map(({ kind }) => kind);
  const came = kinds.some((kind) => SURPLUS.includes(kind)) ? capturedOf(details, subject) : 0;
  const left = came - backOf(details, subject);
  const does = left > 0 ? `send ${price(left, currency)} back, and say so` : 'say what you found out, and did about it';
  const reason = came > 0 ? 'Refunded' : '…';
  return [
    printable(`  ${kinds.join(', ')}, about ${subject}: ${does}`),
    ...(left > 0 ? [typed(['payment', 'refund', id, '--attempt', subject, ...options])] : []),
    ...anomalies.map((anomaly) => typed(['payment', 'resolve', id, anomaly.id, '--reason', reason, ...options])),
  ];
}

/** Nothing for what is no provider payment. */
function capturedOf({ attempts }: Details, id: string): number {
  return attempts.find(({ provider_payment_id }) => provider_payment_id === id)?.captured ?? 0;
}

/** What went back of it, or is on its way. */
function backOf({ refunds }: Details, id: string): number {
  return refunds
    .filter(({ provider_payment_id, status }) => provider_payment_id === id && status !== 'failed')
    .reduce((sum, { amount }) => sum + amount, 0);
}

function typed(words: readonly string[]): string {
  return `    npm run cli -- ${words.map(quoted).join(' ')}`;
}

/** Some of the words are a provider's: a shell must not obey them. */
function quoted(word: string): string {
  return /^[\w./:-]+$/.test(word) ? word : `'${printable(word).replaceAll("'", `'\\''`)}'`;
}
