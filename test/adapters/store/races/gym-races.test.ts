import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { GymChange, Store } from '../../../../src/ports/store/store.ts';
import { aGym, credentials, PROVIDER } from '../../../conformance/store/builders.ts';
import { announceGym, BESIDE } from '../../../stores.ts';
import { onServer } from '../postgres/server-database.ts';

const ROUNDS = 120;
const AT_ONCE = 4;
/** About as long as what it races against: each side comes first now and then. */
const LATE_MS = 6;
const MINUTE_MS = 60_000;
/** The store's clock is the real one. */
const RENEW_AT = new Date(Date.now() + 150 * 86_400_000);

onServer('two replicas that change one gym', (database) => {
  let replicas: readonly [Store, Store];
  beforeAll(async () => {
    replicas = [await database().openStore(), await database().openStore()];
  });
  afterAll(async () => {
    await Promise.all(replicas.map((store) => store.close()));
  });

  /** Both at once, each begun at a random moment; whatever is not a refusal fails the test. */
  async function race(one: (store: Store) => Promise<unknown>, other: (store: Store) => Promise<unknown>) {
    const begun = [one, other].map(async (act, at) => {
      await sleep(Math.random() * LATE_MS);
      return act(replicas[at === 0 ? 0 : 1]);
    });
    const [first, second] = await Promise.allSettled(begun);
    return [outcomeOf(first), outcomeOf(second)];
  }

  async function aLink(slug: string): Promise<string> {
    const link = randomUUID();
    await replicas[0].keepConnection(link, invitation(slug), MINUTE_MS);
    return link;
  }

  async function aTakenLink(slug: string): Promise<string> {
    const link = await aLink(slug);
    await replicas[0].takeConnection(link);
    return link;
  }

  async function made(): Promise<GymChange> {
    const gym = aGym();
    await replicas[0].putGym(gym);
    return gym;
  }

  test('two replicas that change one gym never lose credentials to a new name, nor the name to them', async () => {
    const ends = await play(async () => {
      const gym = await made();
      const given = credentials();

      await race(
        (store) => store.putGym({ ...gym, name: 'Iron Temple II' }),
        (store) => store.putGym({ ...gym, name: 'Iron Temple II', credentials: given }),
      );

      const { name, accountId } = (await replicas[0].findGym(gym.slug)) ?? {};
      return [name, accountId === given.accountId];
    });

    expect(ends).toEqual(ends.map(() => ['Iron Temple II', true]));
  }, 60_000);

  test('two replicas that change one gym leave a gym at the provider that it turned to, without the account that was just connected at the other', async () => {
    const outcomes: unknown[] = [];
    const ends = await play(async () => {
      const gym = await made();
      const link = await aTakenLink(gym.slug);

      outcomes.push(
        await race(
          (store) => store.connectGym(link, credentials(), RENEW_AT, BESIDE),
          (store) => store.putGym({ ...gym, provider: 'other' }),
        ),
      );

      const { provider, accountId } = (await replicas[0].findGym(gym.slug)) ?? {};
      return [provider, accountId];
    });

    expect(ends).toEqual(ends.map(() => ['other', null]));
    expectBoth(outcomes, ['done', 'done'], ['conflict', 'done']);
  }, 60_000);

  test('two replicas that change one gym keep a newer link, whichever was first: it or the account that the older one led to', async () => {
    const outcomes: unknown[] = [];
    const newer = await play(async () => {
      const gym = await made();
      const [link, next] = [await aTakenLink(gym.slug), randomUUID()];

      outcomes.push(
        await race(
          (store) => store.connectGym(link, credentials(), RENEW_AT, BESIDE),
          (store) => store.keepConnection(next, invitation(gym.slug), MINUTE_MS),
        ),
      );

      return (await replicas[0].findConnection(next))?.gymSlug === gym.slug;
    });

    expect(newer).not.toContain(false);
    expectBoth(outcomes, ['done', 'done'], ['conflict', 'done']);
  }, 60_000);

  test('two replicas that change one gym leave one link of two that were sent at once', async () => {
    const works = await play(async () => {
      const { slug } = await made();
      const [one, other] = [randomUUID(), randomUUID()];

      await race(
        (store) => store.keepConnection(one, invitation(slug), MINUTE_MS),
        (store) => store.keepConnection(other, invitation(slug), MINUTE_MS),
      );

      const found = [await replicas[0].findConnection(one), await replicas[0].findConnection(other)];
      return found.filter((connection) => connection !== null).length;
    });

    expect(works).toEqual(works.map(() => 1));
  }, 60_000);

  test('two replicas that change one gym never say of credentials that were just renewed that they are taken no more', async () => {
    const ends = await play(async () => {
      const gym = await made();
      const given = credentials({ providerUserId: '42' });
      const read = { accountId: given.accountId, read: given.sealed };
      await replicas[0].connectGym(await aTakenLink(gym.slug), given, RENEW_AT, BESIDE);

      await race(
        (store) => store.renewCredentials(read, 'renewed', RENEW_AT),
        (store) => store.needReconnect(read, 'refused', announceGym),
      );

      const { sealed } = (await replicas[0].findAccount(given.accountId)) ?? {};
      return [sealed, (await replicas[0].findGym(gym.slug))?.needsReconnect];
    });

    expect(ends).toEqual(ends.map(() => ['renewed', false]));
  }, 60_000);

  test('two replicas that change one gym never say of credentials that just came that they are taken no more', async () => {
    const ends = await play(async () => {
      const gym = await made();
      const given = credentials({ providerUserId: '42' });
      await replicas[0].connectGym(await aTakenLink(gym.slug), given, RENEW_AT, BESIDE);
      const link = await aTakenLink(gym.slug);

      await race(
        (store) => store.connectGym(link, { ...given, sealed: 'new' }, RENEW_AT, BESIDE),
        (store) => store.needReconnect({ accountId: given.accountId, read: given.sealed }, 'not_renewed', announceGym),
      );

      return (await replicas[0].findGym(gym.slug))?.needsReconnect;
    });

    expect(ends).toEqual(ends.map(() => false));
  }, 60_000);

  test('two replicas that change one gym never forget that credentials are taken no more when the gym changes otherwise', async () => {
    const ends = await play(async () => {
      const gym = await made();
      const given = credentials();
      await replicas[0].putGym({ ...gym, credentials: given });

      await race(
        (store) => store.putGym({ ...gym, name: 'Iron Temple II' }),
        (store) => store.needReconnect({ accountId: given.accountId, read: given.sealed }, 'not_renewed', announceGym),
      );

      const { name, needsReconnect } = (await replicas[0].findGym(gym.slug)) ?? {};
      return [name, needsReconnect];
    });

    expect(ends).toEqual(ends.map(() => ['Iron Temple II', true]));
  }, 60_000);

  test('two replicas that change one gym make a gym once, with all the credentials that were put', async () => {
    const ends = await play(async () => {
      const gym = aGym();
      const [one, other] = [credentials(), credentials()];
      const created: boolean[] = [];
      const put = (given: GymChange['credentials']) => async (store: Store) =>
        created.push((await store.putGym({ ...gym, credentials: given })).created);

      await race(put(one), put(other));

      const accounts = await replicas[0].listAccounts({ kind: 'gym', slug: gym.slug });
      const present = (await replicas[0].findGym(gym.slug))?.accountId;
      return [created.toSorted(), accounts.length, accounts[0]?.id === present];
    });

    expect(ends).toEqual(ends.map(() => [[false, true], 2, true]));
  }, 60_000);

  test('two replicas that change two gyms never give one account to both', async () => {
    const outcomes: unknown[] = [];
    const holders = await play(async () => {
      const [one, other, given] = [await made(), await made(), credentials()];

      const ended = await race(
        (store) => store.putGym({ ...one, credentials: given }),
        (store) => store.putGym({ ...other, credentials: given }),
      );

      outcomes.push(ended);
      const gyms = [await replicas[0].findGym(one.slug), await replicas[0].findGym(other.slug)];
      return gyms.filter((gym) => gym?.accountId === given.accountId).length;
    });

    expect(holders).toEqual(holders.map(() => 1));
    expectBoth(outcomes, ['done', 'conflict'], ['conflict', 'done']);
  }, 60_000);
});

function invitation(gymSlug: string) {
  return { gymSlug, provider: PROVIDER, sealed: 'x', begunBy: 'operator-1', replaces: false };
}

function outcomeOf(settled: PromiseSettledResult<unknown> | undefined): string {
  if (settled?.status === 'fulfilled') return 'done';
  const { code } = (settled?.reason ?? {}) as { code?: unknown };
  if (code === 'conflict') return code;
  throw settled?.reason;
}

/** A race that one side always wins tests nothing. */
function expectBoth(outcomes: readonly unknown[], ...ways: readonly (readonly string[])[]): void {
  expect(new Set(outcomes.map(String))).toEqual(new Set(ways.map(String)));
}

async function play<T>(round: () => Promise<T>): Promise<T[]> {
  const results: T[] = [];
  while (results.length < ROUNDS) results.push(...(await Promise.all(Array.from({ length: AT_ONCE }, round))));
  return results;
}
