import { defineConfig } from 'prisma/config';

// `prisma generate` needs no schema engine, but the CLI downloads one unless this names one. Any
// executable will do: it is never started. This keeps `npm ci` working without a network beyond the registry.
process.env['PRISMA_SCHEMA_ENGINE_BINARY'] ??= process.execPath;

export default defineConfig({ schema: 'prisma/schema.prisma', migrations: { path: 'prisma/migrations' } });
