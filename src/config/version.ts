import { readFileSync } from 'node:fs';
import { findPackageJSON } from 'node:module';

/** As package.json says. */
export const VERSION: string = JSON.parse(readFileSync(findPackageJSON('.', import.meta.url) ?? '', 'utf8')).version;

/** How a command is typed where this is installed: in a checkout, whose code is TypeScript, or in a project with the package. */
export const TYPED = import.meta.filename.endsWith('.ts') ? 'npm run cli --' : 'npx fitstack-payments';
