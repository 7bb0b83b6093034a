import { join } from 'node:path';
import { createClient } from '@hey-api/openapi-ts';
import ts from 'typescript';

const ROOT = join(import.meta.dirname, '../../..');
const OUTPUT = join(ROOT, 'generated/clients');

/** Leaves in `generated/clients` what the story imports. */
export async function generateClient(document: object): Promise<void> {
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

/** What the compiler finds in this file and in all that it imports. */
export function compilerErrors(file: string): string[] {
  const program = ts.createProgram([file], OPTIONS);
  return ts.getPreEmitDiagnostics(program).map(({ file, messageText }) => {
    return `${file?.fileName}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`;
  });
}
