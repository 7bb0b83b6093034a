import type { TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import type { Document, Json, Parameter, Schema } from '../../../../src/adapters/http/openapi/types.ts';
import { inlined, resolved } from '../../../http/described.ts';

/** A route as the service's own document describes it. */
export type Route = {
  readonly method: string;
  /** All that its path has. */
  readonly methods: readonly string[];
  /** As the document writes it, with parameters in braces. */
  readonly template: string;
  /** The same with parameters filled in. */
  readonly path: string;
  /** `token`: a caller who has a good one. */
  readonly access: 'token' | 'webhook' | 'public';
  /** What it takes as JSON, with the document's example; null for none. */
  readonly body: { readonly schema: Schema; readonly example: Readonly<Record<string, Json>> } | null;
  readonly parameters: readonly Parameter[];
};

/** `known` has an id of something that is there for each parameter of a path, so that nothing is refused for want of it. */
export function routesOf(document: Document, known: Readonly<Record<string, string>>): readonly Route[] {
  return Object.entries(document.paths).flatMap(([template, operations]) => {
    const methods = Object.keys(operations).map((method) => method.toUpperCase());
    const path = template.replace(/\{(\w+)\}/g, (_, name: string) => known[name] ?? known['payment_id'] ?? '');
    return Object.entries(operations).map(([method, { security, parameters = [], requestBody, tags }]): Route => {
      const media = requestBody?.content['application/json'];
      const isWebhook = tags.includes('Webhook receivers');
      const example = (media?.example ?? {}) as Record<string, Json>;
      const schema = isWebhook || media?.schema === undefined ? null : (inlined(document, media.schema) as Schema);
      return {
        ...{ method: method.toUpperCase(), methods: [...methods, ...(methods.includes('GET') ? ['HEAD'] : [])] },
        ...{ template, path, access: isWebhook ? 'webhook' : security.length > 0 ? 'token' : 'public' },
        body: schema && { schema, example },
        parameters: parameters.map((parameter) => resolved<Parameter>(document, parameter)),
      };
    });
  });
}

/** Whether the document says that a body is as it has to be. */
export function accepts({ body }: Route, value: unknown): boolean {
  return body !== null && checkOf(body.schema)(value);
}

/** Whether the document says that a parameter may have this text. */
export function takes({ parameters }: Route, name: string, text: string): boolean {
  const parameter = parameters.find((each) => each.name === name);
  return parameter !== undefined && checkOf(parameter.schema)(text);
}

const checks = new WeakMap<Schema, (value: unknown) => boolean>();

function checkOf(schema: Schema): (value: unknown) => boolean {
  const known = checks.get(schema);
  if (known !== undefined) return known;
  const validator = Compile(schema as TSchema);
  const check = (value: unknown) => validator.Check(value);
  checks.set(schema, check);
  return check;
}
