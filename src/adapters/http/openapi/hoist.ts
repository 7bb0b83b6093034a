import type { Document, Schema } from './types.ts';

/**
 * Schemas with a title become components of that name, so that generated clients have names for their types.
 * The routes' schemas stay free of references, which Fastify would have to resolve for each route.
 */
export function withNamedSchemas(document: Document): Document {
  const schemas: Record<string, Schema> = {};
  const paths = hoist(document.paths, schemas) as Document['paths'];
  const webhooks = hoist(document.webhooks, schemas) as Document['webhooks'];
  const parameters = hoist(document.components.parameters, schemas) as Document['components']['parameters'];
  const named = { ...document.components.schemas, ...sorted(schemas) };
  return { ...document, paths, webhooks, components: { ...document.components, parameters, schemas: named } };
}

/** Data, not schemas: a `title` in it is none. */
const DATA = new Set(['example', 'examples', 'enum', 'const']);

function hoist(node: unknown, schemas: Record<string, Schema>): unknown {
  if (Array.isArray(node)) return node.map((item) => hoist(item, schemas));
  if (typeof node !== 'object' || node === null) return node;
  const copy: Schema = Object.fromEntries(
    entriesOf(node).map(([key, value]) => [key, DATA.has(key) ? value : hoist(value, schemas)]),
  );
  if (typeof copy.title !== 'string') return copy;
  const { title: name, examples: _examples, ...schema } = copy;
  schemas[name] = merged(name, schemas[name] ?? schema, schema);
  return { $ref: `#/components/schemas/${name}` };
}

/** A parameter carries its description itself, so its schema has none there. */
function merged(name: string, known: Schema, schema: Schema): Schema {
  const description = known.description ?? schema.description;
  const isSame = [known, schema].every(
    (each) => textOf(each) === textOf(known) && (each.description ?? description) === description,
  );
  if (!isSame) throw new Error(`two different schemas are called ${name}`);
  return known.description === undefined ? schema : known;
}

function textOf({ description: _description, ...schema }: Schema): string {
  return JSON.stringify(schema);
}

/** `~refine` holds the functions that check what a schema can't say: they are no part of JSON Schema. */
function entriesOf(node: object): [string, unknown][] {
  return Object.entries(node).filter(([key]) => !key.startsWith('~'));
}

function sorted(schemas: Readonly<Record<string, Schema>>): Record<string, Schema> {
  return Object.fromEntries(Object.entries(schemas).sort(([a], [b]) => (a < b ? -1 : 1)));
}
