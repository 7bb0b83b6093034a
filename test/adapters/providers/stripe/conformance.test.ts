import { describePaymentProvider } from '../../../conformance/payment-provider.ts';
import { startHarness, stripeAt } from './harness.ts';

describePaymentProvider('Stripe', { declares: stripeAt('http://127.0.0.1'), start: startHarness, at: stripeAt });
