import { Type } from 'typebox';
import type { ErrorFormat } from '../errors/errors.ts';
import { gymsFormat } from '../errors/gyms-format.ts';
import { ordersFormat } from '../errors/orders-format.ts';
import { answerTo, FAILURE_CODES } from './failures.ts';
import type { Json, Schema } from './types.ts';

// Only the document uses these: an error format makes the body, and no serializer changes it.

const OrdersError = Type.Object({
  status: Type.Literal('error'),
  error: Type.String({ description: 'The message, for people. Its words can change.' }),
  code: Type.Integer({ description: 'The HTTP status.' }),
  details: Type.Optional(
    Type.Object({
      field: Type.String({ description: 'The first invalid field of the request; dots lead into objects.' }),
      fields: Type.Optional(
        Type.Array(
          Type.Object({
            field: Type.String({ description: 'The invalid field.' }),
            message: Type.String({ description: 'What the field must be, for people.' }),
          }),
          { minItems: 2, description: 'All invalid fields, where there are several.' },
        ),
      ),
    }),
  ),
});

const GymsError = Type.Object({
  success: Type.Literal(false),
  error: Type.String({ description: 'The message, for people. Its words can change.' }),
  code: Type.Unsafe<string>({
    type: 'string',
    enum: codesOf(gymsFormat),
    description: 'The error code, for programs.',
  }),
});

export const ERROR_SCHEMAS = { OrdersError, GymsError } as const;

const NAMES = new Map<ErrorFormat, keyof typeof ERROR_SCHEMAS>([
  [ordersFormat, 'OrdersError'],
  [gymsFormat, 'GymsError'],
]);

/** The error body, with the codes that it can have under this status. */
export function errorSchema(format: ErrorFormat, status: number): Schema {
  const ref = { $ref: `#/components/schemas/${NAMES.get(format)}` };
  const codes = codesOf(format, status);
  const type = typeof codes[0] === 'number' ? 'integer' : 'string';
  return { allOf: [ref, { properties: { code: { type, enum: codes } } }] };
}

/** The values of `code` in bodies: of all failures, or of those with this status. */
function codesOf(format: ErrorFormat, status?: number): Json[] {
  const answers = FAILURE_CODES.map((code) => answerTo(code, format, {}));
  const codes = answers.filter((answer) => status === undefined || answer.status === status).map(codeIn);
  return [...new Set(codes)];
}

export function codeIn({ body }: { readonly body: object }): Json {
  return (body as { code: Json }).code;
}
