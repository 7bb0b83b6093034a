import { runKit } from 'fitstack-payments/provider-kit';
import { ACME_PAY } from './subject.ts';

await runKit(ACME_PAY);
