/** One try to deliver an event, as the receiver has to see it. */
export type Message = {
  /** The event's id, the same at each try. */
  readonly id: string;
  readonly url: string;
  /** Of this try; signed. */
  readonly at: Date;
  /** `whsec_…`; each of them signs. */
  readonly secrets: readonly string[];
  readonly body: string;
};

/** How a try ended. */
export type Sent = {
  /** Null when no response came. */
  readonly responseStatus: number | null;
  /** Its first 1,000 bytes, as text; null when no response came. */
  readonly responseBody: string | null;
  /** Why there was no response, or why it does not count; null for a delivery. */
  readonly error: string | null;
  /** What the response's `retry-after` asks for, in milliseconds from now; null without one. */
  readonly retryAfterMs: number | null;
  readonly durationMs: number;
};

/** Why a URL can't be one of an endpoint, in words that follow "url"; null when it can. */
export type UrlFault = string | null;

/** The subscribers: client apps' servers that receive events as webhooks at an address that they chose. */
export type Subscribers = {
  /**
   * Whether this is an address that may be called: https (http to loopback outside production), without credentials, at most
   * 2,000 characters, and not one that is private, loopback, link-local, multicast, reserved or a metadata service, in any
   * spelling. A name that doesn't resolve now is no fault.
   */
  faultOf(url: string): Promise<UrlFault>;
  /** One signed POST, within 15 s; never throws, follows no redirect, and connects to the address that it checked. */
  send(message: Message): Promise<Sent>;
};
