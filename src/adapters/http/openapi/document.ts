import swagger, { type SwaggerOptions, type SwaggerTransform } from '@fastify/swagger';
import Fastify, { type FastifyInstance } from 'fastify';
import { NO_OTHER_COMPILERS, setCompilers } from '../bodies/validation.ts';
import { formatsFor } from '../errors/error-format.ts';
import { gymsFormat } from '../errors/gyms-format.ts';
import type { ProviderForm } from '../provider-form.ts';
import { headerComponents, PARAMETERS, SECURITY_SCHEMES } from './components.ts';
import { ERROR_SCHEMAS } from './error-schemas.ts';
import { withNamedSchemas } from './hoist.ts';
import { INFO, TAG_LIST } from './info.ts';
import { completed, type Draft } from './operation.ts';
import { outgoingWebhooks } from './outgoing.ts';
import { type Remarks, TAG_ORDER } from './route-docs.ts';
import { withSharedResponses } from './share.ts';
import type { Document, Paths } from './types.ts';
import { type WebhookParts, webhookParts } from './webhooks.ts';

/** Registers the routes once more. */
export type Described = {
  readonly basePath: string;
  readonly register: (server: FastifyInstance) => void;
  readonly providers: readonly ProviderForm[];
};

/** The document of the routes, registered on a server that never listens. */
export async function describeRoutes({ basePath, register, providers }: Described): Promise<Document> {
  const server = Fastify({ schemaController: NO_OTHER_COMPILERS });
  setCompilers(server);
  const openapi = {
    openapi: '3.1.0',
    info: INFO,
    servers: [{ url: basePath === '' ? '/' : basePath, description: 'This service' }],
    tags: TAG_LIST,
    components: {
      schemas: ERROR_SCHEMAS,
      headers: headerComponents(),
      parameters: PARAMETERS,
      securitySchemes: SECURITY_SCHEMES,
    },
  } as unknown as OpenApi;
  await server.register(swagger, { openapi, transform, convertConstToEnum: false });
  register(server);
  await server.ready();
  // The plugin's types are unions of all OpenAPI versions; the document has what the plugin was given.
  return finished(server.swagger() as unknown as Drafts, webhookParts(providers));
}

/** The plugin's types don't accept readonly values. */
type OpenApi = NonNullable<Extract<SwaggerOptions, { openapi?: unknown }>['openapi']>;

type Drafts = Omit<Document, 'paths' | 'webhooks'> & {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Draft>>>>;
};

const transform: SwaggerTransform = ({ schema, url, route }) => {
  const remarks = schema?.['x-docs'];
  if (remarks === undefined) return { url, schema: { hide: true } };
  const { access = 'user', idempotent = false } = route.config ?? {};
  const all: Remarks = { ...remarks, access, isIdempotent: idempotent !== false, needsKey: idempotent === 'required' };
  return { url, schema: { ...schema, 'x-docs': all } };
};

function finished(drafts: Drafts, webhooks: WebhookParts): Document {
  const formatOf = formatsFor('');
  const paths = Object.entries(drafts.paths).map(([path, methods]) => {
    const operations = Object.entries(methods).map(([method, draft]) => [
      method,
      completed(draft, method, { format: formatOf(path), webhooks }),
    ]);
    return [path, Object.fromEntries(operations)];
  });
  const document = { ...drafts, paths: inOrderOfTags(Object.fromEntries(paths)), webhooks: outgoingWebhooks() };
  return withNamedSchemas(withSharedResponses(document, (path) => (formatOf(path) === gymsFormat ? 'Gyms' : 'Orders')));
}

/** Paths by the tag of their first operation; within a tag as the routes are registered. */
function inOrderOfTags(paths: Paths): Paths {
  const rankOf = (methods: Paths[string]) => {
    const tags = Object.values(methods).flatMap((operation) => operation.tags);
    return TAG_ORDER.findIndex((name) => tags.includes(name));
  };
  return Object.fromEntries(Object.entries(paths).toSorted(([, one], [, other]) => rankOf(one) - rankOf(other)));
}
