import type { FiguresWanted } from '../../../domain/operator/figures.ts';

const HOUR_MS = 3_600_000;

/** Says when the interval begins that a moment is in. Hours pass alike in every zone; days and months begin at its midnight. */
export function intervalsIn({ from, interval, timeZone }: FiguresWanted): (at: Date) => Date {
  const offsetOf = offsetsOf(timeZone);
  if (interval === 'hour') return hoursFrom(from.getTime() - (localTime(from) % HOUR_MS));
  const part = { day: 10, month: 7 }[interval];
  return (at) => {
    const local = new Date(localTime(at)).toISOString();
    const begun = Date.parse(`${local.slice(0, part)}${'0000-01-01T00:00:00.000Z'.slice(part)}`);
    // Its offset is that of its own moment, which is not always the one of `at`.
    return new Date(begun - offsetOf(new Date(begun - offsetOf(at))));
  };

  function localTime(at: Date): number {
    return at.getTime() + offsetOf(at);
  }
}

function hoursFrom(first: number): (at: Date) => Date {
  return (at) => new Date(at.getTime() - ((at.getTime() - first) % HOUR_MS));
}

const PARTS = ['year', 'month', 'day', 'hour', 'minute', 'second'] as const;

/** By how many milliseconds the zone's clocks are ahead of UTC. A format is dear to make. */
function offsetsOf(timeZone: string): (at: Date) => number {
  const format = new Intl.DateTimeFormat('en-US', {
    ...{ timeZone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric' },
    ...{ hour: 'numeric', minute: 'numeric', second: 'numeric' },
  });
  return (at) => {
    const shown = new Map(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
    const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = PARTS.map((part) => shown.get(part));
    return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(at.getTime() / 1000) * 1000;
  };
}
