/** What a client is given to play its story with. */
export type Given = {
  readonly baseUrl: string;
  readonly token: string;
  readonly orderId: string;
  readonly nowhere: string;
};

/** What it found: the payment that it opened, how it reads, the first page of the list, and how a refusal arrives. */
export type Story = {
  readonly opened: string;
  readonly read: { readonly id: string; readonly amount: number; readonly status: string };
  readonly listed: readonly string[];
  readonly refused: number;
};
