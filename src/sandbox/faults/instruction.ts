import { type FaultName, KINDS, type Kind, OPERATIONS, type Operation } from './catalogue.ts';
import type { Instruction } from './switchboard.ts';

type Fields = Readonly<Record<string, unknown>>;
type Check = (value: unknown) => boolean;

const LONGEST_MS = 24 * 3600 * 1000;

const isWhole =
  (min: number, max: number): Check =>
  (value) =>
    Number.isInteger(value) && Number(value) >= min && Number(value) <= max;
const isChance: Check = (value) => typeof value === 'number' && value >= 0 && value <= 1;

/** Reads which fault to switch on. @throws Error whose message begins with the field that is wrong. */
export function readInstruction(body: unknown, providers: readonly string[]): Instruction {
  const fields: Fields = Object(body);
  const kind = KINDS.find(({ fault }) => fault === fields['fault']);
  if (kind === undefined)
    throw new Error(`fault: must be one of ${KINDS.map(({ fault }) => fault).join(', ')} (in a JSON body)`);
  const one = <T>(name: string, allowed: readonly T[]) =>
    read<T>(fields, name, `must be one of ${allowed.join(', ')} for ${kind.fault}`, (value) =>
      allowed.includes(value as T),
    );
  const times = read<number>(fields, 'times', 'must be a whole number from 1', isWhole(1, Number.MAX_SAFE_INTEGER));
  const probability = read<number>(fields, 'probability', 'must be a number from 0 to 1', isChance);
  return {
    fault: kind.fault satisfies FaultName,
    provider: one('provider', kind.providers ?? providers),
    operation: one<Operation>(
      'operation',
      OPERATIONS.filter((each) => kind.operations.includes(each)),
    ),
    times,
    probability,
    seed: read<number>(fields, 'seed', 'must be a whole number from 0 to 4294967295', isWhole(0, 2 ** 32 - 1)),
    ms: readMs(fields, kind),
  };
}

function readMs(fields: Fields, { fault, ms }: Kind): number | null {
  const problem = ms === null ? `means nothing for ${fault}` : `must be a whole number from 1 to ${LONGEST_MS}`;
  return read(fields, 'ms', problem, ms === null ? () => false : isWhole(1, LONGEST_MS));
}

/** Null when it is left out. */
function read<T>(fields: Fields, name: string, problem: string, isRight: Check): T | null {
  const value = fields[name] ?? null;
  if (value === null) return null;
  if (!isRight(value)) throw new Error(`${name}: ${problem}`);
  return value as T;
}
