import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import type { ProblemList } from '../../src/cli/answers.ts';
import { PROBLEM_KINDS, PROBLEMS, type ProblemKind } from '../../src/domain/operator/problem.ts';
import { abandon, aGateway, arise, type MovableGateway } from '../app/problems/every-kind.ts';
import { ask, type Reply } from '../http/ask.ts';
import { aServer, bearer } from '../http/harness.ts';
import { runCli } from './cli.ts';

type Remedy = ProblemList['items'][number]['remedies'][number];

const OPERATOR = bearer({ sub: 'operator-1', scope: 'payments:manage gyms:write webhooks:manage' });
const JSON_BODY = { 'content-type': 'application/json' };

/** What a person would write in place of ‹…›. */
const WRITTEN: Readonly<Record<string, unknown>> = {
  '‹how much, in minor units›': 1,
  '‹access token›': 'iron-temple:another-token',
  '‹webhook secrets›': 'another-secret-of-16-characters',
};
const CREDENTIALS = `${WRITTEN['‹access token›']}\n${WRITTEN['‹webhook secrets›']}\n`;

/** An installation, and what it offers about the newest of its problems of a kind. */
async function aServed(gateway: MovableGateway = aGateway()) {
  const server = aServer(gateway.app);
  return {
    server,
    async offered(kind: ProblemKind): Promise<readonly Remedy[]> {
      const listed = await ask(server, { url: `/api/v1/problems?kind=${kind}`, headers: OPERATOR });
      const { items } = (listed.json() as { readonly data: ProblemList }).data;
      return items.at(-1)?.remedies ?? [];
    },
    /** Of a problem that has just arisen: the remedy at each place, each time of another problem. */
    async *each(kind: ProblemKind): AsyncGenerator<Remedy> {
      for (const place of PROBLEMS[kind].remedies.keys()) {
        await arise(gateway, kind);
        const remedies = await this.offered(kind);
        expect(remedies).toHaveLength(PROBLEMS[kind].remedies.length);
        yield* remedies.slice(place, place + 1);
      }
    },
  };
}

type Served = Awaited<ReturnType<typeof aServed>>;

/** As it is shown, but for what a person writes in place of ‹…›. */
async function sent({ server }: Served, { method, path, body }: Remedy, headers = {}): Promise<Reply> {
  const written = body && JSON.stringify(body, (_name, value) => (isBlank(value) ? (WRITTEN[value] ?? 'Seen') : value));
  return ask(server, {
    ...{ method, url: path, headers: { ...OPERATOR, ...(written !== null && JSON_BODY), ...headers } },
    ...(written !== null && { payload: written }),
  });
}

function isBlank(value: unknown): value is string {
  return typeof value === 'string' && value.startsWith('‹');
}

/** As it is pasted into a shell, without what it asks. */
async function typed({ server }: Served, { command }: Remedy) {
  const words = execFileSync('sh', ['-c', `printf '%s\\0' ${command.replace('npm run cli -- ', '')}`]);
  const args = words.toString().split('\0').slice(0, -1);
  const url = server.listeningOrigin;
  const env = { FITSTACK_TOKEN: OPERATOR.authorization.replace('Bearer ', '') };
  const yes = args.includes('refund') ? ['--yes'] : [];
  return runCli([...args, ...yes, '--url', url], { env, stdin: CREDENTIALS });
}

test.each(PROBLEM_KINDS)('each remedy of %s is a request that the service takes as it is shown', async (kind) => {
  const served = await aServed();

  for await (const remedy of served.each(kind)) {
    const bare = await sent(served, remedy);
    if (remedy.label.includes('Idempotency-Key')) {
      expect(bare.json()).toMatchObject({ code: 400, details: { field: 'Idempotency-Key' } });
      expect((await sent(served, remedy, { 'idempotency-key': randomUUID() })).statusCode).toBe(201);
    } else expect([remedy.path, bare.statusCode]).toEqual([remedy.path, remedy.path.endsWith('/connect') ? 201 : 200]);
  }
});

test.each(PROBLEM_KINDS)('each command of %s can be pasted into a shell', async (kind) => {
  const served = await aServed();

  for await (const remedy of served.each(kind)) expect(await typed(served, remedy)).toMatchObject({ code: 0 });
});

const labelsOf = (remedies: readonly Remedy[]) => remedies.map(({ label }) => label);
const LOOK = ['Look at the payment and its story', 'Look again now', 'Say what you found, and close it'];

test('a gym is not to be connected where its provider connects no accounts', async () => {
  const gateway = aGateway({ provider: { connects: false } });
  await arise(gateway, 'gym_credentials_refused');

  const remedies = await (await aServed(gateway)).offered('gym_credentials_refused');

  expect(labelsOf(remedies)).toEqual(['Store other credentials', 'Look again now']);
});

test('refused credentials are not to be tried again where the provider has no search to try them by', async () => {
  const gateway = aGateway({ provider: { capabilities: { searchLagMs: null } } });
  await arise(gateway, 'gym_credentials_refused');

  expect(labelsOf(await (await aServed(gateway)).offered('gym_credentials_refused'))).toEqual([
    'Store other credentials',
    'Make a link with which the owner connects the account',
  ]);
});

test('no refund is offered where the provider has none', async () => {
  const gateway = aGateway({ provider: { capabilities: { refunds: false } } });
  await arise(gateway, 'paid_after_cancel');

  expect(labelsOf(await (await aServed(gateway)).offered('paid_after_cancel'))).toEqual(LOOK);
});

const ENDED_BY_REFUND = PROBLEM_KINDS.filter((kind) => PROBLEMS[kind].remedies.some((remedy) => remedy === 'refund'));

test.each(ENDED_BY_REFUND)('%s is gone once all that it is about was sent back, and needs no word', async (kind) => {
  const gateway = aGateway();
  const served = await aServed(gateway);
  await arise(gateway, kind);
  const [, refund, , resolve] = await served.offered(kind);
  if (refund === undefined) throw new Error('no refund is offered');
  expect(labelsOf([refund])[0]).toMatch(/^Send back .+, which ends it/);
  expect(resolve?.label).toBe('Keep the money: say why, and close it');
  const all = { ...refund, body: { ...refund.body, amount: null } };

  await sent(served, all, { 'idempotency-key': randomUUID() });

  expect(await served.offered(kind)).toEqual([]);
});

test('no payment is to be looked at where an abandoned check is about none', async () => {
  const gateway = aGateway();
  const id = randomUUID();
  await gateway.store.rememberCheck('grant', id);
  await abandon(gateway, 'grant', id);

  expect(labelsOf(await (await aServed(gateway)).offered('check_abandoned'))).toEqual(LOOK.slice(1));
});
