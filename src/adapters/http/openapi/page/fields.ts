import { type Html, html } from '../../html.ts';
import type { Document, Reference, Schema } from '../types.ts';
import { inline } from './prose.ts';

/** What a reference into the document's components stands for; anything else stands for itself. */
export function resolved<Item extends object>(document: Document, item: Item | Reference): Item {
  if (!('$ref' in item) || typeof item.$ref !== 'string') return item as Item;
  const [, , kind = '', name = ''] = item.$ref.split('/');
  const components: Readonly<Record<string, Readonly<Record<string, object>>>> = document.components;
  return components[kind]?.[name] as Item;
}

/** An object's fields, one under the other, with those of the objects in it. */
export function fieldList(document: Document, schema: Schema): Html {
  const { properties = {}, required = [] } = objectIn(document, schema);
  const rows = Object.entries(properties).map(([name, property]) =>
    field(document, { name, schema: property, isRequired: required.includes(name) }),
  );
  return html`<ul class="fields">${rows}</ul>`;
}

type Field = {
  readonly name: string;
  readonly schema: Schema;
  readonly isRequired: boolean;
  readonly description?: string | undefined;
};

export function field(document: Document, { name, schema, isRequired, description }: Field): Html {
  const inner = objectIn(document, schema);
  const text = description ?? valueSchema(document, schema).description;
  return html`<li>
    <p class="head"><code>${name}</code> <span class="type">${typeOf(document, schema)}</span>
    ${isRequired && html`<span class="required">required</span>`}</p>
    ${text !== undefined && html`<p>${inline(text)}</p>`}
    ${inner.properties !== undefined && fieldList(document, inner)}
  </li>`;
}

/** The schema of the value itself, where null is allowed besides. */
function valueSchema(document: Document, schema: Schema): Schema {
  const { anyOf } = resolved(document, schema);
  const value = anyOf?.find(({ type }) => type !== 'null');
  return resolved(document, value ?? schema);
}

function objectIn(document: Document, schema: Schema): Schema {
  const value = valueSchema(document, schema);
  return value.items === undefined ? value : valueSchema(document, value.items);
}

function typeOf(document: Document, schema: Schema): string {
  const value = valueSchema(document, schema);
  const { type = 'any', items, enum: words, const: only } = value;
  const orNull = value === schema || schema.anyOf === undefined ? '' : ' or null';
  if (only !== undefined) return `${JSON.stringify(only)}${orNull}`;
  if (words !== undefined) return `${words.map((word) => JSON.stringify(word)).join(' | ')}${orNull}`;
  if (items !== undefined) return `list of ${typeOf(document, items)}s${orNull}`;
  return `${[type].flat().join(' or ')}${orNull}`;
}
