import { setTimeout as sleep } from 'node:timers/promises';
import type { Harness } from '../harness.ts';
import { EPOCH, value } from './builders.ts';
import { equals } from './expect.ts';

/** A simulator's index may lag, too: it is asked again until it shows all, for so long. */
const PATIENCE_MS = 3_000;
const PAUSE_MS = 50;

/** What a search shows now. @throws Error when it fails. */
export async function findIds(
  { provider, credentials }: Harness,
  reference: string,
  since = EPOCH,
): Promise<readonly string[]> {
  return value(await provider.find(credentials, reference, since)).map(({ parentId }) => parentId);
}

/** Waits until a search shows these parents, and no others. */
export async function finds(harness: Harness, reference: string, ids: readonly string[]): Promise<void> {
  let found: readonly string[] = [];
  await becomes(async () => {
    found = (await findIds(harness, reference)).toSorted();
    return found.join() === ids.toSorted().join();
  });
  equals('what is found', found, ids.toSorted());
}

/** Whether it is so at last. */
export async function becomes(isSo: () => Promise<boolean>): Promise<boolean> {
  const begun = performance.now();
  while (!(await isSo())) {
    if (performance.now() - begun > PATIENCE_MS) return false;
    await sleep(PAUSE_MS);
  }
  return true;
}
