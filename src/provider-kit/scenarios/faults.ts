import type { Harness } from '../harness.ts';
import { declared, type Scenario } from '../scenario.ts';
import { type Answer, between, isReading, PASSES, repeatedIn } from '../tools/between.ts';
import { equals, keepsQuiet, must, oneOf } from '../tools/expect.ts';
import { type Strike, type Struck, strikeEach } from '../tools/struck.ts';

const JSON_TYPE = { 'content-type': 'application/json' };

const LOST: readonly Strike[] = [
  {
    name: 'arrives and is answered with a 500',
    arrives: true,
    answer: { status: 500, headers: JSON_TYPE, body: '{}' },
  },
  { name: 'arrives and the connection breaks', arrives: true, answer: null },
];

/** No adapter may repeat it: it stands for what providers say of cards and people. */
const PRIVATE = 'Jane Roe of jane.roe at shop.example with card 4242';
const RETRY_SECONDS = 7;

const OF_CALLS = declared('HTTP API', 'lost-answers', [
  {
    id: 'lost.once',
    promise: 'A call whose answer is lost has made one thing at most, is sent once, and says that it is unknown',
    advice:
      'Send nothing again by yourself, switch the SDK’s retries off, and return `unknown`: the service asks later.',
    run: (harness) =>
      strikeEach(
        harness,
        () => true,
        LOST,
        async ({ what, request, outcome, seen, made }) => {
          equals(`requests that were sent twice by ${what}`, repeatedIn(seen), []);
          must(`${what}, has made one thing at most, and not ${made()}`, made() <= 1);
          const isLost = made() === 1 && !isReading(request.method);
          oneOf(`the outcome of ${what}`, outcome.kind, isLost ? ['unknown'] : ['unknown', 'not_sent', 'ok']);
        },
      ),
  },
  {
    id: 'lost.repeated',
    promise: 'A call whose answer was lost makes nothing more when it is repeated with the same key',
    advice: 'Pass the idempotency key on as it is, and send the same body with it.',
    run: (harness) =>
      strikeEach(
        harness,
        (call) => call.makes && isSafeToRepeat(call.name, harness),
        LOST,
        async (struck) => {
          const { what, call, made } = struck;
          const before = made();
          await call(harness.provider, harness.credentials);
          equals(`what the repeated call has made after ${what}`, made() - before, before === 0 ? 1 : 0);
        },
      ),
  },
  {
    id: 'lost.redirects',
    promise: 'The adapter follows no redirect, and calls what it does not know unknown',
    advice: 'Ask for `redirect: "manual"`: a redirect repeats a POST, and takes the credentials to another place.',
    run: (harness) =>
      between(harness.wire.url, PASSES, (elsewhere, followed) => {
        const answer = { status: 307, headers: { location: elsewhere }, body: '' };
        const strikes = [{ name: 'is redirected', arrives: false, answer }];
        return strikeEach(
          harness,
          () => true,
          strikes,
          async ({ what, request, outcome }) => {
            equals(`requests to where the provider redirects in ${what}`, followed.length, 0);
            const others = isReading(request.method) ? ['ok'] : [];
            oneOf(`the outcome of ${what}`, outcome.kind, ['unknown', 'not_sent', ...others]);
          },
        );
      }),
  },
  refusedForNow(429, 'The provider had too many requests'),
  refusedForNow(409, 'The provider is busy with another call of the same key'),
  {
    id: 'lost.retry-after',
    promise: 'The adapter passes on how many seconds the provider wants to be left alone',
    advice: 'Read `retry-after` of a 429 into `retryAfterSeconds`.',
    run: (harness) => {
      const strikes = [{ name: 'is answered with a 429', arrives: false, answer: errorOf(harness, 429) }];
      return strikeEach(
        harness,
        ({ name }) => name === 'open',
        strikes,
        async ({ what, outcome }) => {
          const seconds = 'retryAfterSeconds' in outcome ? outcome.retryAfterSeconds : undefined;
          equals(`the seconds in the outcome of ${what}`, seconds, RETRY_SECONDS);
        },
      );
    },
  },
  {
    id: 'outcome.own-words',
    promise: 'The adapter gives reasons in its own words, and never in the provider’s text',
    advice: 'Make reasons of the status and of codes in a closed alphabet: texts may name people and repeat keys.',
    run: (harness) => {
      const strikes = [400, 401, 402, 404, 422, 500].map((status) => ({
        ...{ name: `is answered with a ${status}`, arrives: false, answer: errorOf(harness, status) },
      }));
      return strikeEach(
        harness,
        () => true,
        strikes,
        async ({ what, outcome }) => keepsQuiet(`the outcome of ${what}`, outcome, [PRIVATE]),
      );
    },
  },
]);

const OF_PREPARATION = declared('preparing requests', 'lost-answers', [
  {
    id: 'lost.preparation',
    promise: 'A call whose preparation fails was not sent',
    advice: 'Return `not_sent` when the request for a token fails, whatever its answer was: nothing has moved.',
    run: (harness) =>
      strikeEach(
        harness,
        () => true,
        [...LOST, { name: 'is answered with a 429', arrives: false, answer: errorOf(harness, 429) }],
        async ({ what, request, outcome }) => {
          if (harness.wire.onlyPrepares?.(request)) equals(`the outcome of ${what}`, outcome.kind, 'not_sent');
        },
      ),
  },
]);

export const FAULTS: readonly Scenario[] = [...OF_CALLS, ...OF_PREPARATION];

/** Nothing was refused for good: the same request may be taken later. */
function refusedForNow(status: number, why: string) {
  return {
    id: `lost.${status}`,
    promise: `The adapter does not call a ${status} rejected`,
    advice: `${why}: return \`not_sent\` or \`unknown\`, so that the service tries again.`,
    run: (harness: Harness) => {
      const strikes = [{ name: `is answered with a ${status}`, arrives: false, answer: errorOf(harness, status) }];
      return strikeEach(
        harness,
        () => true,
        strikes,
        async ({ what, request, outcome }: Struck) => {
          const others = isReading(request.method) ? ['ok'] : [];
          oneOf(`the outcome of ${what}`, outcome.kind, ['unknown', 'not_sent', ...others]);
        },
      );
    },
  };
}

/** What the port promises of repeats: of a refund and a completion always, of a parent where that is declared. */
function isSafeToRepeat(name: string, { provider }: Harness): boolean {
  return name === 'open' ? provider.capabilities.repeatsAreSafeForMs > 0 : name !== 'capture';
}

function errorOf({ wire }: Harness, status: number): Answer {
  const headers = { ...JSON_TYPE, 'retry-after': String(RETRY_SECONDS) };
  return { status, headers, body: wire.errorBody(PRIVATE) };
}
