import pg from 'pg';
import { connectionSettings } from './database.ts';
import { isConnectionLoss } from './errors.ts';

/** Our hold on the server, seen by other processes that use it. */
export interface Keeper {
  /** Lets go. True where nobody else holds the server, so that the caller shall stop it; newcomers wait until then. */
  leave(): Promise<boolean>;
  close(): Promise<void>;
}

/** Advisory lock in the superuser's database; the number is arbitrary and must never change. */
const HOLD_LOCK = 7_405_632;

const RETRY_AFTER_MS = 1_000;

/**
 * Holds the server for this process: a connection with a shared lock, which the server drops by itself however the
 * process ends. Whoever leaves asks for the lock alone, and so learns whether others are left. Where the hold is lost,
 * because a process of the server crashed or all of it was killed, `revive` is called until there is one again.
 * Undefined where the server goes down meanwhile.
 */
export async function holdServer(
  connection: pg.ClientConfig,
  revive: () => Promise<void>,
): Promise<Keeper | undefined> {
  let client = await take(connection);
  if (client === undefined) return undefined;
  let left = false;
  let renewal: Promise<void> | undefined;
  let retry: NodeJS.Timeout | undefined;

  const watch = (watched: pg.Client): void => {
    watched.once('end', () => {
      client = undefined;
      if (!left) renewal = renew();
    });
  };
  const renew = async (): Promise<void> => {
    try {
      await revive();
      client = await take(connection);
    } catch {
      // Told by revive; the next try may do better.
    }
    if (client !== undefined) return watch(client);
    if (left) return;
    retry = setTimeout(() => {
      renewal = renew();
    }, RETRY_AFTER_MS);
    retry.unref();
  };
  watch(client);

  return {
    leave: async () => {
      left = true;
      clearTimeout(retry);
      await renewal;
      return client === undefined ? true : leaveWith(client);
    },
    close: async () => {
      await client?.end().catch(() => {});
    },
  };
}

async function take(connection: pg.ClientConfig): Promise<pg.Client | undefined> {
  const client = new pg.Client({ ...connectionSettings(connection), application_name: 'twinwheel keeper' });
  client.on('error', () => {});
  try {
    await client.connect();
    await client.query('select pg_advisory_lock_shared($1)', [HOLD_LOCK]);
    setAwaited(client, false);
    return client;
  } catch (error) {
    await client.end().catch(() => {});
    if (isConnectionLoss(error)) return undefined;
    throw error;
  }
}

async function leaveWith(client: pg.Client): Promise<boolean> {
  try {
    setAwaited(client, true);
    await client.query('select pg_advisory_unlock_shared($1)', [HOLD_LOCK]);
    const { rows } = await client.query<{ alone: boolean }>('select pg_try_advisory_lock($1) as alone', [HOLD_LOCK]);
    return rows[0]!.alone;
  } catch (error) {
    // Gone already, or going.
    if (isConnectionLoss(error)) return true;
    throw error;
  }
}

/** The hold alone must not keep a process from ending. The methods are missing in pg's types. */
function setAwaited(client: pg.Client, awaited: boolean): void {
  const socket = client as unknown as { ref(): void; unref(): void };
  if (awaited) socket.ref();
  else socket.unref();
}
