import type { Subject } from '../../src/provider-kit/harness.ts';
import { runKit } from '../../src/provider-kit/run.ts';
import { DESK } from '../adapters/providers/desk/subject.ts';
import { MERCADO_PAGO } from '../adapters/providers/mercadopago/subject.ts';
import { PAYPAL } from '../adapters/providers/paypal/subject.ts';
import { STRIPE } from '../adapters/providers/stripe/subject.ts';

// `npm run kit -- stripe`: the kit's report of one adapter, and of the scenarios that are named after it.

const SUBJECTS: Readonly<Record<string, Subject>> = {
  ...{ stripe: STRIPE, mercadopago: MERCADO_PAGO, paypal: PAYPAL, desk: DESK },
};

const [name = '', ...args] = process.argv.slice(2);
const subject = Object.hasOwn(SUBJECTS, name) ? SUBJECTS[name] : undefined;
if (subject === undefined) throw new Error(`name one of ${Object.keys(SUBJECTS).join(', ')}, and not "${name}"`);
await runKit(subject, args);
