import { type Fact, join } from '../../../../domain/payment/fact.ts';
import type { Report } from '../../../../domain/payment/report.ts';
import { type Failure, type Outcome, ok } from '../../../../ports/outcome.ts';
import type { OpenRequest, Parent } from '../../../../ports/payment-provider/requests.ts';
import { textOrNull } from '../../shared/json.ts';
import type { Client } from '../calls/client.ts';
import { unanswered } from '../calls/errors.ts';
import { countOrNull, readAll } from '../calls/list.ts';
import { decidePayments, findDecided, findPayments, isUndecided } from '../payments/payments.ts';
import { endAt, parentOf, requestOf } from './preference.ts';

/** How many preferences of one reference are read: more than a few calls can't have been lost. */
const MAX_FOUND = 20;

const NOT_A_PREFERENCE = unanswered('the answer is not a preference');

export async function open(client: Client, request: OpenRequest): Promise<Outcome<Parent>> {
  const body = requestOf(request);
  if (typeof body === 'string') return { kind: 'rejected', about: 'request', reason: body };
  const answer = await client.call(({ Preference }, config) => new Preference(config).create({ body }), {
    idempotencyKey: request.idempotencyKey,
    asked: 'preference',
  });
  return answer.kind === 'ok' ? parentIn(answer.value, client) : answer;
}

/** A preference says little by itself, so the payments that were made for it are asked for too. */
export async function retrieve(client: Client, parentId: string): Promise<Outcome<Parent | null>> {
  const parent = await get(client, parentId);
  return parent.kind === 'ok' && parent.value !== null ? await withPayments(client, parent.value) : parent;
}

/** Preferences are searched without their `init_point`, and the search lags: each is read by its id. */
export async function find(client: Client, reference: string): Promise<Outcome<readonly Parent[]>> {
  const listed = await readAll(client, {
    what: 'preferences',
    ask:
      (place) =>
      ({ Preference }, config) =>
        new Preference(config).search({ options: { external_reference: reference, ...place } }),
    read: ({ elements, total }) => (Array.isArray(elements) ? { items: elements, total: countOrNull(total) } : null),
  });
  if (listed.kind !== 'ok') return listed;
  const ids = idsIn(listed.value, reference);
  if (ids.length > MAX_FOUND) return unanswered(`there are more than ${MAX_FOUND} preferences of one reference`);
  const parents = await Promise.all(ids.map((id) => get(client, id)));
  const failure = parents.find((parent): parent is Failure => parent.kind !== 'ok');
  const found = parents.flatMap((parent) => (parent.kind === 'ok' && parent.value !== null ? [parent.value] : []));
  return failure ?? ok(found.filter(({ report }) => report.reference === reference));
}

/**
 * Nothing deletes a preference: it is made to have expired. A voucher that was handed out, or a payment under review,
 * could still bring money in, so what is not decided yet is cancelled.
 * One that had expired is left alone, so its end stays its end.
 */
export async function close(client: Client, parentId: string, isSurplus = false): Promise<Outcome<Parent>> {
  // Payments carry the reference, and not the preference: what is under way may be another one's, and is left alone.
  const payments = isSurplus ? findDecided : decidePayments;
  const parent = await get(client, parentId);
  if (parent.kind !== 'ok') return parent;
  if (parent.value === null) return { kind: 'rejected', about: 'request', reason: 'There is no such preference' };
  if (isOver(parent.value)) return await withPayments(client, parent.value, payments);
  const updatePreferenceRequest = endAt(client.now());
  const answer = await client.call(({ Preference }, config) =>
    // The types want a whole preference; the API changes what it is sent.
    new Preference(config).update({ id: parentId, updatePreferenceRequest: updatePreferenceRequest as never }),
  );
  const closed = answer.kind === 'ok' ? parentIn(answer.value, client) : answer;
  if (closed.kind !== 'ok') return closed;
  if (!isOver(closed.value)) return unanswered('the preference did not end');
  return await withPayments(client, closed.value, payments);
}

function isOver({ report }: Parent): boolean {
  return report.fact?.kind === 'cancelled';
}

async function get(client: Client, preferenceId: string): Promise<Outcome<Parent | null>> {
  const answer = await client.call(({ Preference }, config) => new Preference(config).get({ preferenceId }));
  if (answer.kind !== 'ok' || answer.value === null) return answer as Outcome<null>;
  const parent = parentIn(answer.value, client);
  return parent.kind === 'ok' && parent.value.parentId !== preferenceId ? NOT_A_PREFERENCE : parent;
}

function parentIn(answer: unknown, client: Client): Outcome<Parent> {
  const parent = parentOf(answer, client);
  return parent === null ? NOT_A_PREFERENCE : ok(parent);
}

async function withPayments(client: Client, parent: Parent, find = findPayments): Promise<Outcome<Parent>> {
  const { reference } = parent.report;
  const payments = reference === null ? ok([]) : await find(client, reference);
  return payments.kind === 'ok' ? ok({ ...parent, report: joined(parent, payments.value) }) : payments;
}

/**
 * The parent's time being over ends nothing that was begun before: until that is decided it can bring money, and what it
 * says counts.
 */
function joined(parent: Parent, payments: readonly Report[]): Report {
  const { report } = parent;
  const undecided = isOver(parent) ? payments.find(isUndecided) : undefined;
  const overAt = isOver(parent) && undecided === undefined ? (report.fact?.occurredAt ?? null) : null;
  const [greatest] = payments;
  if (greatest === undefined) return { ...report, overAt };
  const isPaid = greatest.fact?.kind === 'succeeded';
  const decisive = (isPaid ? undefined : undecided) ?? greatest;
  const fact = decisive === undecided ? decisive.fact : joinedFact(report.fact, greatest.fact);
  const others = payments.flatMap(({ attempt }) => (attempt === null || attempt === decisive.attempt ? [] : [attempt]));
  const reversals = payments.flatMap((payment) => payment.reversals);
  const unanswered = payments.flatMap((payment) => payment.unanswered ?? []);
  const unknownDeclines = payments.flatMap((payment) => payment.unknownDeclines);
  const rest = { others, reversals, unknownDeclines, ...(unanswered.length > 0 && { unanswered }) };
  return { ...report, fact, overAt, attempt: decisive.attempt, ...rest, unknownStatus: decisive.unknownStatus };
}

function joinedFact(parent: Fact | null, payment: Fact | null): Fact | null {
  return parent !== null && payment !== null ? join(parent, payment) : (parent ?? payment);
}

/** Newest first. The filter is applied again, in case the search ignored it. */
function idsIn(elements: readonly unknown[], reference: string): string[] {
  return elements
    .map((element): Readonly<Record<string, unknown>> => Object(element))
    .filter((element) => (textOrNull(element['external_reference']) ?? reference) === reference)
    .sort((a, b) => Date.parse(String(b['date_created'])) - Date.parse(String(a['date_created'])))
    .flatMap((element) => textOrNull(element['id']) ?? []);
}
