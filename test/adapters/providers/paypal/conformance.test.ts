import { testProvider } from '../../../provider-kit/scenario-tests.ts';
import { PAYPAL } from './subject.ts';

testProvider(PAYPAL);
