import type { IncomingMessage } from 'node:http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { refuse } from '../errors/errors.ts';
import { networkOf } from '../limits/network.ts';

const MIB = 1024 * 1024;

/** Bytes of webhooks' bodies that are held at once, in all and of one address: a stranger leaves room for the others. */
const MOST = { inAll: 32 * MIB, perNetwork: 8 * MIB } as const;

/** A piece costs memory and time besides its bytes: sent one by one, 1 MiB would take a second and 200 MiB. */
const PIECE_BYTES = 1024;

/** When there may be room again: a body has to arrive within seconds. */
const RETRY_AFTER_SECONDS = '5';

declare module 'fastify' {
  interface FastifyInstance {
    bytesInFlight: BytesInFlight;
  }
}

/** What one request holds. */
export type Hold = {
  take(bytes: number): boolean;
  release(): void;
  /** Bytes that were taken, released or not. */
  taken(): number;
};

export type BytesInFlight = { hold(network: string): Hold };

/** Bodies of strangers are counted as they arrive, until they are answered. */
export function createBytesInFlight(most: { inAll: number; perNetwork: number } = MOST): BytesInFlight {
  const held = new Map<string, number>();
  let inAll = 0;
  const change = (network: string, bytes: number) => {
    inAll += bytes;
    const now = (held.get(network) ?? 0) + bytes;
    if (now > 0) held.set(network, now);
    else held.delete(network);
  };
  return {
    hold(network) {
      let mine = 0;
      let taken = 0;
      return {
        take(bytes) {
          if (inAll + bytes > most.inAll || (held.get(network) ?? 0) + bytes > most.perNetwork) return false;
          mine += bytes;
          taken += bytes;
          change(network, bytes);
          return true;
        },
        release() {
          change(network, -mine);
          mine = 0;
        },
        taken: () => taken,
      };
    },
  };
}

/** What the request will hold; let go when it is answered, or its connection ends. */
export function holdFor(bytes: BytesInFlight, request: FastifyRequest, { raw }: FastifyReply): Hold {
  const hold = bytes.hold(networkOf(request));
  raw.once('finish', hold.release).once('close', hold.release);
  return hold;
}

export type Reading = {
  readonly hold: Hold;
  /** Of the request that the body belongs to. */
  readonly reply: FastifyReply;
  /** Bytes. */
  readonly limit: number;
  readonly done: (error: Error | null, body?: Buffer) => void;
};

/**
 * Reads a body of at most `limit` bytes, as long as there is room for it. A promise, or listeners that stay, would keep
 * the request in memory until much later: a third more work for the collector.
 */
export function readHeld(payload: IncomingMessage, { hold, reply, limit, done }: Reading): void {
  const pieces: Buffer[] = [];
  let length = 0;
  payload.on('data', onPiece).on('end', onEnd).on('error', onError);

  function onPiece(piece: Buffer): void {
    length += piece.length;
    if (length > limit) giveUp(refuse('payload_too_large'));
    else if (hold.take(Math.max(piece.length, PIECE_BYTES))) pieces.push(piece);
    else giveUp(refuse('closing'), RETRY_AFTER_SECONDS);
  }

  function onEnd(): void {
    stop();
    done(null, Buffer.concat(pieces, length));
  }

  function onError(error: Error): void {
    stop();
    done(error);
  }

  function stop(): void {
    payload.off('data', onPiece).off('end', onEnd).off('error', onError);
  }

  /** What is still to come is read and dropped: the answer would be lost in a connection that is cut. */
  function giveUp(error: Error, retryAfter?: string): void {
    stop();
    hold.release();
    payload.on('error', () => {}).resume();
    reply.header('connection', 'close');
    if (retryAfter !== undefined) reply.header('retry-after', retryAfter);
    done(error);
  }
}
