import type { FastifyInstance } from 'fastify';

/** The methods that a path has, as the header `allow` lists them; undefined for a path that is not there. */
export type AllowedMethods = (path: string) => string | undefined;

type KnownPath = { readonly pattern: RegExp; readonly methods: Set<string> };

/** Of the routes that are added to the server from now on. The framework's own router answers for one method only. */
export function allowedMethods(server: FastifyInstance): AllowedMethods {
  const paths = new Map<string, KnownPath>();
  server.addHook('onRoute', ({ url, method, config }) => {
    // `*` is the CORS plugin's own.
    if (url === '*' || config?.access === 'none') return;
    const known = paths.get(url) ?? { pattern: patternOf(url), methods: new Set() };
    for (const each of [method].flat()) known.methods.add(each);
    paths.set(url, known);
  });
  return (path) => {
    const decoded = decodedPath(path);
    // A path that is written out comes before one with a parameter, as it does in the router.
    const known = paths.get(decoded) ?? [...paths.values()].find(({ pattern }) => pattern.test(decoded));
    return known && [...known.methods].toSorted().join(', ');
  };
}

function patternOf(url: string): RegExp {
  // A base path may have dots; no route has other characters that a pattern gives a meaning to.
  return new RegExp(`^${url.replaceAll('.', '\\.').replace(/:\w+/g, '[^/]+')}$`);
}

/** A path that can't be decoded is refused before it comes here. */
function decodedPath(path: string): string {
  try {
    return decodeURI(path);
  } catch {
    return path;
  }
}
