import { readFile, writeFile } from 'node:fs/promises';
import openapiTypescript, { astToString, type OpenAPI3 } from 'openapi-typescript';
import { OPENAPI_FILE } from './openapi.ts';

/** The types of the TypeScript client, and of the command line. A test fails when they are stale. */
export const CLIENT_TYPES_FILE = new URL('../clients/typescript/src/schema.ts', import.meta.url);

/** The types of everything that `docs/openapi.json` describes, in JSON where there is a choice. */
export async function clientTypesText(): Promise<string> {
  const document: OpenAPI3 = JSON.parse(await readFile(OPENAPI_FILE, 'utf8'), withJsonAlone);
  const nodes = await openapiTypescript(document, { silent: true });
  return `// Written by \`npm run openapi\`.\n\n${astToString(nodes)}`;
}

const JSON_TYPE = 'application/json';

/** A client that asks for JSON would otherwise be given, by its types, what another `accept` is answered with. */
function withJsonAlone(key: string, value: unknown): unknown {
  const isChoice = key === 'content' && Object.hasOwn(Object(value), JSON_TYPE);
  return isChoice ? { [JSON_TYPE]: Object(value)[JSON_TYPE] } : value;
}

if (import.meta.main) await writeFile(CLIENT_TYPES_FILE, await clientTypesText());
