/** A clock that only moves from one event to the next, and the events that wait for it. */
export type Scheduler = {
  now(): Date;
  nowMs(): number;
  /** `tie` decides between events of one moment. */
  at(ms: number, tie: number, happen: () => void): void;
  /** Until no event is left, or none before `untilMs`; `upcoming` says when something else has to happen before. @throws when they never end. */
  run(options?: RunOptions): Promise<void>;
};

type RunOptions = {
  readonly untilMs?: number;
  /** Looked at before each event: it may put events in front of those that wait. */
  readonly before?: (nextMs: number) => void;
};

type Event = { readonly ms: number; readonly tie: number; readonly happen: () => void };

/** Far more than any history needs. */
const MOST_EVENTS = 20_000;

export function createScheduler(startMs: number): Scheduler {
  let nowMs = startMs;
  const waiting = createHeap();
  return {
    now: () => new Date(nowMs),
    nowMs: () => nowMs,
    at(ms, tie, happen) {
      waiting.push({ ms: Math.max(ms, nowMs), tie, happen });
    },
    async run({ untilMs = Number.POSITIVE_INFINITY, before = () => {} } = {}) {
      for (let events = 0; ; events += 1) {
        if (events > MOST_EVENTS) throw new Error('it does not come to rest');
        before(waiting.first()?.ms ?? Number.POSITIVE_INFINITY);
        const next = waiting.first();
        if (next === undefined || next.ms > untilMs) return;
        waiting.pop();
        nowMs = next.ms;
        next.happen();
        await allHaveGoneOn();
      }
    },
  };
}

/** Until all that was woken waits for something else: promises go on before the next turn of the event loop. */
function allHaveGoneOn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** The earliest event first. */
function createHeap() {
  const heap: Event[] = [];
  const isBefore = (a: Event, b: Event) => a.ms < b.ms || (a.ms === b.ms && a.tie < b.tie);
  const at = (index: number) => heap[index] as Event;
  const swap = (a: number, b: number) => {
    const event = at(a);
    heap[a] = at(b);
    heap[b] = event;
  };
  return {
    first: (): Event | undefined => heap[0],
    push(event: Event): void {
      heap.push(event);
      for (let index = heap.length - 1; index > 0; ) {
        const parent = (index - 1) >> 1;
        if (!isBefore(at(index), at(parent))) return;
        swap(index, parent);
        index = parent;
      }
    },
    pop(): void {
      const last = heap.pop();
      if (heap.length === 0 || last === undefined) return;
      heap[0] = last;
      for (let index = 0; ; ) {
        const [left, right] = [2 * index + 1, 2 * index + 2];
        let least = index;
        if (left < heap.length && isBefore(at(left), at(least))) least = left;
        if (right < heap.length && isBefore(at(right), at(least))) least = right;
        if (least === index) return;
        swap(index, least);
        index = least;
      }
    },
  };
}
