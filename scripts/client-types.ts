import { readFile, writeFile } from 'node:fs/promises';
import openapiTypescript, { astToString } from 'openapi-typescript';
import { OPENAPI_FILE } from './openapi.ts';

/** The types of the TypeScript client, and of the command line. A test fails when they are stale. */
export const CLIENT_TYPES_FILE = new URL('../clients/typescript/src/schema.ts', import.meta.url);

/** The types of everything that `docs/openapi.json` describes. */
export async function clientTypesText(): Promise<string> {
  const nodes = await openapiTypescript(await readFile(OPENAPI_FILE, 'utf8'), { silent: true });
  return `// Written by \`npm run openapi\`.\n\n${astToString(nodes)}`;
}

if (import.meta.main) await writeFile(CLIENT_TYPES_FILE, await clientTypesText());
