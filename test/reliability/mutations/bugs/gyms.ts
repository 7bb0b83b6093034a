import type { Bug } from '../mutation.ts';

/** Gyms, their accounts, and what is not signed. */
export const GYM_BUGS: readonly Bug[] = [
  {
    bug: 'a hint is believed: the payment is not fetched',
    file: 'src/app/notifications/apply-notification.ts',
    find: 'const isProof = isVerified && !isWordOfOwner(sender.account, report.source);',
    replace: 'const isProof = !isVerified || !isWordOfOwner(sender.account, report.source);',
  },
  {
    bug: 'however many hints come, all are followed',
    file: 'src/app/notifications/hint-limit.ts',
    find: 'const isSpent = count === 0 ? counts.size >= MAX_SUBJECTS : count >= MAX_EACH;',
    replace: 'const isSpent = count >= MAX_EACH;',
  },
  {
    bug: 'a forged webhook of a gym with required signatures is a hint',
    file: 'src/app/notifications/receive-notification.ts',
    find: "if (gym?.signature === 'advisory') return hinted",
    replace: 'if (gym !== null) return hinted',
  },
  {
    bug: 'a webhook of an account that the gym had before is refused',
    file: 'src/app/notifications/receive-notification.ts',
    find: "if (channel.kind === 'gym') return store.listAccounts(channel);",
    replace: "if (channel.kind === 'gym') return (await store.listAccounts(channel)).slice(0, 1);",
  },
  {
    bug: 'a webhook of one account of a gym is applied to a payment of another',
    file: 'src/app/notifications/apply-notification.ts',
    find: 'if (sender.account.id === matched.payment.accountId) return record(incoming, matched);',
    replace:
      "if (sender.account.owner.kind === 'gym' || sender.account.id === matched.payment.accountId) return record(incoming, matched);",
  },
  {
    bug: 'calls about an older payment are made with the account that the gym has now',
    file: 'src/app/providers/access.ts',
    find: 'return accessTo(context, account);\n}\n',
    replace: 'return accessTo(context, (await context.store.listAccounts(account.owner))[0] ?? account);\n}\n',
  },
  {
    bug: 'the credentials of a new owner are given to the account of the one before',
    file: 'src/app/gyms/put-gym.ts',
    find: 'if (providerUserId !== null) return account.providerUserId === providerUserId;',
    replace: 'if (providerUserId !== null) return true;',
  },
  {
    bug: 'two requests at once make two accounts of one holder',
    file: 'src/app/gyms/account-for.ts',
    find: 'providerUserId === null ? world.newId() :',
    replace: 'providerUserId !== null ? world.newId() :',
  },
  {
    bug: 'a webhook about what a pasted token opened is refused once the gym is connected',
    file: 'src/app/gyms/finish-connection.ts',
    find: 'const given = givenBefore(context, before);',
    replace: 'const given = before === null ? givenBefore(context, before) : null;',
  },
  {
    bug: 'a renewal overwrites newer credentials',
    file: 'src/adapters/memory/connections.ts',
    find: 'if (account?.sealed !== read || gym === undefined) return false;',
    replace: 'if (account === undefined || gym === undefined || read === null) return false;',
  },
  {
    bug: 'a renewal is lost when the database is away for a moment',
    file: 'src/app/gyms/renew-grant.ts',
    find: 'await keepTrying(context, untilMs, () => store.renewCredentials(read, sealed, kept.renewAt));',
    replace: 'await store.renewCredentials(read, sealed, kept.renewAt);',
  },
  {
    bug: 'the grant of a connected gym is not come back to',
    file: 'src/domain/gym/gym-change.ts',
    find: "grantDueAt: renewAt === null ? 'never' : firstDueAt('grant', now, renewAt),",
    replace: "grantDueAt: renewAt === null ? firstDueAt('grant', now, renewAt) : null,",
  },
  {
    bug: 'a gym whose grant was renewed still needs to be connected',
    file: 'src/domain/gym/gym-change.ts',
    find: 'if (gym.accountId !== accountId || !gym.needsReconnect) return gym;',
    replace: 'if (gym.accountId !== accountId || gym.needsReconnect) return gym;',
  },
  {
    bug: 'a gym that needs to be connected has no event',
    file: 'src/domain/gym/gym-change.ts',
    find: 'return after.needsReconnect && !before.needsReconnect ?',
    replace: 'return after.needsReconnect && before.needsReconnect ?',
  },
  {
    bug: 'a grant that is refused is given up in silence',
    file: 'src/app/gyms/renew-grant.ts',
    find: "await store.needReconnect(read, 'not_renewed', announceGym);",
    replace: "if (read === null) await store.needReconnect(read, 'not_renewed', announceGym);",
  },
];
