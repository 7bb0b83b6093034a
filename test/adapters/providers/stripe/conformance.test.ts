import { testProvider } from '../../../provider-kit/scenario-tests.ts';
import { STRIPE } from './subject.ts';

testProvider(STRIPE);
