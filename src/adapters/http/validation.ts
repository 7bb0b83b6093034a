import type { FastifyInstance, FastifySchemaCompiler } from 'fastify';
import type { TSchema } from 'typebox';
import { Compile } from 'typebox/schema';
import { DomainError, invalid } from '../../domain/error.ts';
import { queryReader } from './query.ts';

/** Without factories for them Fastify loads compilers of its own (ajv, fast-json-stringify), used or not: 60 ms. */
export const NO_OTHER_COMPILERS = {
  compilersFactory: { buildValidator: () => neverAsked, buildSerializer: () => neverAsked },
};

/** Answers are written as they stand: their schemas are for those who read about them. */
export function setCompilers(server: FastifyInstance): void {
  server.setValidatorCompiler(validatorCompiler);
  server.setSerializerCompiler(() => JSON.stringify);
}

/** Formats are for readers of the document: `fields.ts` checks them by functions of its own. */
function withoutFormats<Schema>(schema: Schema): Schema {
  if (Array.isArray(schema)) return schema.map(withoutFormats) as Schema;
  if (typeof schema !== 'object' || schema === null) return schema;
  const entries = Object.entries(schema).filter(([key, value]) => key !== 'format' || typeof value !== 'string');
  return Object.fromEntries(entries.map(([key, value]) => [key, withoutFormats(value)])) as Schema;
}

function neverAsked(): never {
  throw new Error('a schema was compiled before the compilers were set');
}

/** Checks without conversion: the type provider's own compiler would coerce path and query parameters. */
const validatorCompiler: FastifySchemaCompiler<TSchema> = ({ schema, httpPart }) => {
  const validator = Compile(withoutFormats(schema));
  const read = httpPart === 'querystring' ? queryReader(schema) : (value: unknown) => value;
  return (input) => {
    const value = read(input);
    return validator.Check(value) ? { value } : { error: firstProblem(validator.Errors(value)[1]) };
  };
};

type Problem = ReturnType<ReturnType<typeof Compile>['Errors']>[1][number];

function firstProblem([problem]: readonly Problem[]): DomainError {
  if (problem === undefined) throw new Error('a value was refused without a reason');
  const path = problem.instancePath.split('/').slice(1);
  if (problem.keyword === 'required') {
    const field = [...path, problem.params.requiredProperties[0]].join('.');
    return invalid(field, `${field} is required`);
  }
  if (path.length === 0) return new DomainError('invalid', 'Request body must be a JSON object');
  const field = path.join('.');
  return invalid(field, `${field} is not valid`);
}
