export const METHOD_TYPES = ['card', 'wallet', 'bank_transfer', 'voucher', 'account_money', 'cash', 'other'] as const;
export type MethodType = (typeof METHOD_TYPES)[number];

/** What a customer paid with, or tried to. What the provider doesn't say is null. */
export type Method = {
  readonly type: MethodType;
  /** A card's network; of everything else the provider's name for it. */
  readonly brand: string | null;
  /** Of a card or a bank account. */
  readonly last4: string | null;
  readonly installments: number | null;
};

/** The same text for the same method. */
export function textOf({ type, brand, last4, installments }: Method): string {
  return [type, brand, last4, installments].join();
}
