import type { Promised } from './promised.ts';

export const INTERCHANGEABLE: readonly Promised[] = [
  ['Each API is paid through each provider', 'service/payments/matrix', 'A payment of the %s API'],
  [
    'The defaults are stripe and mercadopago',
    'service/payments/matrix',
    'orders go to Stripe and gyms to Mercado Pago',
  ],
  [
    'A Stripe gym is notified at /webhook/:gym_slug, by its own secrets',
    'service/stripe/stripe-events',
    'the event %s after a buyer did this at a gym',
  ],
  [
    'return_url is where hosted pages send the buyer back',
    'app/opening/open-checkout',
    'sends the buyer back to an address: %s',
  ],
  [
    'Pages and intents live for CHECKOUT_TTL',
    'service/payments/passing-time',
    'is left open until CHECKOUT_TTL has passed',
  ],
  [
    'past it /intent opens a new one',
    'service/payments/passing-time',
    'whose time has passed is followed by a new one',
  ],
];

export const COMMAND_LINE: readonly Promised[] = [
  ['migrate applies what is lacking', 'service/process/start', 'is migrated by two processes at once as by one'],
  [
    'A database that lacks migrations stops the start',
    'service/process/start',
    'stops the start with one line that says what',
  ],
  ['and is left as it is', 'adapters/store/postgres/migrations', 'stop a start when they are missing'],
  ['token prints a JWT of one hour', 'cli/token', 'a token is good for one hour'],
  ['Every command has --help, with an example, and --json', 'cli/help', 'helps with %s, by an example'],
  ['No command is left out', 'cli/help', 'lists every command'],
  ['--json prints what the API answers', 'cli/orders-and-gyms', 'put --json prints what the API answers'],
  ['Failure is non-zero with one clear line', 'cli/help', 'says in one line that there is %s'],
  ['also when nothing is running', 'cli/help', 'says in one line that nothing is running'],
  [
    'Credentials come from standard input',
    'cli/orders-and-gyms',
    'put makes one, with credentials from standard input',
  ],
  ['or from the environment', 'cli/orders-and-gyms', 'put takes credentials from the environment, too'],
  ['A refund that was cut off is tried again by its key', 'cli/payments', 'prints the key that tries again'],
  ['explain is one readable page', 'cli/payments', 'explain shows everything on one page'],
];
