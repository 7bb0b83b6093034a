import {
  type Problem,
  type ProblemDetail,
  type ProblemKind,
  problemId,
  REFUND_OVERDUE_MS,
} from '../../../domain/operator/problem.ts';
import type { Problems } from '../../../ports/store/problems.ts';
import { by } from '../order.ts';
import { type CheckRow, keyOf, type PaymentRow, type Tables } from '../tables.ts';
import type { AtOnce } from './methods.ts';
import { toPage } from './pages.ts';

/** What waits for a person. */
export function createProblems(tables: Tables, now: () => Date): AtOnce<Problems> {
  return {
    listProblems({ kind, gymSlug, paymentId }, page) {
      const rows = problemsIn(tables, now());
      const isShown = (one: Problem) =>
        (kind === null || one.kind === kind) &&
        (gymSlug === null || one.gymSlug === gymSlug) &&
        (paymentId === null || one.paymentId === paymentId);
      return toPage({ rows, nameOf: ({ id }) => `problem ${id}`, isShown }, page, (problem) => problem);
    },

    findProblem: (id) => problemsIn(tables, now()).find((problem) => problem.id === id) ?? null,

    countProblems() {
      const counts = new Map<ProblemKind, number>();
      for (const { kind } of problemsIn(tables, now())) counts.set(kind, (counts.get(kind) ?? 0) + 1);
      return [...counts].map(([kind, count]) => ({ kind, count })).toSorted(by(({ kind }) => [kind]));
    },
  };
}

type Found = Omit<Problem, 'id' | 'detail'> & { readonly detail?: ProblemDetail };

/** All problems there are now, the oldest first. */
export function problemsIn(tables: Tables, now: Date): readonly Problem[] {
  const found = [
    ...[...tables.payments.values()].flatMap((row) => [...anomaliesOf(row), ...overdueIn(row, now)]),
    ...[...tables.checks.values()].flatMap((check) => abandonedIn(tables, check)),
    ...gymsIn(tables),
    ...endpointsIn(tables),
  ];
  return found
    .map((one): Problem => ({ detail: {}, ...one, id: problemId(one) }))
    .toSorted(by(({ since, id }) => [since, id]));
}

function gymOf({ payment: { purpose } }: PaymentRow): string | null {
  return purpose.kind === 'checkout' ? purpose.gymSlug : null;
}

function anomaliesOf(row: PaymentRow): readonly Found[] {
  const place = { gymSlug: gymOf(row), paymentId: row.payment.id };
  const open = row.anomalies.filter(({ resolution }) => resolution === null);
  return open.map(({ id, kind, subject: about, recordedAt: since }) => {
    const detail = { provider: row.payment.provider, left: leftOf(row, about) };
    return { ...place, kind, subject: id, since, about, detail };
  });
}

function leftOf({ attempts, refunds }: PaymentRow, id: string): number | null {
  const attempt = attempts.find(({ providerPaymentId }) => providerPaymentId === id);
  if (attempt === undefined) return null;
  const back = refunds.filter(({ providerPaymentId, status }) => providerPaymentId === id && status !== 'failed');
  return back.reduce((left, { amount }) => left - amount.minor, attempt.capturedMinor);
}

function overdueIn(row: PaymentRow, now: Date): readonly Found[] {
  const place = { gymSlug: gymOf(row), paymentId: row.payment.id };
  return row.refunds.flatMap(({ id, status, createdAt }) => {
    const since = new Date(createdAt.getTime() + REFUND_OVERDUE_MS);
    return status === 'pending' && since <= now
      ? [{ ...place, kind: 'refund_overdue', subject: id, since, about: id }]
      : [];
  });
}

function abandonedIn(tables: Tables, { kind, subject, abandonedAt, resolution }: CheckRow): readonly Found[] {
  if (abandonedAt === null || resolution !== null) return [];
  const since = abandonedAt;
  const [id, rest] = [subject.slice(0, 36), subject.slice(37)];
  if (kind !== 'delivery') {
    const row = paymentOf(tables, kind, id);
    const gymSlug = row === undefined ? gymOfAccount(tables, kind === 'grant' ? id : '') : gymOf(row);
    const place = { gymSlug, paymentId: row?.payment.id ?? null };
    return [{ ...place, kind: 'check_abandoned', subject: `${kind}/${subject}`, since, about: `${kind} ${subject}` }];
  }
  const delivery = tables.deliveries.get(keyOf(id, rest));
  if (delivery?.state !== 'waiting') return [];
  const { eventType, eventId } = delivery.record;
  const place = { gymSlug: gymOfAccount(tables, id), paymentId: null };
  return [{ ...place, kind: 'delivery_abandoned', subject, since, about: `${eventType} ${eventId}` }];
}

function paymentOf({ payments, keys }: Tables, kind: CheckRow['kind'], id: string): PaymentRow | undefined {
  const isOfPart = kind === 'refund' || kind === 'capture';
  return payments.get(isOfPart ? (keys.get(keyOf(kind, id)) ?? '') : id);
}

function gymOfAccount({ accounts }: Tables, id: string): string | null {
  const owner = accounts.get(id)?.owner;
  return owner?.kind === 'gym' ? owner.slug : null;
}

function gymsIn({ gyms }: Tables): readonly Found[] {
  const needing = [...gyms.values()].filter(({ needsReconnect }) => needsReconnect);
  return needing.map(({ slug, credentialsRefusedAt, updatedAt, ...gym }) => ({
    kind: credentialsRefusedAt === null ? 'gym_needs_reconnect' : 'gym_credentials_refused',
    subject: slug,
    since: credentialsRefusedAt ?? updatedAt,
    gymSlug: slug,
    paymentId: null,
    about: slug,
    detail: {
      name: gym.name,
      payments_enabled: gym.paymentsEnabled,
      provider: gym.provider,
      currency: gym.currency,
      return_url: gym.returnUrl,
      signature: gym.signature,
    },
  }));
}

function endpointsIn({ endpoints }: Tables): readonly Found[] {
  const off = [...endpoints.values()].filter(
    ({ status, disabledReason }) => status === 'disabled' && disabledReason !== 'by_operator',
  );
  return off.map(({ id: subject, updatedAt: since, gymSlug, url, eventTypes, description }) => ({
    kind: 'endpoint_disabled',
    ...{ subject, since, gymSlug, paymentId: null, about: url },
    detail: { url, event_types: eventTypes, description },
  }));
}
