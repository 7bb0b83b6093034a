import type { FastifySchemaCompiler } from 'fastify';
import type { TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import { DomainError, invalid } from '../../domain/error.ts';

/** Checks without changing anything: the type provider's own compiler coerces path and query parameters. */
export const validatorCompiler: FastifySchemaCompiler<TSchema> = ({ schema }) => {
  const validator = Compile(schema);
  return (value) => (validator.Check(value) ? { value } : { error: firstProblem(validator.Errors(value)) });
};

type Problem = ReturnType<ReturnType<typeof Compile>['Errors']>[number];

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
