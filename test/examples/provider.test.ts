import { ACME_PAY } from '../../examples/provider/test/subject.ts';
import { testProvider } from '../provider-kit/scenario-tests.ts';

testProvider(ACME_PAY);
