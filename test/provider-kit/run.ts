import { runKit } from '../../src/provider-kit/run.ts';
import { DESK } from '../adapters/providers/desk/subject.ts';
import { MERCADO_PAGO } from '../adapters/providers/mercadopago/subject.ts';
import { STRIPE } from '../adapters/providers/stripe/subject.ts';

// `npm run kit -- stripe`: the kit's report of one adapter, and of the scenarios that are named after it.

const SUBJECTS = { stripe: STRIPE, mercadopago: MERCADO_PAGO, desk: DESK } as const;

const [name = '', ...args] = process.argv.slice(2);
if (name !== 'stripe' && name !== 'mercadopago' && name !== 'desk')
  throw new Error(`name one of ${Object.keys(SUBJECTS).join(', ')}, and not "${name}"`);
await runKit(SUBJECTS[name], args);
