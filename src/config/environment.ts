import { isIP } from 'node:net';
import { parse as parseDuration } from '@lukeed/ms';

/** Environment variables by name; an empty one counts as left out. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Turns a variable's text into its value. @throws Error whose message completes "NAME: …". */
export type Parser<T> = (text: string) => T;

export type Reading = ReturnType<typeof readEnvironment>;

/** Reads variables one by one and collects what is wrong, so that all problems are reported at once. */
export function readEnvironment(env: Environment) {
  const problems: string[] = [];
  const problem = (name: string, message: string) => void problems.push(`${name}: ${message}`);

  function read<T>(name: string, parser: Parser<T>, fallback: T): T {
    const text = env[name]?.trim();
    if (text === undefined || text === '') return fallback;
    try {
      return parser(text);
    } catch (error) {
      problem(name, (error as Error).message);
      return fallback;
    }
  }

  return { read, problem, problems, has: (name: string) => (env[name] ?? '').trim() !== '' };
}

export const text: Parser<string> = (value) => value;

export function integer(min: number, max: number): Parser<number> {
  return (value) => {
    const number = Number(value);
    if (!/^\d+$/.test(value) || number < min || number > max)
      throw new Error(`must be a whole number from ${min} to ${max}`);
    return number;
  };
}

export function oneOf<T extends string>(...allowed: readonly T[]): Parser<T> {
  return (value) => {
    const found = allowed.find((candidate) => candidate === value);
    if (found === undefined) throw new Error(`must be one of ${allowed.join(', ')}`);
    return found;
  };
}

/** "24h", "1 minute", or milliseconds; the result is in milliseconds. */
export const duration: Parser<number> = (value) => {
  const milliseconds = parseDuration(value);
  if (milliseconds === undefined || !(milliseconds >= 1))
    throw new Error('must be a duration such as 30s, 1 minute or 24h');
  return Math.round(milliseconds);
};

export function list<T>(item: Parser<T>): Parser<readonly T[]> {
  return (value) =>
    value
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part !== '')
      .map(item);
}

/** An address, or a block of addresses in CIDR notation. */
export const addressBlock: Parser<string> = (value) => {
  const [address = '', prefix = '0', ...rest] = value.split('/');
  const bits = isIP(address) === 6 ? 128 : 32;
  if (isIP(address) === 0 || rest.length > 0 || !/^\d+$/.test(prefix) || Number(prefix) > bits)
    throw new Error(`"${value}" is not an address or CIDR block`);
  return value;
};
