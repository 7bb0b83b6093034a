import { createRequire, registerHooks } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Registration } from './settings.ts';

/** Registrations, and what is wrong with a package: a line each, completing "PROVIDERS: …". */
export type Found = { readonly registrations: readonly Registration[]; readonly problems: readonly string[] };

/**
 * The providers of npm packages, each exported as `registration`, behind those that are known. A package is looked for from
 * the working directory, where an installation has its dependencies, and then among our own; a path names a file.
 */
export async function withPackages(known: readonly Registration[], names: readonly string[]): Promise<Found> {
  const registrations = [...known];
  const problems: string[] = [];
  for (const name of names) {
    const found = await registrationIn(name);
    const same = registrations.find(({ settings }) => settings.name === Object(found).settings?.name);
    if (typeof found === 'string') problems.push(found);
    else if (same !== undefined) problems.push(`${name} has the name ${same.settings.name}, as another provider has`);
    else registrations.push(found);
  }
  return { registrations, problems };
}

/** A text says why there is none. */
async function registrationIn(name: string): Promise<Registration | string> {
  const file = fileOf(name);
  if (file === null)
    return isPath(name) ? `there is no file ${name}` : `${name} is not installed here: npm install ${name}`;
  try {
    const { registration } = await import(pathToFileURL(file).href);
    return isRegistration(registration)
      ? registration
      : `${name} exports no registration of a provider: settings (a name, an api or null, credentials that are made with declare) and load`;
  } catch (error) {
    return `${name} can't be loaded: ${String(Object(error).message ?? error).split('\n', 1)[0]}`;
  }
}

/** Imports take it for a path, and not for the name of a package. */
function isPath(name: string): boolean {
  return /^\.{0,2}\//.test(name);
}

function fileOf(name: string): string | null {
  const places = [join(process.cwd(), 'package.json'), import.meta.filename];
  for (const place of places) {
    const file = resolvedFrom(place, name);
    if (file !== null) return file;
  }
  return null;
}

/**
 * As an import in that file would find it: `require.resolve` alone does not see what a package exports to imports only.
 * https://nodejs.org/docs/latest-v24.x/api/module.html#moduleregisterhooksoptions, 2026-11-29
 */
function resolvedFrom(file: string, name: string): string | null {
  const conditions = ['node', 'import', 'module-sync', 'default'];
  const hooks = registerHooks({ resolve: (asked, context, next) => next(asked, { ...context, conditions }) });
  try {
    return createRequire(file).resolve(name);
  } catch {
    return null;
  } finally {
    hooks.deregister();
  }
}

/**
 * What paths, variables and documents are made of: words of small letters and digits, the first begun with a letter, and `_`
 * between them; at most 32 characters.
 */
export const PROVIDER_NAME = /^(?=.{1,32}$)[a-z][a-z0-9]*(?:_[a-z0-9]+)*$/;

/** Null: it has no address of its own. */
function isApi(api: unknown): boolean {
  const { base, variable } = Object(api) as Record<string, unknown>;
  return api === null || (typeof base === 'string' && typeof variable === 'string');
}

function isRegistration(value: unknown): value is Registration {
  const { settings, load } = Object(value) as Partial<Registration>;
  const { name, credentials, api, isLive } = Object(settings) as Partial<Registration['settings']>;
  const isDeclared = Array.isArray(credentials?.fields) && typeof credentials.schema === 'object' && isApi(api);
  return PROVIDER_NAME.test(String(name)) && isDeclared && typeof isLive === 'function' && typeof load === 'function';
}
