import type { Names } from './names.ts';

/** What adapters in packages of their own import. */
export const KIT = 'fitstack-payments/provider-kit';

/** Where the files of a new provider stand, each named as in the example. Paths have slashes, and begin at the top. */
export type Layout = {
  /** Null for a file that it does without. */
  readonly place: (path: string) => string | null;
  /** What a file imports in the place of the kit's package. */
  readonly kit: (placed: string) => string;
  /** Files of the checkout beside those of the example, and where each of them stands. */
  readonly more: readonly (readonly [path: string, placed: string])[];
};

/** An adapter in a package of its own stands as the example does. */
export const PACKAGE: Layout = { place: (path) => path, kit: () => KIT, more: [] };

/** A checkout has adapters among its sources, and what tries them among its tests. */
export function checkoutOf({ snake }: Names): Layout {
  const [adapter, tests] = [`src/adapters/providers/${snake}`, `test/adapters/providers/${snake}`];
  return {
    place(path) {
      if (path.endsWith('.json') || path === 'test/kit.ts') return null;
      return path.startsWith('test/') ? `${tests}/${path.slice('test/'.length)}` : `${adapter}/${path}`;
    },
    kit: (placed) => (placed.startsWith('src/') ? 'src/adapters/providers/toolkit.ts' : 'src/provider-kit/index.ts'),
    more: [['test/examples/provider.test.ts', `${tests}/conformance.test.ts`]],
  };
}
