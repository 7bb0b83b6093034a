import { TYPED } from '../../../config/version.ts';
import { ANOMALIES, GOES_BACK } from '../../../domain/payment/anomaly.ts';
import type { DetailsView } from '../../answers.ts';
import { price, printable } from '../../output.ts';

/** What says how a payment stands. */
export type Details = Pick<
  DetailsView,
  'id' | 'status' | 'amount' | 'currency' | 'capture_method' | 'attempts' | 'refunds' | 'anomalies'
>;
type Anomaly = Details['anomalies'][number];

/** Anomalies that end when all money that they are about goes back. */
const OF_MONEY = ANOMALIES.filter((kind) => GOES_BACK[kind] !== null);

/** Anomalies that stand for a whole payment which should not have come, or not for this. */
const UNWANTED = ANOMALIES.filter((kind) => GOES_BACK[kind] === 'payment');

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
  const settlement = settlementOf(details, subject, kinds);
  const rest = anomalies.filter(({ kind }) => !settlement?.ends.includes(kind));
  const does = [...(settlement === null ? [] : [settlement.does]), ...(rest.length === 0 ? [] : [SAY])].join(', and ');
  return [
    printable(`  ${kinds.join(', ')}, about ${subject}: ${does}`),
    ...(settlement === null ? [] : [typed([...settlement.command, ...options])]),
    ...rest.map(({ id }) => typed(['payment', 'resolve', details.id, id, '--reason', '…', ...options])),
  ];
}

const SAY = 'say what you found out, and did about it';

/** What to do about it, and which anomalies end by that. */
type Settlement = {
  readonly does: string;
  readonly command: readonly string[];
  readonly ends: readonly Anomaly['kind'][];
};

/** Null where nothing but a word ends it. */
function settlementOf(details: Details, subject: string, kinds: readonly Anomaly['kind'][]): Settlement | null {
  const { id, currency } = details;
  const attempt = attemptOf(details, subject);
  const refund = refundOf(details, subject, kinds);
  const part = capturedElsewhere(details, subject);
  if (refund !== null && refund.minor > 0)
    return {
      does: `send ${price(refund.minor, attempt?.currency ?? currency)} back`,
      command: ['payment', 'refund', id, ...refund.options],
      ends: refund.isAll ? OF_MONEY : ['paid_twice'],
    };
  if (part > 0)
    return {
      does: `accept that only ${price(part, currency)} were captured`,
      command: ['payment', 'capture', id, '--amount', decimals(part, currency)],
      ends: ['amount_mismatch'],
    };
  return null;
}

/** What is to go back, in minor units, of what, and whether it is all of that; null where it is not about money that came. */
type Back = { readonly minor: number; readonly options: readonly string[]; readonly isAll: boolean };

function refundOf(details: Details, subject: string, kinds: readonly Anomaly['kind'][]): Back | null {
  const attempt = attemptOf(details, subject);
  if (attempt === undefined || attempt.captured === 0) return null;
  const left = attempt.captured - backOf(details, subject);
  const isUnwanted = kinds.some((kind) => UNWANTED.includes(kind));
  // All parts of it, and not only the one that made it complete.
  if (isUnwanted && attempt.captured < details.amount && attempt.surplus === 0) return wholePayment(details);
  if (isUnwanted || kinds.includes('paid_in_part'))
    return { minor: left, options: ['--attempt', subject], isAll: true };
  if (!kinds.includes('paid_twice')) return null;
  const { surplus } = attempt;
  const isAll = surplus >= left;
  const amount = isAll ? [] : ['--amount', String(surplus)];
  return { minor: surplus, options: ['--attempt', subject, ...amount], isAll };
}

function wholePayment(details: Details): Back {
  const own = details.attempts.filter(({ currency }) => currency === details.currency);
  const minor = own.reduce((sum, one) => sum + one.captured - backOf(details, one.provider_payment_id), 0);
  return { minor, options: [], isAll: true };
}

/** A part that was captured without a request of ours: it counts once an operator requests that amount. 0 if there is none. */
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
  return `    ${TYPED} ${words.map(quoted).join(' ')}`;
}

/** Some of the words are a provider's: a shell must not obey them. */
function quoted(word: string): string {
  return /^[\w./:-]+$/.test(word) ? word : `'${printable(word).replaceAll("'", `'\\''`)}'`;
}
