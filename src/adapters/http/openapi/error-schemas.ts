import { Type } from 'typebox';
import type { ErrorFormat } from '../errors.ts';
import { gymsFormat } from '../gyms-api/errors.ts';
import { ordersFormat } from '../orders-api/errors.ts';
import { answerTo, FAILURE_CODES } from './failures.ts';
import type { Json, Schema } from './types.ts';

// Only the document uses these: what is sent is what an error format made, untouched by any serializer.

const OrdersError = Type.Object({
  status: Type.Literal('error'),
  error: Type.String({ description: 'What is wrong, for people. The words may change.' }),
  code: Type.Integer({ description: 'The HTTP status.' }),
  details: Type.Optional(
    Type.Object({ field: Type.String({ description: 'The part of the request at fault; dots lead into objects.' }) }),
  ),
});

const GymsError = Type.Object({
  success: Type.Literal(false),
  error: Type.String({ description: 'What is wrong, for people. The words may change.' }),
  code: Type.Unsafe<string>({
    type: 'string',
    enum: codesOf(gymsFormat),
    description: 'What is wrong, for programs.',
  }),
});

export const ERROR_SCHEMAS = { OrdersError, GymsError } as const;

const NAMES = new Map<ErrorFormat, keyof typeof ERROR_SCHEMAS>([
  [ordersFormat, 'OrdersError'],
  [gymsFormat, 'GymsError'],
]);

/** An error body, with the codes that it can have under this status. */
export function errorSchema(format: ErrorFormat, status: number): Schema {
  const ref = { $ref: `#/components/schemas/${NAMES.get(format)}` };
  return { allOf: [ref, { properties: { code: { enum: codesOf(format, status) } } }] };
}

/** `code` as it stands in bodies: of all answers, or of those with this status. */
function codesOf(format: ErrorFormat, status?: number): Json[] {
  const answers = FAILURE_CODES.map((code) => answerTo(code, format, {}));
  const codes = answers.filter((answer) => status === undefined || answer.status === status).map(codeIn);
  return [...new Set(codes)];
}

export function codeIn({ body }: { readonly body: object }): Json {
  return (body as { code: Json }).code;
}
