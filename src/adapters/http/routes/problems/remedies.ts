import { type Static, Type } from 'typebox';
import type { OpenProblem } from '../../../../app/problems/read-problems.ts';
import { type Problem, problemId, type RemedyKind } from '../../../../domain/operator/problem.ts';
import type { CredentialField } from '../../../../ports/payment-provider/credentials.ts';
import { oneOf } from '../../wire/fields.ts';
import { UNDER } from '../paths.ts';

/** A request of this API. What only a person knows is written ‹…› in its body; which header it needs stands in its label. */
export const RemedyView = Type.Object(
  {
    label: Type.String({ description: 'What it does; and that it needs an `Idempotency-Key`, where it does.' }),
    method: oneOf(['GET', 'POST', 'PUT'], 'The method of the request.'),
    path: Type.String({ description: 'Its path.' }),
    body: Type.Union([Type.Record(Type.String(), Type.Unknown()), Type.Null()], {
      description: 'Its JSON; what stands in ‹…› is for a person to fill in. Null: there is none.',
    }),
    command: Type.String({ description: 'The same on the command line.' }),
  },
  { title: 'Remedy', description: 'Something that can be done about a problem: a request of this API.' },
);
export type RemedyView = Static<typeof RemedyView>;

/** What is requested, without the program in its command; a payment's remedies are only of problems that have one. */
const REMEDIES: Readonly<Record<RemedyKind, (problem: OpenProblem) => RemedyView>> = {
  explain: ({ paymentId }) => ({
    label: 'Look at the payment and its story',
    ...{ method: 'GET', path: `${UNDER.payments}/${paymentId}/details`, body: null },
    command: typed('explain', paymentId ?? ''),
  }),
  retry: (problem) => ({
    label: 'Look again now',
    ...{ method: 'POST', path: `${pathOf(problem)}/retry`, body: null },
    command: typed('problems', 'retry', problemId(problem)),
  }),
  refund: ({ kind, paymentId, about }) => ({
    label: `Send back ${kind === 'paid_twice' ? 'what is beyond its amount' : 'all that is left of this attempt'}, which ends it (needs an Idempotency-Key)`,
    ...{ method: 'POST', path: `${UNDER.payments}/${paymentId}/refunds` },
    body: {
      ...(kind === 'paid_twice' && { amount: '‹how much, in minor units›' }),
      provider_payment_id: about,
      reason: '‹why›',
    },
    command: typed('payment', 'refund', paymentId ?? '', '--attempt', about),
  }),
  resolve: (problem) => ({
    label: problem.remedies.includes('refund')
      ? 'Keep the money: say why, and close it'
      : 'Say what you found, and close it',
    ...{ method: 'POST', path: `${pathOf(problem)}/resolve`, body: { reason: '‹what you found, and did about it›' } },
    command: `${typed('problems', 'resolve', problemId(problem))} --reason '‹what you found, and did about it›'`,
  }),
  connect: ({ subject }) => ({
    label: 'Make a link with which the owner connects the account',
    ...{ method: 'POST', path: `${UNDER.gyms}/${subject}/connect`, body: {} },
    command: typed('gym', 'connect', subject),
  }),
  put_credentials: ({ subject, detail, credentials }) => ({
    label: 'Store other credentials',
    ...{ method: 'PUT', path: `${UNDER.gyms}/${subject}` },
    body: {
      ...detail,
      credentials: Object.fromEntries(credentials.filter(({ isRequired }) => isRequired).map(toFill)),
    },
    command: typed('gym', 'put', subject, '--credentials-stdin'),
  }),
  test_endpoint: ({ subject }) => ({
    label: 'Send it a test',
    ...{ method: 'POST', path: `${UNDER.endpoints}/${subject}/test`, body: null },
    command: typed('endpoint', 'test', subject),
  }),
  enable_endpoint: ({ subject, detail }) => ({
    label: 'Send it events again, from the next one on',
    ...{ method: 'PUT', path: `${UNDER.endpoints}/${subject}`, body: { ...detail, status: 'enabled' } },
    command: typed('endpoint', 'put', subject, '--enable'),
  }),
};

/** `program`: how the command line is started where this is installed. */
export function showRemedies(problem: OpenProblem, program: string): RemedyView[] {
  return problem.remedies
    .map((kind) => REMEDIES[kind](problem))
    .map(({ command, ...remedy }) => ({ ...remedy, command: `${program} ${command}` }));
}

function toFill({ name, isList }: CredentialField): [name: string, value: string | readonly string[]] {
  const value = `‹${name.replaceAll('_', ' ')}›`;
  return [name, isList ? [value] : value];
}

function pathOf(problem: Problem): string {
  return `${UNDER.problems}/${encodeURIComponent(problemId(problem))}`;
}

function typed(...words: readonly string[]): string {
  return words.map(quoted).join(' ');
}

/** Some of the words are a provider's: a shell must not obey them. */
function quoted(word: string): string {
  return /^[\w./:-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
