import autocannon from 'autocannon';
import { KINDS, type Kind } from './requests.ts';

// The load, in a process of its own: what it costs to make requests must not count for those who answer them.

/** So many requests of a kind, about things numbered from `first` on, as fast as they are answered. */
export type Job = {
  readonly kind: Kind;
  readonly url: string;
  readonly first: number;
  readonly amount: number;
  readonly connections: number;
};

/** Milliseconds; `failures` is what was not answered as it should be. */
export type Loaded = {
  readonly requests: number;
  readonly failures: number;
  readonly elapsedMs: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
};

async function run({ kind, url, first, amount, connections }: Job): Promise<Loaded> {
  const { request, shows } = KINDS[kind];
  const latencies: number[] = [];
  let next = first;
  let good = 0;
  const begun = performance.now();
  let lastAnswer = begun;
  const setupRequest = (defaults: autocannon.Request) => {
    next += 1;
    return { ...defaults, ...request(next - 1) };
  };
  const onResponse = (status: number, body: string) => {
    if (status < 300 && body.includes(shows)) good += 1;
  };
  await new Promise<void>((resolve, reject) => {
    const options = { url, amount, connections, timeout: 10, requests: [{ setupRequest, onResponse }] };
    const instance = autocannon(options, (error) => (error ? reject(error) : resolve()));
    instance.on('response', (_client, _status, _bytes, milliseconds) => {
      latencies.push(milliseconds);
      lastAnswer = performance.now();
    });
  });
  const sorted = Float64Array.from(latencies).sort();
  return {
    requests: amount,
    failures: amount - good,
    elapsedMs: lastAnswer - begun,
    p50Ms: quantile(sorted, 0.5),
    p99Ms: quantile(sorted, 0.99),
  };
}

function quantile(sorted: Float64Array, share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

process.on('message', (job: Job) => {
  run(job).then(
    (loaded) => process.send?.({ loaded }),
    (error: unknown) => process.send?.({ error: String(error) }),
  );
});
