/**
 * The currencies we support, with the number of decimals that ISO 4217 gives each (List One, checked
 * 2026-11-21). Written out because neither common source can be used blindly: dinero.js counts MGA in
 * fifths, and Intl rounds COP to whole pesos. Without what List One has dropped: since 2025-03-31 XCG stands in
 * the place of ANG (amendment 176). What a provider puts on the wire is that provider's table.
 */
const NO_DECIMALS = 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF';
const TWO_DECIMALS =
  'AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BRL BSD BWP BYN BZD CAD CDF CHF CNY COP ' +
  'CRC CVE CZK DKK DOP DZD EGP ETB EUR FJD FKP GBP GEL GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR JMD KES ' +
  'KGS KHR KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK ' +
  'NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SEK SGD SHP SLE SOS SRD SZL THB TJS TOP TRY ' +
  'TTD TWD TZS UAH USD UYU UZS WST XCD XCG YER ZAR ZMW';
const THREE_DECIMALS = 'BHD JOD KWD OMR TND';

/** An ISO 4217 code that is in the table, upper-case: only `toCurrency` makes one. */
export type Currency = string & { readonly __brand: 'Currency' };

const DECIMALS = new Map<Currency, number>(
  [NO_DECIMALS, '', TWO_DECIMALS, THREE_DECIMALS].flatMap((codes, decimals) =>
    codes
      .split(' ')
      .filter((code) => code !== '')
      .map((code) => [code as Currency, decimals] as const),
  ),
);

export const CURRENCIES: readonly Currency[] = [...DECIMALS.keys()];

/** The currency of an upper-case ISO code, or undefined when we don't support it. */
export function toCurrency(code: string): Currency | undefined {
  const candidate = code as Currency;
  return DECIMALS.has(candidate) ? candidate : undefined;
}

/** How many decimals the currency's major unit has. */
export function decimalsOf(currency: Currency): number {
  return DECIMALS.get(currency) as number;
}
