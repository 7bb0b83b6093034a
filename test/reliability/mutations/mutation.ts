/** A bug, put into the code on purpose. */
export type Bug = {
  readonly bug: string;
  readonly file: string;
  /** Stands exactly once in the file. */
  readonly find: string;
  readonly replace: string;
};

/** A bug that a test finds: a file of tests, and the beginning or a part of the title of the one that should turn red. */
export type TestedBug = Bug & { readonly test: readonly [file: string, title: string] };

/** An adapter as `npm run kit` calls it. */
export type KitSubject = 'stripe' | 'mercadopago' | 'paypal';

/** A bug of an adapter that the provider kit finds: the adapter, and the id of the scenario whose promise it breaks. */
export type KitBug = Bug & { readonly provider: KitSubject; readonly breaks: string };

/** Which bug was found, and by what; or why it was not. */
export type Result = {
  readonly bug: string;
  readonly isFound: boolean;
  readonly seconds: number;
  readonly how: string;
};
