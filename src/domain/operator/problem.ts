import type { AnomalyKind } from '../payment/anomaly.ts';
import { CHECK_KINDS, type CheckKind } from '../schedule.ts';

/** What a person can do about a problem. The adapter that serves them says how each is requested. */
export const REMEDIES = [
  'explain',
  'retry',
  'refund',
  'resolve',
  'connect',
  'put_credentials',
  'test_endpoint',
  'enable_endpoint',
] as const;
export type RemedyKind = (typeof REMEDIES)[number];

type Row = {
  /** What is wrong, as a sentence. */
  readonly means: string;
  /** Whether an operator's word closes it; the others end with what they are about. */
  readonly isClosedByWord: boolean;
  /** In the order in which a person would try them. */
  readonly remedies: readonly RemedyKind[];
};

/** Money may have come that does not count, or too much of it. */
const ofMoney = (means: string): Row => ({
  means,
  isClosedByWord: true,
  remedies: ['explain', 'refund', 'retry', 'resolve'],
});

const toLookInto = (means: string): Row => ({
  means,
  isClosedByWord: true,
  remedies: ['explain', 'retry', 'resolve'],
});

const ofGym = (means: string, ...remedies: readonly RemedyKind[]): Row => ({
  means,
  isClosedByWord: false,
  remedies,
});

const OF_ANOMALIES = {
  amount_mismatch: ofMoney('The provider reports another amount than was asked for'),
  currency_mismatch: ofMoney('The provider reports another currency than was asked for'),
  account_mismatch: toLookInto('Another account than the payment has reports it, or is reported'),
  reference_mismatch: toLookInto('The provider reports it with a reference that is not its own'),
  parent_mismatch: ofMoney('It was paid on a page that no customer was given'),
  paid_in_part: ofMoney('A part was paid whose rest has not come in time, or can no longer come'),
  paid_after_cancel: ofMoney('It was paid after it was cancelled'),
  paid_twice: ofMoney('More than its amount was paid'),
  order_paid_twice: ofMoney('Its order is paid by another payment, too'),
  not_paid: toLookInto('It counts as paid, and the provider shows now that it is not'),
  order_differs: ofMoney('Its order is cancelled, or has another amount than was paid'),
  unknown_status: toLookInto('The provider uses a word that is not known here'),
  outcome_unknown: toLookInto('The provider never showed how a call, or the payment, ended'),
  not_closed: toLookInto('It should no longer be payable, and the provider does not close it'),
} as const satisfies Record<AnomalyKind, Row>;

/**
 * Everything that waits for a person, by its kind: open anomalies, and what no schedule goes on with. A new kind is a row
 * here, and a source in each store that finds it.
 */
export const PROBLEMS = {
  ...OF_ANOMALIES,
  check_abandoned: toLookInto('The schedule has given up looking at it'),
  delivery_abandoned: { ...toLookInto('A webhook could not be processed'), remedies: ['retry', 'resolve'] },
  refund_overdue: {
    ...toLookInto('A refund has been pending for a week'),
    isClosedByWord: false,
    remedies: ['explain', 'retry'],
  },
  gym_needs_reconnect: ofGym('Its owner has to connect the account again', 'connect', 'put_credentials'),
  gym_credentials_refused: ofGym('The provider refuses its credentials', 'put_credentials', 'connect', 'retry'),
  endpoint_disabled: {
    means: 'It gets no events any more, since its answers disabled it',
    isClosedByWord: false,
    remedies: ['test_endpoint', 'enable_endpoint'],
  },
} as const satisfies Record<string, Row>;

export type ProblemKind = keyof typeof PROBLEMS;

export const PROBLEM_KINDS = Object.keys(PROBLEMS) as readonly ProblemKind[];

/** How long a refund is pending before a person has to look. */
export const REFUND_OVERDUE_MS = 7 * 24 * 3_600_000;

/**
 * What a remedy is requested with: the fields of the gym or the endpoint; of an anomaly the payment's provider, and in minor
 * units what is `left` of the attempt's money (null: it is about no attempt).
 */
export type ProblemDetail = Readonly<Record<string, string | number | boolean | null | readonly string[]>>;

export type Problem = {
  readonly id: string;
  readonly kind: ProblemKind;
  readonly since: Date;
  readonly gymSlug: string | null;
  readonly paymentId: string | null;
  /** Which one it is of those of its kind: an anomaly's, a refund's or an endpoint's id, a check's kind and subject, a slug. */
  readonly subject: string;
  /** What it is about, for a person. */
  readonly about: string;
  readonly detail: ProblemDetail;
};

export function problemId({ kind, subject }: Pick<Problem, 'kind' | 'subject'>): string {
  return `${kind}:${subject}`;
}

/** `It was paid after it was cancelled: 143845427326`. */
export function summaryOf({ kind, about }: Pick<Problem, 'kind' | 'about'>): string {
  return `${PROBLEMS[kind].means}: ${about}`;
}

export function isClosedByWord(kind: ProblemKind): boolean {
  return PROBLEMS[kind].isClosedByWord;
}

/** What the provider that a problem is about can do; nothing where the problem is about none. */
export type Abilities = { readonly refunds: boolean; readonly connects: boolean; readonly searches: boolean };

/** What can be requested now: nothing that is about a payment or money that is not there, or that the provider can't do. */
export function remediesOf(
  { kind, paymentId, detail }: Pick<Problem, 'kind' | 'paymentId' | 'detail'>,
  { refunds, connects, searches }: Abilities,
): readonly RemedyKind[] {
  const { remedies }: Row = PROBLEMS[kind];
  const isPossible: Readonly<Partial<Record<RemedyKind, boolean>>> = {
    explain: paymentId !== null,
    refund: refunds && Number(detail['left'] ?? 0) > 0,
    connect: connects,
    // Credentials are tried by a search.
    retry: searches || kind !== 'gym_credentials_refused',
  };
  return remedies.filter((remedy) => isPossible[remedy] ?? true);
}

export function isAnomalyKind(kind: ProblemKind): kind is AnomalyKind {
  return kind in OF_ANOMALIES;
}

/** The check that a problem of the kind `check_abandoned` is about; its subject is `<kind>/<subject>`. */
export function abandonedCheck(text: string): { readonly kind: CheckKind; readonly subject: string } {
  const kind = CHECK_KINDS.find((one) => text.startsWith(`${one}/`));
  if (kind === undefined) throw new Error(`${text} is no check`);
  return { kind, subject: text.slice(kind.length + 1) };
}
