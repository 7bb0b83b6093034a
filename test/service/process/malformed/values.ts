import type { Chance } from '../../../seeded.ts';
import type { Route } from './routes.ts';

/** Texts that can't be stored or shown, as JSON writes them: NUL, half a character, line breaks. */
const UNFIT = ['a\\u0000b', '\\ud83d', '\\udc00x', 'a\\nb', '\\u007f', '\\u0085'].map((text) => `"${text}"`);

/** JSON of every kind, of which hardly any is what a field is for. */
const JUNK = [
  ...['true', 'false', '[]', '{}', '[[]]', '{"length":1}', '{"toString":1}', '""', '" "', '"null"', '"undefined"'],
  ...['0', '-0', '-1', '0.1', '10.005', '1e400', '-1e400', '1e-400', '9007199254740993', `1${'0'.repeat(400)}`],
  ...['"1000"', '["5000.00"]', '[1000]', '"0x10"', '"1e3"', '"NaN"', '"__proto__"', '"constructor"', '"toString"'],
  ...['"\' OR 1=1 --"', '"../../etc/passwd"', '"%00"', '"<script>"', '"\\u202e"', '"\\uffff"', '"💪"', '"a@b"'],
  ...['"javascript:alert(1)"', '"http://169.254.169.254/"', '"https://user:pass@host/"', `"${'x'.repeat(3000)}"`],
  ...['"550e8400-e29b-41d4-a716-44665544000"', '"550e8400e29b41d4a716446655440000"', '"AR$"', '"us"', '"USDT"'],
];

export function goodBody({ body }: Route): string {
  return JSON.stringify(body?.example ?? {});
}

/** The good body with something else in one of its fields, or without the field. Null where it has no fields. */
export function withBadField({ body }: Route, { pick, below }: Chance): string | null {
  const names = Object.keys(body?.schema.properties ?? {});
  if (body === null || names.length === 0) return null;
  const name = pick(names);
  if (below(10) === 0) return JSON.stringify({ ...body.example, [name]: below(2) === 0 ? null : undefined });
  return replaced(body.example, name, pick(below(3) === 0 ? UNFIT : JUNK));
}

/** Lists in lists, in a field that no route reads: with the object itself one level more than asked for. */
export function deepIn({ body }: Route, levels: number): string {
  return replaced(body?.example ?? {}, 'more', '['.repeat(levels) + ']'.repeat(levels));
}

/** The keys that poison prototypes, somewhere in a field that no route reads. */
export function poisonedIn({ body }: Route, { pick, below }: Chance): string {
  const levels = below(5);
  const poison = pick(['{"__proto__":{"x":1}}', '{"\\u005f_proto__":{}}', '{"constructor":{"prototype":{"x":1}}}']);
  return replaced(body?.example ?? {}, 'more', '['.repeat(levels) + poison + ']'.repeat(levels));
}

/** `json` goes in as it stands: no value of ours can be a number that a double can't hold. */
function replaced(example: object, name: string, json: string): string {
  return JSON.stringify({ ...example, [name]: '@' }).replace('"@"', () => json);
}
