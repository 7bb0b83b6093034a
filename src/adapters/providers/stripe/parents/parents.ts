import { DomainError } from '../../../../domain/error.ts';
import { type Outcome, ok } from '../../../../ports/outcome.ts';
import type { Capabilities, Flow } from '../../../../ports/payment-provider/capabilities.ts';
import type { OpenRequest, Parent } from '../../../../ports/payment-provider/requests.ts';
import type { Client } from '../calls/client.ts';
import { carried } from '../money.ts';
import { reversalsOf } from '../reversals/reversals.ts';
import { type FoundIntent, findIntents, intents } from './intents.ts';
import type { ParentKind, Snapshot } from './kind.ts';
import { findSessionOf, listOpenSessions, sessions } from './sessions.ts';

export const capabilities: Capabilities = {
  flows: ['client', 'redirect'],
  captureMethods: ['automatic', 'manual'],
  splitsPurchases: false,
  refunds: true,
  redirectNeedsReturnUrl: true,
  failedIsFinal: false,
  completes: false,
  confirmedBy: 'provider',
  webhooks: 'signed',
  disputes: 'decided',
  // Keys are kept for 24 hours at least (https://docs.stripe.com/api/idempotent_requests, 2026-11-28).
  repeatsAreSafeForMs: 23 * 3_600_000,
  // Usually, and hours in an outage (https://docs.stripe.com/search#data-freshness, 2026-11-21).
  searchLagMs: 60_000,
};

const KINDS = { client: intents, redirect: sessions } as const satisfies Record<Flow, ParentKind>;

export async function open(client: Client, request: OpenRequest): Promise<Outcome<Parent>> {
  requireSupport(request);
  const amount = carried(request.amount);
  if (typeof amount !== 'number') return amount;
  return KINDS[request.flow].open(client, request, amount);
}

export async function retrieve(client: Client, parentId: string): Promise<Outcome<Parent | null>> {
  const seen = (await kindOf(parentId)?.retrieve(client, parentId)) ?? ok(null);
  if (seen.kind !== 'ok') return seen;
  return seen.value === null ? ok(null) : withReversals(client, seen.value);
}

/** As it is now, with what went back of its money and what is disputed. */
async function withReversals(client: Client, seen: Snapshot): Promise<Outcome<Parent>> {
  const { fact, intentId } = seen.parent.report;
  if (fact?.kind !== 'succeeded' || intentId === null) return ok(seen.parent);
  const { reversals, unanswered } = await reversalsOf(client, intentId, seen);
  const report = { ...seen.parent.report, reversals, ...(unanswered.length > 0 && { unanswered }) };
  return ok({ ...seen.parent, report });
}

/** What can still be paid, and what was: a page that ended unpaid isn't found again. */
export async function find(client: Client, reference: string): Promise<Outcome<readonly Parent[]>> {
  const [intents, pages] = await Promise.all([findIntents(client, reference), listOpenSessions(client, reference)]);
  const known = intents.kind === 'ok' ? intents.value : [];
  const parents = await Promise.all(known.map((intent) => parentsOf(client, intent)));
  return eachOnce([pages, ...(intents.kind === 'ok' ? [] : [intents]), ...parents]);
}

/**
 * Stripe refuses to end what has ended already or is being paid. Then the present state is the answer,
 * unless it can still be paid: in that case the refusal is, or until when a voucher can be.
 */
export async function close(client: Client, parentId: string): Promise<Outcome<Parent>> {
  const kind = kindOf(parentId);
  if (kind === undefined) return noSuchParent;
  const ended = await kind.close(client, parentId);
  if (ended.kind !== 'rejected' || ended.about !== 'request') return ended;
  const seen = await kind.retrieve(client, parentId);
  if (seen.kind !== 'ok') return seen;
  if (seen.value === null) return ended;
  const { voucher, parent } = seen.value;
  if (voucher !== null) return { kind: 'not_yet', until: voucher.until, reason: 'the buyer holds a voucher' };
  return isPayable(parent) ? ended : withReversals(client, seen.value);
}

const noSuchParent = { kind: 'rejected', about: 'request', reason: 'not the id of an intent or a session' } as const;

/** @throws DomainError `unsupported` */
function requireSupport({ flow, captureMethod, returnUrl }: OpenRequest): void {
  const needsReturnUrl = flow === 'redirect' && capabilities.redirectNeedsReturnUrl;
  if (!capabilities.flows.includes(flow)) throw unsupported(`Stripe has no ${flow} flow`);
  if (!capabilities.captureMethods.includes(captureMethod)) throw unsupported(`Stripe has no ${captureMethod} capture`);
  if (needsReturnUrl && returnUrl === null) throw unsupported('A Stripe page needs a URL to send the buyer back to');
}

function unsupported(message: string): DomainError {
  return new DomainError('unsupported', message);
}

function kindOf(parentId: string): ParentKind | undefined {
  return Object.values(KINDS).find(({ owns }) => owns(parentId));
}

async function parentsOf(client: Client, { intent, parent }: FoundIntent): Promise<Outcome<readonly Parent[]>> {
  return intent.isOfASession ? findSessionOf(client, intent.id) : ok([parent]);
}

function isPayable({ report }: Parent): boolean {
  return report.fact === null || report.fact.kind === 'pending' || report.fact.kind === 'failed';
}

/**
 * Each parent once, each list newest first as Stripe gives it. Where one of them failed, what the others show is there all
 * the same; that nothing is there takes all of them.
 */
function eachOnce(lists: readonly Outcome<readonly Parent[]>[]): Outcome<readonly Parent[]> {
  const shown = lists.flatMap((list) => (list.kind === 'ok' ? list.value : []));
  if (shown.length === 0) return together(lists);
  return ok([...new Map(shown.map((parent) => [parent.parentId, parent])).values()]);
}

/** The first failure instead, if there is one. */
function together<T>(lists: readonly Outcome<readonly T[]>[]): Outcome<readonly T[]> {
  const failure = lists.find((list) => list.kind !== 'ok');
  return failure ?? ok(lists.flatMap((list) => (list.kind === 'ok' ? list.value : [])));
}
