import { testProvider } from '../../../provider-kit/scenario-tests.ts';
import { DESK } from './subject.ts';

testProvider(DESK);
