import type { GymInput } from '../../../src/app/gyms/put-gym.ts';
import type { FakeCredentials } from '../../app/fake-credentials.ts';
import { PROVIDER } from '../banks/banks.ts';
import { GYMS } from '../banks/holders.ts';
import type { Sim } from '../sim.ts';
import { OPERATOR } from './clients.ts';
import { type Asking, insist, passes } from './insist.ts';

// The operator who puts in what owners of gyms send.

type Terms = Pick<GymInput, 'slug'> & { readonly provider: string; readonly credentials: FakeCredentials | null };

/** A gym as its operator puts it. */
export function gymOf({ gyms: { signature, isMistyped } }: Sim, { slug, provider, credentials }: Terms) {
  const typed =
    credentials &&
    (isMistyped && slug === GYMS[0] ? { ...credentials, webhook_secrets: ['a slip of the hand'] } : credentials);
  const terms = { slug, name: slug, paymentsEnabled: true, provider, currency: 'JPY', signature } as const;
  return { ...terms, returnUrl: null, statementDescriptor: null, credentials: typed };
}

/** The account that the gym has now: where it is, and whose. */
export function presentOf({ tables, banks }: Sim) {
  const gym = tables.gyms.get(GYMS[0]);
  const account = tables.accounts.get(gym?.accountId ?? '');
  const isGranted = account?.sealed?.includes('refreshToken') === true;
  return { bank: banks.at(gym?.provider ?? PROVIDER), holder: account?.providerUserId ?? GYMS[0], isGranted };
}

type Present = ReturnType<typeof presentOf>;
type Put = { readonly provider: string; readonly credentials: FakeCredentials | null };

/** An operator does one thing after the other, and does not rest before it is done. */
export async function insistAtDesk(asking: Asking, work: (present: Present) => Promise<unknown>): Promise<void> {
  const { sim, chance, what } = asking;
  await sim.ledger.atDesk(async () => {
    for (let tries = 1; (await work(presentOf(sim))) === null; tries += 1) {
      if (tries > MOST_TRIES) return sim.fail('E2', `the operator is refused: ${what}`);
      await passes(sim, chance, chance.pick(PAUSES_MS));
    }
    sim.story.write('operator', () => `${what}: done`);
  });
}

/** Whatever fails in between. */
const MOST_TRIES = 40;
const HOUR_MS = 3_600_000;
export const PAUSES_MS = [1_000, 60_000, HOUR_MS] as const;

/** With the credentials that there are by then. Some click twice. */
export async function put(asking: Asking, choose: (present: Present) => Put): Promise<void> {
  const { sim, chance } = asking;
  const isTwice = chance.isLucky(0.3);
  await insistAtDesk(asking, async (present) => {
    const input = gymOf(sim, { slug: GYMS[0], ...choose(present) });
    const request = () => insist(asking, (app) => app.putGym(OPERATOR, input));
    const [first, second] = await Promise.all(isTwice ? [request(), request()] : [request()]);
    return second === null ? null : first;
  });
}
