import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';

/** Between two tries to get a lost connection back. */
const PAUSE_MS = 1_000;

export type Listening = {
  /** Calls the listener at each notification, and after each time without a connection: then some were missed. */
  listen(channel: string, listener: () => void): Promise<void>;
  close(): Promise<void>;
};

type Connection = { readonly client: pg.Client; readonly ended: Promise<void> };

/** Listens on a connection of its own for each channel: those of the pool serve one caller after another. */
export function createListening(newClient: () => pg.Client, onLost: (error: Error) => void): Listening {
  const open = new Set<pg.Client>();
  let isClosed = false;

  async function connect(channel: string, listener: () => void): Promise<Connection> {
    const client = newClient();
    const { promise: ended, resolve } = Promise.withResolvers<void>();
    client.on('error', onLost);
    client.on('end', resolve);
    client.on('notification', listener);
    await client.connect();
    await client.query(`LISTEN ${channel}`);
    open.add(client);
    return { client, ended };
  }

  async function reconnect(channel: string, listener: () => void): Promise<Connection | null> {
    while (!isClosed) {
      await sleep(PAUSE_MS, undefined, { ref: false });
      const connection = await connect(channel, listener).catch((error: Error) => {
        onLost(error);
        return null;
      });
      if (connection !== null) return connection;
    }
    return null;
  }

  async function keepListening(first: Connection, channel: string, listener: () => void): Promise<void> {
    for (let connection: Connection | null = first; connection !== null; ) {
      await connection.ended;
      open.delete(connection.client);
      connection = await reconnect(channel, listener);
      if (isClosed) await connection?.client.end();
      else listener();
    }
  }

  return {
    async listen(channel, listener) {
      void keepListening(await connect(channel, listener), channel, listener);
    },
    async close() {
      isClosed = true;
      await Promise.all([...open].map((client) => client.end()));
    },
  };
}
