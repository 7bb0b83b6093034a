import { MERCADO_PAGO } from '../../adapters/providers/mercadopago/subject.ts';
import { STRIPE } from '../../adapters/providers/stripe/subject.ts';
import { ABLE, type Wrong } from './wrong.ts';

/** What adapters do wrong with credentials. */
export const WRONG_CREDENTIALS: readonly Wrong[] = [
  {
    mistake: 'a credential that the adapter works with is not declared',
    subject: ABLE,
    breaks: 'credentials.declared',
    spoil: (right) => ({ credentials: right.credentials.slice(1) }),
  },
  {
    mistake: 'a list of secrets is declared as one secret',
    subject: STRIPE,
    breaks: 'credentials.declared',
    spoil: (right) => ({ credentials: right.credentials.map((field) => ({ ...field, isList: false })) }),
  },
  {
    mistake: 'the credentials that were given are left out where nothing is granted',
    subject: MERCADO_PAGO,
    breaks: 'credentials.given',
    spoil: () => ({ credentialsFrom: ({ platform }) => ({ ...platform }) }),
  },
  {
    mistake: 'every key is taken for one of the same account',
    subject: STRIPE,
    breaks: 'credentials.same-account',
    spoil: () => ({ openSameAccount: () => true }),
  },
  {
    mistake: 'the secret key is given to buyers',
    subject: STRIPE,
    breaks: 'credentials.publishable',
    spoil: () => ({ publishableKey: (credentials) => String(credentials['access_token']) }),
  },
];
