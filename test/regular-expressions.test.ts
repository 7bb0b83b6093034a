import { readFileSync } from 'node:fs';
import { glob } from 'node:fs/promises';
import { join } from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { stopwatch } from '../src/provider-kit/tools/cpu-time.ts';

// Every regular expression of the service is timed over long texts that are made to hurt it, found in the source so that
// a new one is timed too. What is quadratic takes seconds here.

const ROOT = join(import.meta.dirname, '..');

/** The longest is a webhook's body, the longest text that a stranger can choose: characters. */
const LENGTHS = [16 * 1024, 64 * 1024, 256 * 1024, 1024 * 1024] as const;
/** What takes exponential time must not be tried with a longer one: nothing could stop it. */
const TINY = 26;

/** Milliseconds of the processor for a text of so many characters. What is quadratic takes 100 and more for 64 KiB. */
function mostMs(length: number): number {
  return Math.max(25, (400 * length) / LENGTHS[3]);
}

/** Those that need more time per character, and the most characters that they can meet, and why. */
const BOUNDED: Readonly<Record<string, { readonly longest: number; readonly because: string }>> = {
  '\\/+$': {
    longest: 2_000,
    because: 'addresses are written by the operator, in the configuration or on the command line',
  },
  '0+$': { longest: 15, because: 'the decimals of an amount, counted by the expression before' },
  '\\s*\\n\\s*': { longest: 2_000, because: 'messages on the command line are our own' },
  '^(.+)\\[([^\\]]+)\\]$': { longest: 1_000, because: 'names of parameters that our own SDK sends to a simulator' },
};

/** Where expressions are put together, and why the test misses nothing there. */
const PUT_TOGETHER: Readonly<Record<string, string>> = {
  'src/adapters/http/wire/fields.ts': 'they are patterns of the API document',
  'src/adapters/http/methods.ts': 'they are the paths of the routes, without any repetition inside another',
  'src/sandbox/mercadopago/refunds.ts': 'it reads the digits of one number',
};

type Found = { readonly source: string; readonly flags: string; readonly where: string };

/** The literals of a file, and the patterns of its schemas. */
function expressionsIn(file: string): Found[] {
  const tree = ts.createSourceFile(file, readFileSync(join(ROOT, file), 'utf8'), ts.ScriptTarget.Latest, true);
  const found: Found[] = [];
  const visit = (node: ts.Node): void => {
    const where = `${file}:${tree.getLineAndCharacterOfPosition(node.getStart()).line + 1}`;
    if (ts.isRegularExpressionLiteral(node)) {
      const end = node.text.lastIndexOf('/');
      found.push({ source: node.text.slice(1, end), flags: node.text.slice(end + 1), where });
    }
    if (ts.isPropertyAssignment(node) && node.name.getText() === 'pattern' && ts.isStringLiteralLike(node.initializer))
      found.push({ source: node.initializer.text, flags: 'u', where });
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}

/** Patterns of the API document: those of the schemas as they are compiled, also where they are put together. */
function documentedPatterns(): Found[] {
  const found = new Set<string>();
  JSON.parse(readFileSync(join(ROOT, 'docs/openapi.json'), 'utf8'), (key, value: unknown) => {
    if (key === 'pattern' && typeof value === 'string') found.add(value);
    return value;
  });
  return [...found].map((source) => ({ source, flags: 'u', where: 'docs/openapi.json' }));
}

async function sourceFiles(): Promise<string[]> {
  const files: string[] = [];
  for await (const file of glob('src/**/*.ts', { cwd: ROOT })) files.push(file);
  return files.sort();
}

async function allExpressions(): Promise<Found[]> {
  const all = [...(await sourceFiles()).flatMap(expressionsIn), ...documentedPatterns()];
  return [...new Map(all.map((found) => [`${found.source}/${found.flags}`, found])).values()];
}

/** Pieces that an expression may repeat over: words and characters of its own, and one of each kind. */
function piecesOf({ source }: Found): string[] {
  const words = source.match(/[A-Za-z0-9_-]{2,}/g) ?? [];
  const own = [...source.replaceAll(/\\[dwsbDWSB]/g, '').replaceAll('\\', '')];
  const kinds = [
    'a',
    'A',
    '0',
    ' ',
    '\t',
    '\n',
    '_',
    '.',
    '-',
    '/',
    '\\',
    '"',
    "'",
    ',',
    ';',
    ':',
    '=',
    '@',
    '&',
    'é',
    '💪',
    'a.',
    'a-',
    '0,',
    'a ',
    '":',
  ];
  return [...new Set([...words, ...words.map((word) => `${word}a`), ...own, ...kinds])];
}

/** How long texts of one piece are made, with a beginning that fits or not and an end that doesn't. */
type Shape = { readonly before: string; readonly piece: string; readonly after: string };

function shapesFor(found: Found): Shape[] {
  const beginning = /^\^?((?:\\?[^\\[\](){}?*+|.^$])+)/.exec(found.source)?.[1]?.replaceAll('\\', '') ?? '';
  const befores = [...new Set(['', 'x', beginning])];
  return piecesOf(found).flatMap((piece) =>
    befores.flatMap((before) => ['', '\u0000', '!'].map((after) => ({ before, piece, after }))),
  );
}

function timeMs({ source, flags }: Found, { before, piece, after }: Shape, length: number): number {
  const expression = new RegExp(source, flags);
  const text = before + piece.repeat(length / piece.length) + after;
  const workedMs = stopwatch();
  text.replace(expression, '');
  return workedMs();
}

/** Why an expression is too slow; null when it isn't. Only what takes longest of a short text is tried with longer ones. */
function fault(found: Found): string | null {
  const [short, ...longer] = lengthsFor(found);
  let slowest = { ms: -1, shape: { before: '', piece: 'a', after: '' } };
  for (const shape of shapesFor(found))
    for (const length of [TINY, short]) {
      const ms = timeMs(found, shape, length);
      if (ms > mostMs(length)) return described(found, ms, shape);
      if (length === short && ms > slowest.ms) slowest = { ms, shape };
    }
  for (const length of longer) {
    const ms = timeMs(found, slowest.shape, length);
    if (ms > mostMs(length)) return described(found, ms, slowest.shape);
  }
  return null;
}

function lengthsFor({ source }: Found): readonly [number, ...number[]] {
  const bound = BOUNDED[source]?.longest;
  return bound === undefined ? LENGTHS : [bound];
}

function described({ source, where }: Found, ms: number, { before, piece }: Shape): string {
  return `/${source}/ (${where}): ${ms.toFixed(0)} ms for ${JSON.stringify(`${before}${piece}${piece}…`)}`;
}

test('no regular expression of the service takes long over any text that it can meet', async () => {
  const all = await allExpressions();
  expect(all.length).toBeGreaterThan(100);

  expect(all.map(fault).filter((each) => each !== null)).toEqual([]);
}, 120_000);

test('this would have found an expression that needs quadratic time', () => {
  const source = String.raw`("client_secret"\s*:\s*")(?:[^"\\]|\\.)*|(_secret_)[A-Za-z0-9]+(?!\w*"\s*:)`;

  for (const quadratic of [source, '0+$', String.raw`^\s+|\s+$`, String.raw`(\w+)*@`])
    expect(fault({ source: `(?:${quadratic})`, flags: 'g', where: 'here' })).not.toBeNull();
});

test('what bounds an expression is still there', async () => {
  const sources = new Set((await allExpressions()).map(({ source }) => source));

  expect(Object.keys(BOUNDED).filter((source) => !sources.has(source))).toEqual([]);
});

test('an expression that is put together while it runs is known here, since this can not find it', async () => {
  const files = (await sourceFiles()).filter((file) => /\bRegExp\(/.test(readFileSync(join(ROOT, file), 'utf8')));

  expect(files).toEqual(Object.keys(PUT_TOGETHER).sort());
});
