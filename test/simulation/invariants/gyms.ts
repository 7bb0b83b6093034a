import { keyOf } from '../../../src/adapters/memory/tables.ts';
import type { Gym } from '../../../src/domain/gym/gym.ts';
import type { Account } from '../../../src/domain/payment/account.ts';
import { LEASE_MS, type Replica } from '../replica.ts';
import type { Sim } from '../sim.ts';

/** What is kept of an account: credentials that were pasted, or a grant. */
/** What calls are made with; `refreshToken` only of a grant. */
type Stored = { readonly access_token: string; readonly refreshToken?: string };

function storedIn({ sealed }: Pick<Account, 'sealed'>): Stored | null {
  if (sealed === null) return null;
  const { given, grant } = JSON.parse(sealed);
  return grant === null ? given : { access_token: grant.accessToken, refreshToken: grant.refreshToken };
}

/** N6: an account stays whose it was. E1: what was renewed takes the place of what it was renewed from, and of nothing else. */
export function checkAccount(before: Account | undefined, account: Account, { banks, fail }: Sim): void {
  if (before === undefined) return;
  const whose = ({ owner, provider, providerUserId }: Account) => JSON.stringify([owner, provider, providerUserId]);
  if (whose(before) !== whose(account))
    fail('N6', `account ${account.id} of ${whose(before)} became one of ${whose(account)}`);
  const [was, is] = [storedIn(before), storedIn(account)];
  const renewedFrom = banks.at(account.provider).provider.grantOf(is?.access_token ?? '')?.renewedFrom ?? null;
  const isNew = was?.access_token !== is?.access_token;
  if (isNew && renewedFrom !== null && was?.refreshToken !== renewedFrom)
    fail('E1', `a renewal of ${renewedFrom} took the place of ${JSON.stringify(was)}`);
}

type Process = Pick<Replica, 'name' | 'isAlive' | 'stalledUntilMs'>;

/**
 * E3: the answer to a renewal has come, and its refresh token is used up: it is kept by when the lease is over. Not by a
 * process that dies or stands still meanwhile, nor while the store is away, nor in place of what was put since.
 */
export function expectKept(sim: Sim, process: Process, { renewedFrom }: { readonly renewedFrom: string | null }): void {
  const { tables, scheduler, weather } = sim;
  const isNotRenewed = () => [...tables.accounts.values()].some((one) => storedIn(one)?.refreshToken === renewedFrom);
  const cameMs = scheduler.nowMs();
  const look = () => {
    const isHindered = process.stalledUntilMs() > cameMs || weather.storeIsBackMs() > cameMs || !process.isAlive();
    if (isNotRenewed() && !isHindered) sim.fail('E3', `${process.name} has lost the renewal of ${renewedFrom}`);
  };
  scheduler.at(cameMs + LEASE_MS, 0, look);
}

/** Counts how often a gym comes to need other credentials. */
export function checkGym(before: Gym | undefined, gym: Gym, { ledger }: Sim): void {
  if (gym.needsReconnect && before?.needsReconnect !== true) ledger.needed.push(gym.slug);
}

/** T1: a gym says that it needs other credentials while it does, and not longer. To be called a while after it says so. */
export function checkNeed({ tables, banks, fail }: Sim, slug: string): void {
  const account = tables.accounts.get(tables.gyms.get(slug)?.accountId ?? '');
  const stored = account && storedIn(account);
  if (account === undefined || stored == null) return;
  const { provider } = banks.at(account.provider);
  const isGood = provider.takes(stored) && (stored.refreshToken === undefined || provider.renews(stored.refreshToken));
  if (isGood) fail('T1', `${slug} needs other credentials, and its provider takes those that it has`);
}

/** T1: a gym that needs other credentials says so once, and when it does. E1: one holder has one account. */
export function checkGyms({ tables, ledger, fail }: Sim): void {
  for (const { slug, needsReconnect, accountId } of tables.gyms.values()) {
    const needed = ledger.needed.filter((one) => one === slug).length;
    const isOf = (event: { readonly gymSlug: string | null; readonly type: string }) =>
      event.gymSlug === slug && event.type === 'gym.needs_reconnect';
    const events = [...tables.events.values()].filter(isOf).length;
    if (events !== needed) fail('T1', `${slug} came to need other credentials ${needed} times, in ${events} events`);
    if (needsReconnect) fail('T1', `${slug} needs other credentials, and its owner has seen to it`);
    const account = tables.accounts.get(accountId ?? '');
    const stored = account && storedIn(account);
    const check = tables.checks.get(keyOf('grant', accountId ?? ''));
    if (stored?.refreshToken !== undefined && check?.dueAt == null)
      fail('E3', `the grant of ${slug} is looked at no more`);
  }
  const whose = [...tables.accounts.values()].map(({ owner, provider, providerUserId }) =>
    JSON.stringify([owner, provider, providerUserId]),
  );
  if (new Set(whose).size < whose.length) fail('E1', `one holder has two accounts: ${whose.join(', ')}`);
}

/** Whether the provider answers for this account's payments: nothing else can be known of them. */
export function isAnswered({ banks, tables }: Sim, accountId: string): boolean {
  const account = tables.accounts.get(accountId);
  const stored = account === undefined ? null : storedIn(account);
  return account === undefined || stored === null || banks.at(account.provider).provider.takes(stored);
}
