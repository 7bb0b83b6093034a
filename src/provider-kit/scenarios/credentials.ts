import { always, type Scenario } from '../scenario.ts';
import { equals, must, oneOf } from '../tools/expect.ts';

export const CREDENTIALS: readonly Scenario[] = always('credentials', [
  {
    id: 'credentials.declared',
    promise: 'The adapter declares every credential that it works with, and requires no other',
    advice: 'Declare them in the settings with `declare`, and let `credentials` be its fields.',
    async run({ provider, credentials }) {
      const names = provider.credentials.map(({ name }) => name);
      const required = provider.credentials.filter(({ isRequired }) => isRequired).map(({ name }) => name);

      equals(
        'credentials of the harness that are not declared',
        Object.keys(credentials).filter((name) => !names.includes(name)),
        [],
      );
      equals(
        'required credentials that the harness does not have',
        required.filter((name) => credentials[name] === undefined),
        [],
      );
      for (const { name, isList } of provider.credentials)
        if (credentials[name] !== undefined) equals(`${name} is a list`, typeof credentials[name] !== 'string', isList);
    },
  },
  {
    id: 'credentials.given',
    promise: 'The adapter works with the credentials that were given, where nothing else is kept',
    advice:
      'Let `credentialsFrom` be `onlyGiven`, or add to `given` only what comes from a grant or from the platform.',
    async run({ provider, credentials: given }) {
      equals('the credentials', provider.credentialsFrom({ given, grant: null, platform: null }), given);
    },
  },
  {
    id: 'credentials.same-account',
    promise: 'The adapter knows another account by its credentials',
    advice: 'Compare in `openSameAccount` what stays the same while a secret is replaced, or the key itself.',
    async run({ provider, credentials, otherAccount }) {
      must('the same credentials open one account', provider.openSameAccount(credentials, { ...credentials }));
      const isOne = provider.credentials.length === 0;
      equals('another account is the same one', provider.openSameAccount(credentials, otherAccount), isOne);
    },
  },
  {
    id: 'credentials.publishable',
    promise: 'The adapter lets no buyer have a secret',
    advice: 'Let `publishableKey` answer null, or a credential that is declared with `open`.',
    async run({ provider, credentials }) {
      const open = provider.credentials.filter(({ isSecret }) => !isSecret).map(({ name }) => credentials[name]);

      oneOf('the publishable key', provider.publishableKey(credentials), [null, ...open]);
    },
  },
]);
