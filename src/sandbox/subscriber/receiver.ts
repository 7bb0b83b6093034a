import { Webhook } from 'standardwebhooks';

/** How a try is answered: with 204, 500, 410, a redirect, or not at all. */
export const MANNERS = ['accept', 'fail', 'gone', 'redirect', 'hang'] as const;
export type Manner = (typeof MANNERS)[number];

/** The service's endpoint that leads here. */
export type Subscription = { readonly endpointId: string; readonly secret: string };

/** One request of the service to deliver an event. */
export type Received = {
  /** `webhook-id`: the event's, the same at each try. */
  readonly eventId: string;
  readonly at: Date;
  /** Counts the tries for this event from 1, and anew when none of them is kept any more. */
  readonly tryNumber: number;
  /** Null: there is no secret to check it by. */
  readonly isSignatureRight: boolean | null;
  readonly manner: Manner;
  /** As it came. */
  readonly body: string;
};

type Headers = Readonly<Record<string, string | string[] | undefined>>;

/** How the next tries are answered; `left` is how many of them, null until it is changed. */
export type Answering = { readonly manner: Manner; readonly left: number | null };

/** A subscriber's side: it keeps what the service sends, and answers as a developer chooses. In memory alone. */
export type Receiver = {
  /** From now on signatures are checked by this endpoint's secret: after a rotation it still signs, for a day. */
  readonly subscribe: (subscription: Subscription) => void;
  readonly endpointId: () => string | null;
  /** Keeps a try, and says how to answer it. */
  readonly receive: (headers: Headers, body: string) => Manner;
  /** After `left` tries they are accepted again. */
  readonly answer: (answering: Answering) => void;
  readonly answering: () => Answering;
  /** Newest first. */
  readonly list: () => readonly Received[];
  readonly clear: () => void;
};

export const MOST_KEPT = 50;

const ACCEPTING: Answering = { manner: 'accept', left: null };

export function createReceiver(now: () => Date): Receiver {
  let kept: readonly Received[] = [];
  let answering = ACCEPTING;
  let subscription: Subscription | null = null;

  function nextManner(): Manner {
    const { manner, left } = answering;
    if (left !== null) answering = left > 1 ? { manner, left: left - 1 } : ACCEPTING;
    return manner;
  }

  return {
    subscribe: (made) => {
      subscription = made;
    },
    endpointId: () => subscription?.endpointId ?? null,
    receive: (headers, body) => {
      const eventId = String(headers['webhook-id'] ?? '');
      const tryNumber = 1 + (kept.find((known) => known.eventId === eventId)?.tryNumber ?? 0);
      const isSignatureRight = subscription && isSigned(subscription.secret, headers, body);
      const manner = nextManner();
      kept = [{ eventId, at: now(), tryNumber, isSignatureRight, manner, body }, ...kept].slice(0, MOST_KEPT);
      return manner;
    },
    answer: (chosen) => {
      answering = chosen;
    },
    answering: () => answering,
    list: () => kept,
    clear: () => {
      kept = [];
    },
  };
}

/** As any subscriber checks it; a timestamp that is five minutes off is wrong, too. */
function isSigned(secret: string, headers: Headers, body: string): boolean {
  const texts = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
  try {
    new Webhook(secret).verify(body, texts, { jsonParse: false });
    return true;
  } catch {
    return false;
  }
}
