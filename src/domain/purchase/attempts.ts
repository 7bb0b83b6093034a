import type { Money } from '../money/money.ts';
import { compareFacts } from '../payment/fact.ts';
import { textOf } from '../payment/method.ts';
import type { Attempt, Charge } from '../payment/report.ts';
import { type Purchase, type PurchaseAttempt, type PurchasePayment, replaced } from './purchase.ts';

/**
 * Joins what the provider says of one of its payments with what was known of it. Null when it belongs to another payment of
 * ours: then nothing of it counts here.
 */
export function withAttempt(purchase: Purchase, payment: PurchasePayment, said: Attempt): Purchase | null {
  const { providerPaymentId } = said;
  if (purchase.owners?.attempts.has(providerPaymentId)) return null;
  const isSame = (one: PurchaseAttempt) => one.providerPaymentId === providerPaymentId;
  const known = purchase.attempts.find(isSame);
  const believed = credible(said);
  const next = known === undefined ? begun(believed, purchase.now) : joined(payment, known, believed);
  return next === known ? purchase : { ...purchase, attempts: replaced(purchase.attempts, isSame, next) };
}

/** More than was agreed to can't have been taken: it is reported as an anomaly, and counts nothing. */
function credible(said: Attempt): Attempt {
  const isTooMuch = said.authorized !== null && said.capturedMinor > said.authorized.minor;
  return isTooMuch ? { ...said, capturedMinor: 0 } : said;
}

function begun(said: Attempt, createdAt: Date): PurchaseAttempt {
  const { fact, decline, method } = said;
  return { ...said, createdAt, declinedAt: decline && fact.occurredAt, methodFact: method && fact };
}

function joined(payment: PurchasePayment, known: PurchaseAttempt, said: Attempt): PurchaseAttempt {
  const withFact = compareFacts(said.fact, known.fact) > 0 ? { ...known, fact: said.fact } : known;
  return withMoney(payment, withMethod(withDecline(withCharges(withFact, said), said), said), said);
}

/** All that were ever shown, by their ids: a provider may show the last one alone. */
function withCharges(known: PurchaseAttempt, { charges }: Attempt): PurchaseAttempt {
  let next = known.charges;
  for (const said of charges) {
    const isSame = ({ id }: Charge) => id === said.id;
    const before = next.find(isSame);
    const joined = before === undefined ? said : joinedCharge(before, said);
    if (joined !== before) next = replaced(next, isSame, joined);
  }
  return next === known.charges ? known : { ...known, charges: next };
}

/** What was declined stays so. */
function joinedCharge(known: Charge, said: Charge): Charge {
  const wordsOf = ({ decline, method }: Charge) => `${decline?.providerCode ?? ''} ${method ? textOf(method) : ''}`;
  return compareTexts(wordsOf(said), wordsOf(known)) > 0 ? said : known;
}

/** The last decline counts; answers that don't say why change nothing. */
function withDecline(known: PurchaseAttempt, { decline, fact: { occurredAt } }: Attempt): PurchaseAttempt {
  if (decline === null) return known;
  const next = { ...known, decline, declinedAt: occurredAt };
  if (known.decline === null) return next;
  const byTime = compareFacts({ kind: 'failed', occurredAt }, { kind: 'failed', occurredAt: known.declinedAt });
  return (byTime || compareTexts(decline.providerCode, known.decline.providerCode)) > 0 ? next : known;
}

/** The method that came with the greatest fact counts; answers that don't say which change nothing. */
function withMethod(known: PurchaseAttempt, { method, fact }: Attempt): PurchaseAttempt {
  if (method === null) return known;
  const next = { ...known, method, methodFact: fact };
  if (known.method === null || known.methodFact === null) return next;
  const byFact = compareFacts(fact, known.methodFact);
  return (byFact || compareTexts(textOf(method), textOf(known.method))) > 0 ? next : known;
}

/** Of two answers about one moment any will do, as long as it is always the same. */
function compareTexts(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

/**
 * What was agreed to doesn't change; it may only have been missing. Where two answers differ, one was wrong: the one that
 * fits the payment counts, whichever came first.
 */
function withMoney({ amount }: PurchasePayment, known: PurchaseAttempt, said: Attempt): PurchaseAttempt {
  const saidFits = fits(said.authorized, amount);
  const knownFits = fits(known.authorized, amount);
  const { authorized, capturedMinor } = said;
  if (saidFits === true && knownFits === false) return { ...known, authorized, capturedMinor };
  if (saidFits === false && knownFits === true) return known;
  const isNews = known.capturedMinor < capturedMinor || (known.authorized === null && authorized !== null);
  if (!isNews) return known;
  const captured = Math.max(known.capturedMinor, capturedMinor);
  return { ...known, authorized: known.authorized ?? authorized, capturedMinor: captured };
}

/** Null where it is not known. */
function fits(authorized: Money | null, amount: Money): boolean | null {
  return authorized && authorized.minor === amount.minor && authorized.currency === amount.currency;
}
