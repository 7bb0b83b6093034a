import { readdir, readFile } from 'node:fs/promises';
import { join, posix, sep } from 'node:path';
import { KIT, type Layout } from './layout.ts';
import { type Names, renamed } from './names.ts';

/** A text that is to be written there. */
export type File = { readonly path: string; readonly text: string };

/** The checkout, or `dist` of the package: both have these folders. */
const ROOT = join(import.meta.dirname, '../../..');
const EXAMPLE = 'examples/provider';
/** What an author has to write: these stand in the place of files of the example. */
const UNWRITTEN = 'templates/provider';

/** `from`: where its imports lead from. `source`: where its text is. `to`: where it is to stand. */
type Move = { readonly from: string; readonly source: string; readonly to: string };

/** The files that a new provider begins with. */
export async function filesOf(names: Names, layout: Layout): Promise<readonly File[]> {
  const moves = await movesOf(layout);
  const moved = new Map(moves.map(({ from, to }) => [from, to]));
  return Promise.all(
    moves.map(async ({ from, source, to }) => {
      const text = await readFile(join(ROOT, source), 'utf8');
      const leading = text.replace(/(?<=(?:from|import\() ?')[^']+/g, (specifier) => {
        if (specifier === KIT) return pathBetween(to, layout.kit(to));
        const target = posix.join(posix.dirname(from), specifier);
        return specifier.startsWith('.') ? pathBetween(to, moved.get(target) ?? target) : specifier;
      });
      return { path: to, text: renamed(leading, names) };
    }),
  );
}

async function movesOf({ place, more }: Layout): Promise<readonly Move[]> {
  const [example, unwritten] = await Promise.all([pathsIn(EXAMPLE), pathsIn(UNWRITTEN)]);
  const own = [...new Set([...example, ...unwritten])].flatMap((path) => {
    const to = place(path);
    const source = `${unwritten.includes(path) ? UNWRITTEN : EXAMPLE}/${path}`;
    return to === null ? [] : [{ from: `${EXAMPLE}/${path}`, source, to }];
  });
  return [...own, ...more.map(([path, to]) => ({ from: path, source: path, to }))];
}

async function pathsIn(folder: string): Promise<readonly string[]> {
  const entries = await readdir(join(ROOT, folder), { recursive: true });
  return entries.filter((path) => /\.\w+$/.test(path)).map((path) => path.replaceAll(sep, '/'));
}

/** The name of a package stays. */
function pathBetween(file: string, target: string): string {
  if (target === KIT) return KIT;
  const path = posix.relative(posix.dirname(file), target);
  return path.startsWith('.') ? path : `./${path}`;
}
