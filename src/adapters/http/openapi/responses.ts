import type { ErrorAnswer, ErrorFormat } from '../errors.ts';
import type { Remarks } from './about.ts';
import { type HeaderName, headerReferences } from './components.ts';
import { codeIn, errorSchema } from './error-schemas.ts';
import { answerTo, type FailureCode, whenItFails } from './failures.ts';
import type { Example, Json, Response } from './types.ts';

type Said = ErrorAnswer & { readonly code: FailureCode };

/** Every error that an operation answers with, by status. */
export function errorResponses(format: ErrorFormat, codes: readonly FailureCode[], remarks: Remarks) {
  const said = codes.map((code): Said => ({ code, ...answerTo(code, format, remarks) }));
  const byStatus = Object.groupBy(said, ({ status }) => status);
  const responses = Object.entries(byStatus).map(([status, cases = []]) => {
    const media = { schema: errorSchema(format, Number(status)), examples: examplesOf(cases) };
    const headers = headerReferences([...headersOf(remarks), ...cases.flatMap(ownHeaders)]);
    const response: Response = { description: descriptionOf(cases), headers, content: { 'application/json': media } };
    return [status, response] as const;
  });
  return Object.fromEntries(responses);
}

/** What the answer to a request that succeeds carries. */
export function successHeaders(remarks: Remarks): Response['headers'] {
  return headerReferences([...headersOf(remarks), ...(remarks.isIdempotent ? (['IdempotencyReplayed'] as const) : [])]);
}

const COUNTED = ['RateLimitLimit', 'RateLimitRemaining', 'RateLimitReset'] as const;

function headersOf({ access }: Remarks): readonly HeaderName[] {
  return access === 'probe' ? ['RequestId'] : ['RequestId', ...COUNTED];
}

function ownHeaders({ code, status, retryAfterSeconds }: Said): readonly HeaderName[] {
  if (code === 'unauthorized') return ['WwwAuthenticate'];
  if (code === 'rate_limited' || retryAfterSeconds !== undefined) return ['RetryAfter'];
  return status === 502 || code === 'operation_running' ? ['RetryAfterWhenKnown'] : [];
}

/** One sentence, or a list of them. Codes that are words tell more than what stands in the status line. */
function descriptionOf(cases: readonly Said[]): string {
  const lines = cases.map((said) => {
    const code = codeIn(said);
    return typeof code === 'string' ? `\`${code}\`: ${whenItFails(said.code)}` : whenItFails(said.code);
  });
  const [first = ''] = lines;
  return lines.length === 1 ? first : lines.map((line) => `- ${line}`).join('\n');
}

/** Different reasons may be told in the same words: each body once. */
function examplesOf(cases: readonly Said[]): Record<string, Example> {
  const seen = new Map(cases.map(({ code, body }) => [JSON.stringify(body), { code, body }]));
  return Object.fromEntries(
    [...seen.values()].map(({ code, body }) => [code, { summary: whenItFails(code), value: body as Json }]),
  );
}
