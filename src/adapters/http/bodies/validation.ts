import type { FastifyInstance, FastifySchemaCompiler } from 'fastify';
import type { TSchema } from 'typebox';
import { Compile } from 'typebox/schema';
import { Settings } from 'typebox/system';
import { DomainError, type FieldProblem, invalidFields } from '../../../domain/error.ts';
import { expected, type Shape, withoutNull } from '../wire/expected.ts';
import { queryReader } from './query.ts';
import { variantsOf } from './variable.ts';

/** Without factories for them Fastify loads compilers of its own (ajv, fast-json-stringify), used or not: 60 ms. */
export const NO_OTHER_COMPILERS = {
  compilersFactory: { buildValidator: () => neverAsked, buildSerializer: () => neverAsked },
};

/** Enough for every field of a request, each of which may break several keywords; the rest is of no use to callers. */
const MAX_ERRORS = 100;

/** Answers are written as they stand: their schemas are for those who read about them. */
export function setCompilers(server: FastifyInstance): void {
  Settings.Set({ maxErrors: MAX_ERRORS });
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
  const { by, schemas, other } = variantsOf(schema);
  const checks = new Map([...schemas].map(([name, variant]) => [name, checkOf(variant, httpPart)]));
  const checkOther = checkOf(other, httpPart);
  return (input) => (checks.get(by(input)) ?? checkOther)(input);
};

type Check = (input: unknown) => { value: unknown } | { error: Error };

function checkOf(schema: TSchema, httpPart: string | undefined): Check {
  const validator = Compile(withoutFormats(schema));
  const read = httpPart === 'querystring' ? queryReader(schema) : (value: unknown) => value;
  return (input) => {
    const value = read(input);
    if (validator.Check(value)) return { value };
    const repeated = httpPart === 'querystring' ? repeatedIn(Object(input)) : [];
    const errors = validator.Errors(value)[1];
    const found = errors.flatMap((error) => problemsOf(schema, error, httpPart === 'body' ? value : null));
    return { error: refusal(schema, [...repeated, ...found]) };
  };
}

/** The query parameters that were given more than once. */
function repeatedIn(query: object): readonly FieldProblem[] {
  const repeated = Object.entries(query).filter(([, given]) => Array.isArray(given));
  return repeated.map(([field]) => ({ field, message: 'must be given once' }));
}

type SchemaError = ReturnType<ReturnType<typeof Compile>['Errors']>[1][number];

/** Everything that is wrong, in the order of the schema's fields: once a field, with the form that would be right. */
function refusal(schema: Shape, found: readonly FieldProblem[]): DomainError {
  const known = fieldsOf(schema);
  const place = ({ field }: FieldProblem) => {
    const index = known.findLastIndex((name) => `${field}.`.startsWith(`${name}.`));
    return index === -1 ? known.length : index;
  };
  const once = found.filter(({ field }, index) => found.findIndex((one) => one.field === field) === index);
  const [first, ...more] = once.toSorted((one, other) => place(one) - place(other));
  if (first === undefined) return new DomainError('invalid', 'Request body must be a JSON object');
  return invalidFields([first, ...more]);
}

/** By their paths, in the order of the schema. */
function fieldsOf(schema: Shape): readonly string[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, field]) => [
    name,
    ...fieldsOf(withoutNull(field)).map((inner) => `${name}.${inner}`),
  ]);
}

function problemsOf(schema: Shape, error: SchemaError, body: unknown): readonly FieldProblem[] {
  const path = error.instancePath.split('/').slice(1);
  if (error.keyword === 'required')
    return error.params.requiredProperties.map((name) => missing(schema, [...path, name]));
  if (path.length === 0 || isBesideThePoint(error)) return [];
  const field = path.join('.');
  if (error.schemaPath.endsWith('/additionalProperties'))
    return [{ field, message: `is unknown here: there are ${Object.keys(schema.properties ?? {}).join(', ')}` }];
  if (error.keyword === '~refine' && error.message !== '') return [{ field, message: error.message }];
  const inexact = Number.isNaN(path.reduce((at, name) => Object(at)[name], body)) ? INEXACT : '';
  return [{ field, message: `${expected(schemaAt(schema, path))}${inexact}` }];
}

/** Of a number in a body that `json.ts` made NaN. */
const INEXACT = ': the number that was sent has too many decimals or digits';

function missing(schema: Shape, path: readonly string[]): FieldProblem {
  return { field: path.join('.'), message: `is required: it ${expected(schemaAt(schema, path))}` };
}

/** Where a value may also be null, that it isn't null is no fault of it: the other branch says what is wrong. */
function isBesideThePoint(error: SchemaError): boolean {
  return error.keyword === 'anyOf' || (error.keyword === 'type' && error.params.type === 'null');
}

function schemaAt(schema: Shape, path: readonly string[]): Shape {
  return path.reduce((at, name) => withoutNull(at.properties?.[name] ?? at.items ?? {}), withoutNull(schema));
}
