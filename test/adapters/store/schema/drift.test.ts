import { readFile } from 'node:fs/promises';
import type { PGlite } from '@electric-sql/pglite';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import { PrismaPGlite } from 'pglite-prisma-adapter';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openEmbeddedDatabase } from '../postgres/embedded-database.ts';
import { startSchemaEngine } from './schema-engine.ts';

/** The engine is 5 MB of WebAssembly, and compiled when it is first used. */
const SLOW_MS = 60_000;

const SCHEMA = new URL('../../../../prisma/schema.prisma', import.meta.url);

let db: PGlite;
let createEngine: Awaited<ReturnType<typeof startSchemaEngine>>;
beforeAll(async () => {
  createEngine = await startSchemaEngine();
  db = await openEmbeddedDatabase();
}, SLOW_MS);
afterAll(() => db.close());

test(
  'schema.prisma says what the migrations make',
  async () => {
    expect(await difference(await readFile(SCHEMA, 'utf8'))).toBe('No difference detected.');
  },
  SLOW_MS,
);

test.each([
  [
    'a column that no migration makes',
    (schema: string) => schema.replace('model Gym {', 'model Gym {\n  motto String?'),
  ],
  [
    'a column that may be null in one only',
    (schema: string) => schema.replace('description   String?', 'description String'),
  ],
  ['an index that no migration makes', (schema: string) => schema.replace('@@index([orderId])', '@@index([userId])')],
])(
  'the comparison sees %s',
  async (_what, change) => {
    const schema = await readFile(SCHEMA, 'utf8');
    expect(change(schema)).not.toBe(schema);

    expect(await difference(change(schema))).not.toBe('No difference detected.');
  },
  SLOW_MS,
);

/** What would have to be done to the database to make it what the schema says, in words. */
async function difference(schema: string): Promise<string> {
  const files = [{ path: 'schema.prisma', content: schema }];
  const engine = await createEngine(schema, bindMigrationAwareSqlAdapterFactory(new PrismaPGlite(db)));
  const { stdout } = await engine.diff({
    from: { tag: 'schemaDatasource', files, configDir: '.' },
    to: { tag: 'schemaDatamodel', files },
    script: false,
    exitCode: null,
    filters: { externalTables: [], externalEnums: [] },
  });
  return (stdout ?? '').trim();
}
