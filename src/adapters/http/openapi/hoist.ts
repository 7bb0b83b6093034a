import type { Document, Schema } from './types.ts';

/**
 * Schemas with a title become components of that name, so that generated clients have names for their types.
 * The routes' schemas stay free of references, which the framework would have to resolve at each.
 */
export function withNamedSchemas(document: Document): Document {
  const schemas: Record<string, Schema> = {};
  const paths = hoist(document.paths, schemas) as Document['paths'];
  const components = { ...document.components, schemas: { ...document.components.schemas, ...sorted(schemas) } };
  return { ...document, paths, components };
}

/** Data, not schemas: what is called a title there is none. */
const DATA = new Set(['example', 'examples', 'enum', 'const']);

function hoist(node: unknown, schemas: Record<string, Schema>): unknown {
  if (Array.isArray(node)) return node.map((item) => hoist(item, schemas));
  if (typeof node !== 'object' || node === null) return node;
  const entries = Object.entries(node).map(([key, value]) => [key, DATA.has(key) ? value : hoist(value, schemas)]);
  const copy: Schema = Object.fromEntries(entries);
  if (typeof copy.title !== 'string') return copy;
  const { title: name, examples: _examples, ...schema } = copy;
  const known = schemas[name];
  if (known !== undefined && JSON.stringify(known) !== JSON.stringify(schema))
    throw new Error(`two different schemas are called ${name}`);
  schemas[name] = schema;
  return { $ref: `#/components/schemas/${name}` };
}

function sorted(schemas: Readonly<Record<string, Schema>>): Record<string, Schema> {
  return Object.fromEntries(Object.entries(schemas).sort(([a], [b]) => (a < b ? -1 : 1)));
}
