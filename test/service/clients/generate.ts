import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createClient } from '@hey-api/openapi-ts';
import openapiTypescript, { astToString, type OpenAPI3 } from 'openapi-typescript';
import ts from 'typescript';

const ROOT = join(import.meta.dirname, '../../..');
const OUTPUT = join(ROOT, 'generated/clients');

/** Where the two generators leave what the stories import. */
export async function generateClients(document: object): Promise<void> {
  await mkdir(OUTPUT, { recursive: true });
  const types = astToString(await openapiTypescript(document as OpenAPI3));
  await writeFile(join(OUTPUT, 'openapi-typescript.ts'), types);
  const output = { path: join(OUTPUT, 'hey-api'), module: { extension: '.ts' } } as const;
  await createClient({
    input: { ...document },
    output,
    logs: { level: 'silent' },
    plugins: ['@hey-api/client-fetch', '@hey-api/sdk'],
  });
}

/** As an app with a bundler has it. */
const OPTIONS: ts.CompilerOptions = {
  strict: true,
  noEmit: true,
  target: ts.ScriptTarget.ES2023,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  allowImportingTsExtensions: true,
  skipLibCheck: true,
  lib: ['lib.es2023.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
  types: [],
};

/** What the compiler finds in these files and in all that they import. */
export function compilerErrors(files: readonly string[]): string[] {
  const program = ts.createProgram(
    files.map((file) => join(import.meta.dirname, file)),
    OPTIONS,
  );
  return ts.getPreEmitDiagnostics(program).map(({ file, messageText }) => {
    return `${file?.fileName}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`;
  });
}
