import { readFileSync } from 'node:fs';
import { findPackageJSON } from 'node:module';

/** As package.json says. */
export const VERSION: string = JSON.parse(readFileSync(findPackageJSON('.', import.meta.url) ?? '', 'utf8')).version;

/** A checkout's code is TypeScript, and the package's is not. */
export const IS_CHECKOUT = import.meta.filename.endsWith('.ts');

/** How a command is typed where this is installed: in a checkout, or in a project with the package. */
export const TYPED = IS_CHECKOUT ? 'npm run cli --' : 'npx fitstack-payments';
