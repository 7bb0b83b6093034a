import type { PaymentRow } from '../../src/adapters/memory/tables.ts';
import { GYMS } from './banks/holders.ts';
import type { Played } from './play.ts';

/** Of a thousand histories, in how many at least this has to happen. */
const PER_THOUSAND = {
  'a buyer paid': 500,
  'an order was paid': 350,
  'a payment was declined more than once': 20,
  'a payment was opened anew': 20,
  'a payment was cancelled': 150,
  'a refund was made for us': 80,
  'a refund was made in parts, or another': 20,
  'a refund was made elsewhere': 10,
  'money was captured by hand': 15,
  'money came twice, or late': 20,
  'an anomaly ended with its cause': 25,
  'an anomaly was found again': 3,
  'a parent was made beside the payment’s own': 8,
  'a webhook was of no payment': 8,
  'a hint was followed': 2,
  'hints were too many': 4,
  'a problem was seen to': 50,
  'a gym had another account': 50,
  'a payment of an account that was replaced was paid': 10,
  'a grant was renewed': 20,
  'a gym came to need other credentials': 20,
  'a call to the provider failed': 150,
  'a call to the store failed': 250,
  'a process died': 100,
  'a process stood still': 80,
} as const;

type Happening = keyof typeof PER_THOUSAND;

/** Counts what happens in histories: those in which little does show little. */
export function createTally() {
  const counts = new Map<Happening, number>();
  return {
    count(played: Played): void {
      for (const what of happenedIn(played)) counts.set(what, (counts.get(what) ?? 0) + 1);
    },
    /** What happened in fewer of so many histories than it has to. */
    tooRare(histories: number): readonly string[] {
      const all = Object.entries(PER_THOUSAND) as [Happening, number][];
      const rare = all.filter(([what, least]) => (counts.get(what) ?? 0) < (least * histories) / 1_000);
      return rare.map(([what]) => `${what}: ${counts.get(what) ?? 0} of ${histories}`);
    },
  };
}

function happenedIn({ sim, struck }: Played): readonly Happening[] {
  const books = sim.banks.all.map((bank) => bank.books());
  const [parents, refunds] = [books.flatMap((one) => one.parents), books.flatMap((one) => one.refunds)];
  const rows = [...sim.tables.payments.values()];
  const faults = [...struck].map(([place, fault]) => `${place}: ${fault}`);
  const { accounts, gyms } = sim.tables;
  const { seen } = sim.ledger;
  const own = parents.filter(({ id }) => !sim.ledger.strange.has(id));
  const orders = rows.flatMap(({ payment: { purpose } }) => (purpose.kind === 'order' ? [purpose.orderId] : []));
  const has = (pattern: RegExp) => faults.some((fault) => pattern.test(fault));
  const anomalies = rows.flatMap((row) => row.anomalies.map(({ kind }) => kind));
  const happened: Record<Happening, boolean> = {
    'a buyer paid': own.some(({ status, parts }) => status === 'succeeded' || parts.length > 0),
    'a payment was declined more than once': rows.some((row) => declinesOf(row) > 1),
    'an order was paid': [...sim.tables.orders.values()].some(({ order }) => order.status === 'paid'),
    'a payment was opened anew': new Set(orders).size < orders.length,
    'a payment was cancelled': rows.some(({ payment }) => payment.status === 'cancelled'),
    'a refund was made for us': refunds.some(({ reference }) => reference !== null),
    'a refund was made in parts, or another': refunds.length > 1,
    'a refund was made elsewhere': refunds.some(({ reference }) => reference === null),
    'money was captured by hand': rows.some(({ captures }) => captures.some(({ status }) => status === 'succeeded')),
    'money came twice, or late': anomalies.some((kind) => /twice|after_cancel/.test(kind)),
    'an anomaly ended with its cause': rows.some((row) =>
      row.anomalies.some(({ resolution }) => resolution?.by === null),
    ),
    'an anomaly was found again': rows.some(
      ({ anomalies }) => new Set(anomalies.map(({ kind, subject }) => kind + subject)).size < anomalies.length,
    ),
    'a parent was made beside the payment’s own': own.length > rows.filter(({ payment }) => payment.parentId).length,
    'a webhook was of no payment': [...sim.tables.deliveries.values()].some(({ state }) => state === 'ignored'),
    'a hint was followed': seen.has('a hint was followed'),
    'hints were too many': seen.has('hints were too many'),
    'a problem was seen to': seen.has('a problem was seen to'),
    'a gym had another account':
      [...accounts.values()].filter(({ owner }) => owner.kind === 'gym').length > GYMS.length,
    'a payment of an account that was replaced was paid': rows.some(
      ({ payment: { accountId, purpose, status } }) =>
        purpose.kind === 'checkout' && status === 'succeeded' && gyms.get(purpose.gymSlug)?.accountId !== accountId,
    ),
    'a grant was renewed': sim.banks.all.some(({ provider }) => provider.calls('renew').length > 0),
    'a gym came to need other credentials': sim.ledger.needed.length > 0,
    'a call to the provider failed': has(/(open|find|fetch|close|capture|refund|listRefunds|translate): /),
    'a call to the store failed': has(/: (unavailable|lost)$/),
    'a process died': has(/: crash/),
    'a process stood still': has(/: stall/),
  };
  return (Object.keys(happened) as Happening[]).filter((what) => happened[what]);
}

function declinesOf({ attempts }: PaymentRow): number {
  return attempts.flatMap(({ charges }) => charges.filter(({ decline }) => decline !== null)).length;
}
