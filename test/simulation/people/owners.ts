import type { Bank } from '../banks/bank.ts';
import { OTHER_PROVIDER, PROVIDER } from '../banks/banks.ts';
import { GYMS, nextOwnerOf } from '../banks/holders.ts';
import { checkNeed } from '../invariants/gyms.ts';
import type { Sim } from '../sim.ts';
import { inTask } from '../task.ts';
import { OPERATOR } from './clients.ts';
import { insistAtDesk, PAUSES_MS, presentOf, put } from './desk.ts';
import { type Asking, insist, passes } from './insist.ts';

// Those who own gyms, and what they have the operator do.

/** The owner renews what the provider's dashboard shows, and sends it to the operator. */
export async function renew(asking: Asking, what: { readonly withSecret: boolean }): Promise<void> {
  const { sim, chance } = asking;
  const { bank, holder } = presentOf(sim);
  const provider = bank.provider.name;
  sim.story.write(
    'owner',
    () => `${holder} renews the token at ${provider}${what.withSecret ? ', and the secret' : ''}`,
  );
  bank.renewCredentials(holder, what);
  await passes(sim, chance, chance.pick(PAUSES_MS));
  await put(asking, () => ({ provider, credentials: bank.credentialsOf(holder) }));
}

/** The gym is sold, or bought back. */
export async function changeOwner(asking: Asking): Promise<void> {
  await put(asking, ({ bank, holder }) => ({
    provider: bank.provider.name,
    credentials: bank.credentialsOf(otherThan(holder)),
  }));
}

function otherThan(holder: string): string {
  return holder === GYMS[0] ? nextOwnerOf(GYMS[0]) : GYMS[0];
}

/** The gym turns to the other provider, with an account there; on its way back it has one. */
export async function turn(asking: Asking): Promise<void> {
  const { banks } = asking.sim;
  await put(asking, ({ bank, holder }) =>
    bank.provider.name === PROVIDER
      ? { provider: OTHER_PROVIDER, credentials: banks.at(OTHER_PROVIDER).credentialsOf(holder) }
      : { provider: PROVIDER, credentials: null },
  );
}

/** The gym's owner, or the next one, follows a link, and agrees at the provider that the service may use the account. */
export async function connect(asking: Asking, who: 'the same' | 'the next'): Promise<void> {
  await insistAtDesk(asking, ({ bank, holder }) =>
    follow(asking, bank, who === 'the same' ? holder : otherThan(holder)),
  );
}

/** Null when the link led to nothing: it needs another. */
async function follow(asking: Asking, { provider }: Bank, holder: string): Promise<unknown> {
  const { sim, chance } = asking;
  const invitation = await insist(asking, (app) => app.connectGym(OPERATOR, GYMS[0], { replaces: true }));
  if (invitation === null) return null;
  const opened = { provider: provider.name, link: new URL(invitation.url).searchParams.get('link') ?? '' };
  const page = await insist(asking, (app) => app.startConnection(opened));
  if (page === null) return null;
  await passes(sim, chance, chance.pick([1_000, 20_000]));
  const back = { ...opened, ...provider.agree(page, holder) };
  return insist(asking, (app) => app.finishConnection(back));
}

/** The owner takes back what they granted, in the provider's dashboard. */
export function takeBack(sim: Sim): void {
  const { bank, holder } = presentOf(sim);
  sim.story.write('owner', () => `${holder} takes back what was granted at ${bank.provider.name}`);
  bank.provider.takeBack(holder);
}

/** To be called before each event: the owner of a gym that needs other credentials sees to it, before long. */
export function createOwners(sim: Sim): () => void {
  const { scheduler } = sim;
  const chance = sim.chance.stream('owners');
  const doesNeed = () => sim.tables.gyms.get(GYMS[0])?.needsReconnect === true;
  let isCalled = false;
  let calls = 0;

  async function act(): Promise<void> {
    const { isGranted } = presentOf(sim);
    const asking = { sim, chance, what: 'the gym needs other credentials' };
    if (doesNeed()) checkNeed(sim, GYMS[0]);
    if (doesNeed() && isGranted) await connect(asking, 'the same');
    else if (doesNeed())
      await put(asking, ({ bank, holder }) => ({
        provider: bank.provider.name,
        credentials: bank.credentialsOf(holder),
      }));
    isCalled = false;
  }

  return () => {
    if (isCalled || !doesNeed()) return;
    isCalled = true;
    calls += 1;
    const begin = () => void inTask(`call ${calls}`, chance, act);
    scheduler.at(scheduler.nowMs() + chance.pick(PAUSES_MS), chance.fraction(), begin);
  };
}
