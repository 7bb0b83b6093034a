import type { Document, Paths, Reference, Response } from './types.ts';

type Candidate = { readonly response: Response; readonly text: string; count: number };

/** Equal error responses of several operations become one component, named by format and status. */
export function withSharedResponses(document: Document, formatNameOf: (path: string) => string): Document {
  const candidates = new Map<string, Candidate[]>();
  mapErrors(document.paths, (path, status, response) => {
    const name = `${formatNameOf(path)}${status}`;
    const text = JSON.stringify(response);
    const named = candidates.get(name) ?? [];
    const known = named.find((candidate) => candidate.text === text);
    if (known === undefined) candidates.set(name, [...named, { response, text, count: 1 }]);
    else known.count += 1;
    return response;
  });
  const shared = new Map([...candidates].flatMap(([name, named]) => mostCommon(named).map((best) => [name, best])));
  const paths = mapErrors(document.paths, (path, status, response) => {
    const name = `${formatNameOf(path)}${status}`;
    return shared.get(name)?.text === JSON.stringify(response) ? { $ref: `#/components/responses/${name}` } : response;
  });
  const responses = Object.fromEntries([...shared].map(([name, { response }]) => [name, response]));
  return { ...document, paths, components: { ...document.components, responses } };
}

/** Only the most frequent response of a status gets the name, and only when it is used more than once. */
function mostCommon(candidates: readonly Candidate[]): readonly Candidate[] {
  const best = candidates.reduce((a, b) => (b.count > a.count ? b : a));
  return best.count > 1 ? [best] : [];
}

type Change = (path: string, status: string, response: Response) => Response | Reference;

function mapErrors(paths: Paths, change: Change): Paths {
  return mapValues(paths, (methods, path) =>
    mapValues(methods, (operation) => ({
      ...operation,
      responses: mapValues(operation.responses, (response, status) =>
        '$ref' in response || Number(status) < 400 || status === '4XX' ? response : change(path, status, response),
      ),
    })),
  );
}

function mapValues<Value, Result>(
  object: Readonly<Record<string, Value>>,
  change: (value: Value, key: string) => Result,
): Record<string, Result> {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(value, key)]));
}
