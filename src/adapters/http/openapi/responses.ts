import type { ErrorAnswer, ErrorFormat } from '../errors/errors.ts';
import { ordersFormat } from '../errors/orders-format.ts';
import { type HeaderName, headerReferences } from './components.ts';
import { codeIn, errorSchema } from './error-schemas.ts';
import { answerTo, type FailureCode, whenItFails } from './failures.ts';
import type { Remarks } from './route-docs.ts';
import type { Example, Json, Response } from './types.ts';

type Said = ErrorAnswer & { readonly code: FailureCode };

/** The error responses of an operation, by status. */
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

/** A probe has no client errors of its own; what is refused before routing is refused in the orders format. */
export function unroutedResponse(remarks: Remarks): Readonly<Record<string, Response>> {
  const { body } = ordersFormat({ code: 'bad_request', message: 'Invalid request' });
  const response = {
    description: 'The request is not valid HTTP (400), or it has an unsupported `Expect` header (417).',
    headers: headerReferences(headersOf(remarks)),
    content: {
      'application/json': { schema: { $ref: '#/components/schemas/OrdersError' }, example: body as Json },
    },
  };
  return { '4XX': response };
}

/** The headers of a successful response. */
export function successHeaders(remarks: Remarks): Response['headers'] {
  const { isIdempotent, locates } = remarks;
  return headerReferences([
    ...headersOf(remarks),
    ...(locates ? (['Location'] as const) : []),
    ...(isIdempotent ? (['IdempotencyReplayed'] as const) : []),
  ]);
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

/** One sentence, or a list of them, with the code where it is a word: it says more than the status does. */
function descriptionOf(cases: readonly Said[]): string {
  const lines = cases.map((said) => {
    const code = codeIn(said);
    return typeof code === 'string' ? `\`${code}\`: ${whenItFails(said.code)}` : whenItFails(said.code);
  });
  const [first = ''] = lines;
  return lines.length === 1 ? first : lines.map((line) => `- ${line}`).join('\n');
}

/** Several failures can have the same body: each body once. */
function examplesOf(cases: readonly Said[]): Record<string, Example> {
  const seen = new Map(cases.map(({ code, body }) => [JSON.stringify(body), { code, body }]));
  return Object.fromEntries(
    [...seen.values()].map(({ code, body }) => [code, { summary: whenItFails(code), value: body as Json }]),
  );
}
