import { type Static, Type } from 'typebox';
import type { OpenProblem } from '../../../../app/problems/read-problems.ts';
import { PROBLEM_KINDS, PROBLEMS, summaryOf } from '../../../../domain/operator/problem.ts';
import { Instant, instant, oneOf, textOrNull } from '../../wire/fields.ts';
import { RemedyView, showRemedies } from './remedies.ts';

export const ProblemKindView = oneOf(
  PROBLEM_KINDS,
  'What is wrong: the kind of an open anomaly of a payment, or `check_abandoned` and `delivery_abandoned` (the schedule has ' +
    'given up), `refund_overdue` (pending for 7 days), `gym_needs_reconnect`, `gym_credentials_refused`, ' +
    '`endpoint_disabled` (by its answers).',
  'ProblemKind',
);

export const ProblemView = Type.Object(
  {
    id: Type.String({ description: 'The same as long as the problem is open.' }),
    kind: ProblemKindView,
    since: { ...Instant, description: 'Since when.' },
    gym_id: textOrNull('The gym, if it is about one.'),
    payment_id: textOrNull('The payment, if it is about one.', { format: 'uuid' }),
    summary: Type.String({ description: 'The problem as a sentence.' }),
    remedies: Type.Array(RemedyView, { description: 'What can be done, in the order in which to try it.' }),
  },
  { title: 'Problem', description: 'Something that waits for a person.' },
);
export type ProblemView = Static<typeof ProblemView>;

/** `program`: how the command line is started where this is installed. */
export function showProblem(problem: OpenProblem, program: string): ProblemView {
  const { id, kind, since, gymSlug, paymentId } = problem;
  return {
    ...{ id, kind, since: instant(since), gym_id: gymSlug, payment_id: paymentId },
    summary: summaryOf(problem),
    remedies: showRemedies(problem, program),
  };
}

export const PROBLEM_EXAMPLE: ProblemView = showProblem(
  {
    id: 'paid_twice:880e8400-e29b-41d4-a716-446655440000',
    kind: 'paid_twice',
    since: new Date('2024-01-01T00:00:00Z'),
    gymSlug: 'iron-temple',
    paymentId: '660e8400-e29b-41d4-a716-446655440000',
    subject: '880e8400-e29b-41d4-a716-446655440000',
    about: '143845427326',
    detail: { left: 500000, provider: 'mercadopago' },
    remedies: PROBLEMS.paid_twice.remedies,
    credentials: [],
  },
  'npm run cli --',
);
