import type { RequestListener } from 'node:http';
import type { Credentials } from '../../domain/payment/account.ts';
import type { PaymentProvider } from '../../ports/payment-provider/payment-provider.ts';
import type { Harness } from '../harness.ts';
import { declared, type Scenario } from '../scenario.ts';
import { behindPreparation } from '../tools/between.ts';
import { AMPLE_MS, lastReport, notificationIn, open, paid } from '../tools/builders.ts';
import { blindCalls, consentCalls, type NamedCall } from '../tools/calls.ts';
import { equals, keepsQuiet, must, oneOf, shows } from '../tools/expect.ts';
import { listen, serving } from '../tools/server.ts';

/** Long enough for an adapter on a busy machine to see the headers of an answer that never ends. */
const DEADLINE_MS = 1_000;
/** Timers may go off this much before `performance.now()` says so. */
const EARLY_MS = 5;
/** Shorter texts of credentials stand in other texts by chance. */
const SHORTEST_SECRET = 8;

type Behaviour = readonly [what: string, behave: RequestListener];

const SENSELESS: readonly Behaviour[] = [
  ['answers with a server error', (_, reply) => void reply.writeHead(500).end()],
  ['answers with something that isn’t JSON', (_, reply) => void reply.end('<html>')],
  ['answers with nothing', (_, reply) => void reply.end()],
  ['answers with JSON of another shape', (_, reply) => void json(reply, { hello: 'world' })],
  ['answers with JSON that isn’t an object', (_, reply) => void json(reply, null)],
  ['hangs up', (request) => void request.socket.destroy()],
];

const ENDLESS: readonly Behaviour[] = [
  ['never answers', () => undefined],
  ['answers with a body that never ends', trickle],
];

export const FAILURES: readonly Scenario[] = [
  ...declared('records', 'outcomes', [
    {
      id: 'outcome.wrong-credentials',
      promise: 'The adapter calls refused credentials refused, without repeating them',
      advice: 'Return `rejected` about `credentials`, with a reason in words of your own.',
      async run(harness) {
        const { wrongCredentials, provider } = harness;
        await open(harness);
        for (const { name, call } of await blindCalls(harness)) {
          const outcome = await call(provider, wrongCredentials);
          shows(`the outcome of ${name}`, outcome, { kind: 'rejected', about: 'credentials' });
          const secrets = secretsIn(harness, wrongCredentials);
          keepsQuiet(`the outcome of ${name}`, outcome, [...secrets, ...secrets.map((text) => text.slice(-4))]);
        }
      },
    },
  ]),
  ...declared('HTTP API', 'outcomes', [
    {
      id: 'outcome.never-left',
      promise: 'The adapter calls a request that never left not sent',
      advice:
        'Return `not_sent` when no connection came about (ECONNREFUSED, ENOTFOUND), since repeating is safe then.',
      async run(harness) {
        const closed = await listen((_, reply) => reply.end());
        await closed.stop();
        const adapter = harness.wire.at(closed.url, AMPLE_MS);

        for (const { name, call } of await allCalls(harness))
          equals(`the outcome of ${name}`, (await call(adapter, harness.credentials)).kind, 'not_sent');
      },
    },
    {
      id: 'outcome.deadline',
      promise:
        'The adapter gives up at its deadline when the provider accepts and never answers, or answers with a body that never ends',
      advice: 'Put one deadline around the whole call, the body included, and return `unknown` when it is over.',
      async run(harness) {
        const calls = await allCalls(harness);
        // All at once: it is all waiting.
        await Promise.all(ENDLESS.map(([what, behave]) => endsAtDeadline(harness, calls, what, behave)));
      },
    },
    ...SENSELESS.map(([what, behave], index) => ({
      id: `outcome.senseless-${index + 1}`,
      promise: `The adapter calls it unknown when the provider ${what}`,
      advice: 'Check the status and the shape of each answer: what you can’t read may have moved money.',
      run: async (harness: Harness) => {
        const calls = await allCalls(harness);
        await serving(behindPreparation(harness.wire, behave), async (url) => {
          const adapter = harness.wire.at(url, AMPLE_MS);
          for (const named of calls) await isUnknown(harness, adapter, named);
        });
      },
    })),
  ]),
  ...declared('webhooks over HTTP', 'outcomes', [
    {
      id: 'outcome.translate',
      promise: 'The adapter says what a notification means, or that it could not ask: it never throws',
      advice: 'Return the outcome of the calls that `translate` makes.',
      async run(harness) {
        await paid(harness);
        const { credentials, wire } = harness;
        const notification = notificationIn(harness, harness.lastDelivery());
        const translated = async (url: string) =>
          (await wire.at(url, AMPLE_MS).translate(credentials, notification)).kind;

        const server = await listen(behindPreparation(wire, (_, reply) => void reply.end('<html>')));
        const asked = await translated(server.url);
        await server.stop();
        const alone = await translated(server.url);

        // Some say everything by themselves.
        oneOf('the outcomes before a senseless server and before none', `${asked} ${alone}`, [
          'ok ok',
          'unknown not_sent',
        ]);
        must('the harness’s own upstream is asked all the same', (await lastReport(harness)).fact !== null);
      },
    },
  ]),
];

/**
 * Behind the first call, since what that loads takes time which is not the provider's.
 * @throws Error when nothing can be opened: calls that always fail say nothing about why.
 */
async function allCalls(harness: Harness): Promise<readonly NamedCall[]> {
  await open(harness);
  return [...(await blindCalls(harness)), ...consentCalls(harness)];
}

async function isUnknown(harness: Harness, adapter: PaymentProvider, { name, call }: NamedCall): Promise<void> {
  const outcome = await call(adapter, harness.credentials);
  equals(`the outcome of ${name}`, outcome.kind, 'unknown');
  keepsQuiet(`the outcome of ${name}`, outcome, secretsIn(harness, harness.credentials));
}

/** Every call ends at its deadline, and none of them because the provider ended it. */
function endsAtDeadline(harness: Harness, calls: readonly NamedCall[], what: string, behave: RequestListener) {
  return serving(behindPreparation(harness.wire, behave), async (url) => {
    const adapter = harness.wire.at(url, DEADLINE_MS);
    const ended = calls.map(async (named) => {
      const begun = performance.now();
      await isUnknown(harness, adapter, named);
      const tookMs = performance.now() - begun;
      must(`${named.name} waits for its deadline when the provider ${what}`, tookMs > DEADLINE_MS - EARLY_MS);
    });
    await Promise.all(ended);
  });
}

function secretsIn({ provider }: Harness, credentials: Credentials): readonly string[] {
  const secrets = provider.credentials.filter(({ isSecret }) => isSecret);
  const texts = secrets.flatMap(({ name }) => credentials[name] ?? []);
  return texts.filter((text) => text.length >= SHORTEST_SECRET);
}

function trickle(_: unknown, reply: Parameters<RequestListener>[1]): void {
  reply.writeHead(200, { 'content-type': 'application/json' });
  const drip = setInterval(() => reply.write(' '), 20);
  reply.on('close', () => clearInterval(drip));
}

function json(reply: Parameters<RequestListener>[1], body: unknown): void {
  reply.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
