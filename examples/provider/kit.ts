import { runKit } from 'fitstack-payments/provider-kit';
import { COIN_PAY } from './subject.ts';

await runKit(COIN_PAY);
