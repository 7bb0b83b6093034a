import { COIN_PAY } from '../../examples/provider/subject.ts';
import { testProvider } from '../provider-kit/scenario-tests.ts';

testProvider(COIN_PAY);
