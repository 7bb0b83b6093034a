import type { DetailsView } from '../../answers.ts';
import { price } from '../../output.ts';
import { decimals, typed } from './remedies.ts';
import { openProblems, type Standing } from './state.ts';

type Details = Standing & Pick<DetailsView, 'id' | 'currency' | 'confirmed_by' | 'in_doubt'>;

/** What an operator can do about a payment that nothing is wrong with, as it has to be typed; none where nothing needs doing. */
export function nextSteps(details: Details, options: readonly string[]): string[] {
  const { id, status, amounts, currency, disputes, in_doubt } = details;
  if (openProblems(details).length > 0) return [];
  const step = (does: string, ...words: string[]) => [`  ${does}`, typed(['payment', ...words, ...options])];
  const isOpen = status === 'pending' || status === 'processing' || status === 'failed';
  const asks = 'the buyer says that it is paid, or a webhook may be lost: ask the provider now';
  const isAsked = details.confirmed_by === 'provider';
  return [
    ...(isAsked && (isOpen || in_doubt !== null) ? step(asks, 'sync', id) : []),
    ...(isOpen && !isAsked
      ? step(
          `confirm the ${price(amounts.missing, currency)} that are missing, or less, when they have come`,
          'receive',
          id,
        )
      : []),
    ...(amounts.capturable > 0
      ? step(
          `take the ${price(amounts.capturable, currency)} that were authorized, or less`,
          ...['capture', id, '--amount', decimals(amounts.capturable, currency)],
        )
      : []),
    ...(status === 'pending' || status === 'failed' || amounts.capturable > 0
      ? step('cancel it, so that it can no longer be paid', 'cancel', id)
      : []),
    ...(disputes.some((one) => one.status === 'open') ? ["  answer the dispute in the provider's dashboard"] : []),
  ];
}
