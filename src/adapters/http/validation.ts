import type { FastifyInstance, FastifySchemaCompiler } from 'fastify';
import type { TSchema } from 'typebox';
import { Compile } from 'typebox/schema';
import { DomainError, invalid } from '../../domain/error.ts';

/** Without factories for them Fastify loads compilers of its own (ajv, fast-json-stringify), used or not: 60 ms. */
export const NO_OTHER_COMPILERS = {
  compilersFactory: { buildValidator: () => neverAsked, buildSerializer: () => neverAsked },
};

/** Answers are written as they stand: their schemas are for those who read about them. */
export function setCompilers(server: FastifyInstance): void {
  server.setValidatorCompiler(validatorCompiler);
  server.setSerializerCompiler(() => JSON.stringify);
}

function neverAsked(): never {
  throw new Error('a schema was compiled before the compilers were set');
}

/** Checks without changing anything: the type provider's own compiler coerces path and query parameters. */
const validatorCompiler: FastifySchemaCompiler<TSchema> = ({ schema }) => {
  const validator = Compile(schema);
  return (value) => (validator.Check(value) ? { value } : { error: firstProblem(validator.Errors(value)[1]) });
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
