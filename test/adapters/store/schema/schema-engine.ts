import { readFile } from 'node:fs/promises';
import type { SchemaEngine } from '@prisma/schema-engine-wasm';
import * as glue from '@prisma/schema-engine-wasm/schema_engine_bg';

type Exports = { readonly __wbindgen_start: () => void };
type Glue = typeof glue & { __wbg_set_wasm(exports: Exports): void };

/** Node has it, and its types come only with those of a browser. */
declare const WebAssembly: {
  instantiate(bytes: Uint8Array, imports: object): Promise<{ instance: { exports: Exports } }>;
};

const WASM = new URL('schema_engine_bg.wasm', import.meta.resolve('@prisma/schema-engine-wasm'));

/**
 * Starts Prisma's schema engine, without the binary that its CLI downloads. Once per process. The package's own
 * entry imports its .wasm as a module, which not every Node does, so it is started by hand.
 */
export async function startSchemaEngine(): Promise<(schema: string, adapter: object) => Promise<SchemaEngine>> {
  const { instance } = await WebAssembly.instantiate(await readFile(WASM), { './schema_engine_bg.js': glue });
  (glue as Glue).__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();
  return (schema, adapter) => glue.SchemaEngine.new({ datamodels: [['schema.prisma', schema]] }, () => {}, adapter);
}
