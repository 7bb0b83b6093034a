import { type Static, Type } from 'typebox';
import { type Problem, problemId, type RemedyKind, remediesOf } from '../../../../domain/operator/problem.ts';
import { oneOf, textOrNull } from '../../wire/fields.ts';
import { UNDER } from '../paths.ts';

/** A request of this API. What only a person knows is written ‹…› in its body. */
export const RemedyView = Type.Object(
  {
    label: Type.String({ description: 'What it does.' }),
    method: oneOf(['GET', 'POST', 'PUT'], 'The method of the request.'),
    path: Type.String({ description: 'Its path.' }),
    body: Type.Union([Type.Record(Type.String(), Type.Unknown()), Type.Null()], {
      description: 'Its JSON; what stands in ‹…› is for a person to fill in. Null: there is none.',
    }),
    command: textOrNull('The same on the command line; null where there is no such command.'),
  },
  { title: 'Remedy', description: 'Something that can be done about a problem: a request of this API.' },
);
export type RemedyView = Static<typeof RemedyView>;

/** What is requested; a payment's remedies are only of problems that have one. */
const REMEDIES: Readonly<Record<RemedyKind, (problem: Problem) => RemedyView>> = {
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
    label: kind === 'paid_twice' ? 'Send back what is beyond its amount' : 'Send back all that is left of this attempt',
    ...{ method: 'POST', path: `${UNDER.payments}/${paymentId}/refunds` },
    body: {
      ...(kind === 'paid_twice' && { amount: '‹how much, in minor units›' }),
      provider_payment_id: about,
      reason: '‹why›',
    },
    command: typed('payment', 'refund', paymentId ?? '', '--attempt', about),
  }),
  resolve: (problem) => ({
    label: 'Say what you found, and close it',
    ...{ method: 'POST', path: `${pathOf(problem)}/resolve`, body: { reason: '‹what you found, and did about it›' } },
    command: `${typed('problems', 'resolve', problemId(problem))} --reason '‹what you found, and did about it›'`,
  }),
  connect: ({ subject }) => ({
    label: 'Make a link with which the owner connects the account',
    ...{ method: 'POST', path: `${UNDER.gyms}/${subject}/connect`, body: {} },
    command: typed('gym', 'connect', subject),
  }),
  put_credentials: ({ subject, detail }) => ({
    label: 'Store other credentials',
    ...{ method: 'PUT', path: `${UNDER.gyms}/${subject}` },
    body: { ...detail, credentials: { access_token: '‹access token›', webhook_secrets: ['‹webhook secret›'] } },
    command: typed('gym', 'put', subject, '--credentials-stdin'),
  }),
  test_endpoint: ({ subject }) => ({
    label: 'Send it a test',
    ...{ method: 'POST', path: `${UNDER.endpoints}/${subject}/test`, body: null },
    command: null,
  }),
  enable_endpoint: ({ subject, detail }) => ({
    label: 'Send it events again, from the next one on',
    ...{ method: 'PUT', path: `${UNDER.endpoints}/${subject}`, body: { ...detail, status: 'enabled' } },
    command: typed('endpoint', 'put', subject, '--enable'),
  }),
};

/** In the order in which a person would try them. */
export function showRemedies(problem: Problem): RemedyView[] {
  return remediesOf(problem).map((kind) => REMEDIES[kind](problem));
}

function pathOf(problem: Problem): string {
  return `${UNDER.problems}/${encodeURIComponent(problemId(problem))}`;
}

function typed(...words: readonly string[]): string {
  return `npm run cli -- ${words.map(quoted).join(' ')}`;
}

/** Some of the words are a provider's: a shell must not obey them. */
function quoted(word: string): string {
  return /^[\w./:-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
