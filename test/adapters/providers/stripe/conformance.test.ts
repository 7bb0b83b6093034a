import { describePaymentProvider } from '../../../conformance/payment-provider.ts';
import { startHarness } from './harness.ts';

describePaymentProvider('Stripe', startHarness, null);
