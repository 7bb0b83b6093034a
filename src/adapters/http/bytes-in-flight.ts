import type { IncomingMessage } from 'node:http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { refuse } from './errors.ts';
import { networkOf } from './network.ts';

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
export type Hold = { take(bytes: number): boolean; release(): void };

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
      return {
        take(bytes) {
          if (inAll + bytes > most.inAll || (held.get(network) ?? 0) + bytes > most.perNetwork) return false;
          mine += bytes;
          change(network, bytes);
          return true;
        },
        release() {
          change(network, -mine);
          mine = 0;
        },
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

/** Reads a body of at most `limit` bytes, as long as there is room for it. */
export function readHeld(payload: IncomingMessage, hold: Hold, reply: FastifyReply, limit: number): Promise<Buffer> {
  const { promise, resolve, reject } = Promise.withResolvers<Buffer>();
  const pieces: Buffer[] = [];
  let length = 0;
  const onPiece = (piece: Buffer) => {
    length += piece.length;
    if (length > limit) return giveUp(refuse('payload_too_large'));
    if (hold.take(Math.max(piece.length, PIECE_BYTES))) return void pieces.push(piece);
    reply.header('retry-after', RETRY_AFTER_SECONDS);
    giveUp(refuse('closing'));
  };
  const onEnd = () => resolve(Buffer.concat(pieces, length));
  payload.on('data', onPiece).once('end', onEnd).once('error', reject);
  return promise;

  /** What is still to come is read and dropped: the answer would be lost in a connection that is cut. */
  function giveUp(error: Error): void {
    pieces.length = 0;
    hold.release();
    payload.off('data', onPiece).off('end', onEnd).resume();
    reply.header('connection', 'close');
    reject(error);
  }
}
