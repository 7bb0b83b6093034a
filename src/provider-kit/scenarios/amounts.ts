import { CURRENCIES, decimalsOf } from '../../domain/money/currency.ts';
import type { Money } from '../../domain/money/money.ts';
import type { PaymentProvider } from '../../ports/payment-provider/payment-provider.ts';
import type { Harness } from '../harness.ts';
import { declared, type Scenario } from '../scenario.ts';
import { attemptsOf, open, pay, reportOf, requestFor } from '../tools/builders.ts';
import { equals, must, oneOf, rejectsAmount } from '../tools/expect.ts';

export const AMOUNTS: readonly Scenario[] = declared('records', 'amounts', [
  {
    id: 'amounts.refused',
    promise: 'The adapter says without a request which amounts it can’t carry',
    advice: 'Let `refusal` name the field and say why in words for the caller, and ask it at the beginning of `open`.',
    async run(harness) {
      const { provider, credentials, amount, refusedAmount, requests } = harness;
      equals('the refusal of an amount that can be paid', provider.refusal(amount), null);
      const refusal = provider.refusal(refusedAmount);
      must('the refusal says why', typeof refusal?.reason === 'string' && refusal.reason !== '');
      oneOf('the field of the refusal', refusal?.field, ['amount', 'currency']);
      await open(harness);
      const before = requests();

      const outcome = await provider.open(credentials, requestFor(harness, { amount: refusedAmount }));

      rejectsAmount('the outcome of opening with it', outcome);
      equals('requests meanwhile', requests() - before, 0);
    },
  },
  {
    id: 'amounts.decimals',
    promise: 'The adapter sends an amount with as many decimals as its currency has at the provider',
    advice:
      'Convert through text with the provider’s own table of decimals: 1000 JPY is 1000, and not 1000.00 or 100000.',
    async run(harness) {
      const amounts = [harness.amount, ...harness.otherAmounts];
      for (const amount of amounts) await isCarried(harness, amount);
      const untried = untriedBeside(amounts, harness.provider);
      equals('currencies that `refusal` takes, and of whose decimals `otherAmounts` has none', untried, []);
    },
  },
  {
    id: 'amounts.exact',
    promise: 'The adapter sends and reads amounts exactly, also those that a float can’t hold',
    advice: 'Never multiply or divide an amount by 100: move the point in its decimal text.',
    async run(harness) {
      for (const minor of floatTraps(harness.amount)) await isCarried(harness, { ...harness.amount, minor });
    },
  },
]);

/** Currencies that the adapter carries, with another number of decimals than all of these amounts have. */
function untriedBeside(amounts: readonly Money[], { refusal }: PaymentProvider): readonly string[] {
  const tried = amounts.map(({ currency }) => decimalsOf(currency));
  const carried = CURRENCIES.filter((currency) => refusal({ minor: 1_000_000, currency }) === null);
  return carried.filter((currency) => !tried.includes(decimalsOf(currency)));
}

/** What arrived at the provider, and what is read of it when it was paid. */
async function isCarried(harness: Harness, amount: Money): Promise<void> {
  const { parentId } = await open(harness, { amount });
  const made = harness.effects().parents.find(({ id }) => id === parentId);
  equals('the amount that the provider has', made?.amount, amount);
  await pay({ ...harness, amount }, parentId);
  const [attempt] = attemptsOf(await reportOf(harness, parentId));
  equals('the amount that is reported as authorized', attempt?.authorized, amount);
  equals('the minor units that are reported as captured', attempt?.capturedMinor, amount.minor);
}

/** Amounts below this one that come out smaller when their major units are multiplied by a hundred and cut off. */
function floatTraps({ minor }: Money): readonly number[] {
  const below = Array.from({ length: 1_000 }, (_, index) => minor - index);
  return below.filter((one) => one > 0 && Math.trunc((one / 100) * 100) !== one).slice(0, 3);
}
