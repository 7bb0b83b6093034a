import { PROVIDER_NAME } from '../../adapters/providers/index.ts';

/** A provider's name in the ways in which code and documents write it. */
export type Names = {
  /** In addresses, folders and the API. */
  readonly snake: string;
  readonly camel: string;
  readonly pascal: string;
  /** In environment variables. */
  readonly upper: string;
  readonly kebab: string;
  /** As people write it, as far as the name shows it. */
  readonly title: string;
};

/**
 * Words that name nothing in a module, with those of TypeScript's types: the registry imports each provider by its own name.
 * https://tc39.es/ecma262/#prod-ReservedWord, 2026-11-29
 */
const RESERVED: ReadonlySet<string> = new Set(
  (
    'await break case catch class const continue debugger default delete do else enum export extends false finally for function ' +
    'if implements import in instanceof interface let new null package private protected public return static super switch this ' +
    'throw true try typeof var void while with yield arguments eval undefined any boolean never number object string symbol unknown'
  ).split(' '),
);

/** Whether an adapter can be begun under this name. */
export function canBeBegun(name: string): boolean {
  return PROVIDER_NAME.test(name) && !RESERVED.has(name);
}

export function namesOf(snake: string): Names {
  const words = snake.split('_').map((word) => word.slice(0, 1).toUpperCase() + word.slice(1));
  const [pascal, title] = [words.join(''), words.join(' ')];
  const camel = pascal.slice(0, 1).toLowerCase() + pascal.slice(1);
  return { snake, camel, pascal, title, upper: snake.toUpperCase(), kebab: snake.replaceAll('_', '-') };
}

/** What the files that a new provider begins with are written about. */
const EXAMPLE = namesOf('acme_pay');

/** The same text, about the new provider. */
export function renamed(text: string, names: Names): string {
  const ways = Object.keys(EXAMPLE) as (keyof Names)[];
  return ways.reduce((all, way) => all.replaceAll(EXAMPLE[way], names[way]), text);
}
