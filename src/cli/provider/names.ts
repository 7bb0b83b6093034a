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

/** Words of small letters and digits, each begun with a letter, and `_` between them; at most 32 characters. */
export const NAME = /^(?=.{1,32}$)[a-z][a-z0-9]*(?:_[a-z][a-z0-9]*)*$/;

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
