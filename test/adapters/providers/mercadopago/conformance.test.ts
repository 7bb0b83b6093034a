import { testProvider } from '../../../provider-kit/scenario-tests.ts';
import { MERCADO_PAGO } from './subject.ts';

testProvider(MERCADO_PAGO);
