import type { Loader, Round } from './loader.ts';
import type { Programs } from './programs.ts';
import type { Kind } from './requests.ts';
import type { Stock } from './seed.ts';
import type { ScenarioName, Size } from './settings.ts';
import { type Figure, ratioOf, type Summary, summaryOf } from './statistics.ts';

type Side = { readonly program: keyof Programs; readonly kind: Kind };
type Scenario = { readonly title: string; readonly floorTitle: string; readonly service: Side; readonly floor: Side };

export const SCENARIOS = {
  payment: {
    title: 'GET /api/v1/payments/{id}',
    floorTitle: '(a) token, one SELECT',
    service: { program: 'service', kind: 'payment' },
    floor: { program: 'read', kind: 'payment' },
  },
  webhook: {
    title: "Stripe's webhook: a success",
    floorTitle: '(b) signature, one statement',
    service: { program: 'service', kind: 'webhook' },
    floor: { program: 'webhook', kind: 'webhook' },
  },
  intent: {
    title: 'POST /api/v1/payments/intent',
    floorTitle: "(c) the simulator's own",
    service: { program: 'service', kind: 'intent' },
    floor: { program: 'simulator', kind: 'providerIntent' },
  },
} as const satisfies Record<ScenarioName, Scenario>;

export type Result = {
  readonly title: string;
  readonly floorTitle: string;
  readonly rounds: number;
  readonly ratio: Figure;
  readonly service: Summary;
  readonly floor: Summary;
};

const CONNECTIONS = 10;

/** Rounds that there are also on a machine that has no time for them. */
const FEWEST = 2;

/** Ratios that lie further apart than this are looked at again, as long as there is time. */
const MAX_SPREAD = 0.25;

/** Everything that a run at this size can use up. */
export function stockFor({ rounds, moreRounds, warmUp, perRound }: Size): Stock {
  const all = warmUp + rounds + moreRounds;
  // Service and floor share a server's database, and neither can have a payment succeed twice.
  return { payments: Math.max(2 * all * perRound.webhook, perRound.payment), orders: all * perRound.intent };
}

/** Warms both sides up, then loads them in turns. */
export async function measure(
  name: ScenarioName,
  size: Size,
  { loader, programs, deadline }: { loader: Loader; programs: Programs; deadline: number },
): Promise<Result> {
  const { title, floorTitle, service, floor }: Scenario = SCENARIOS[name];
  const next = numbering(size);
  const amount = size.perRound[name];
  const load = ({ kind, program }: Side) =>
    loader.load(programs[program], { kind, first: next(kind, amount), amount, connections: CONNECTIONS });
  const rounds: { service: Round[]; floor: Round[] } = { service: [], floor: [] };
  const round = async () => {
    rounds.service.push(await load(service));
    rounds.floor.push(await load(floor));
  };

  for (let count = 0; count < size.warmUp; count += 1) for (const side of [service, floor]) await load(side);
  const isEnough = (count: number) =>
    count >= size.rounds && (count >= size.rounds + size.moreRounds || !isUnsure(rounds));
  for (let count = 0; !isEnough(count) && (count < FEWEST || performance.now() < deadline); count += 1) await round();

  return {
    ...{ title, floorTitle, rounds: rounds.service.length, ratio: ratioOf(rounds.service, rounds.floor) },
    service: summaryOf(rounds.service),
    floor: summaryOf(rounds.floor),
  };
}

function isUnsure({ service, floor }: { service: Round[]; floor: Round[] }): boolean {
  return ratioOf(service, floor).spread > MAX_SPREAD;
}

/** A payment can succeed, and an order be opened, once; read and asked for anew they can be as often as one likes. */
function numbering(size: Size): (kind: Kind, amount: number) => number {
  let unused = 0;
  const { payments } = stockFor(size);
  return (kind, amount) => {
    if (kind !== 'webhook' && kind !== 'intent') return 0;
    unused += amount;
    return unused - amount + (kind === 'intent' ? payments : 0);
  };
}
