import { type Html, html } from '../../adapters/http/wire/html.ts';

/** An amount as its currency is written, and the currency's code, because many share a sign: `$5,000.00 ARS`. */
export function amountIn(amount: string, currency: string): Html {
  const text = inWords(amount, currency);
  return text.includes(currency) ? html`${text}` : html`${text} <span>${currency}</span>`;
}

/** Decimal text in, so that no float is in between, and as many decimals as it came with. */
function inWords(amount: string, currency: string): string {
  const decimals = amount.split('.')[1]?.length ?? 0;
  const format = new Intl.NumberFormat('en', {
    ...{ style: 'currency', currency, currencyDisplay: 'narrowSymbol' },
    ...{ minimumFractionDigits: decimals, maximumFractionDigits: decimals },
  });
  return format.format(amount as Intl.StringNumericLiteral);
}
