import { seededRandom, systemRandom } from '#kernel/random';
import { systemClock } from '#kernel/time';
import { openServices } from '#main/services';
import { customerOf, openSession } from '#platform/auth';
import { systemContext, type Context, type Database, type Runtime } from '#platform/context';
import { openDatabase, startPostgres } from '#platform/postgres';
import { habitsOf, type Buyer } from './buyer.ts';
import { KillableServer } from './killable-server.ts';
import { layGround, type Laid, type SaleGround } from './sale-ground.ts';

/** A group buy of one community, open at a server that can be killed. */
export interface Sale {
  readonly server: KillableServer;
  readonly ground: SaleGround;
  /** Of the test's own, beside the server. */
  readonly db: Database;
  readonly ctx: () => Context;
  close(): Promise<void>;
}

export interface SaleAsked extends Laid {
  readonly dataDir: string;
  readonly env: Readonly<Record<string, string>>;
}

/** Starts the server and opens the group buy. */
export async function openSale(asked: SaleAsked): Promise<Sale> {
  const { dataDir, env } = asked;
  // What was compiled is kept where a process ends in order, which the killed ones do not.
  await (await KillableServer.start(dataDir, env)).stop();
  const ends: (() => Promise<unknown>)[] = [];
  const close = async (): Promise<void> => {
    for (const end of ends.splice(0).toReversed()) await end();
  };
  try {
    const postgres = await startPostgres({ dataDir });
    ends.push(() => postgres.stop());
    const server = await KillableServer.start(dataDir, env);
    ends.push(() => server.stop());
    const database = openDatabase({ connection: postgres.connectionFor('twinwheel_demo'), poolSize: 8 });
    ends.push(() => database.close());
    const settings = { publicUrl: server.url, mode: 'demo' } as const;
    const opened = await openServices({ dataDir, settings, env: {} });
    ends.push(() => opened.close());
    const { services } = opened;
    const runtime: Runtime = { db: database.db, clock: systemClock, random: systemRandom, services };
    const ctx = (): Context => systemContext(runtime, 'sale');
    return { server, db: database.db, ctx, close, ground: await layGround(ctx, asked) };
  } catch (error) {
    await close();
    throw error;
  }
}

const LANES = 4;
const BATCH = 50;

/** Neighbours who signed in with their phones, each with habits of their own. */
export async function gatherBuyers(ctx: () => Context, many: number): Promise<Buyer[]> {
  const random = seededRandom('buyers');
  const habits = Array.from({ length: many }, () => habitsOf(random));
  const buyers: Buyer[] = [];
  let next = 0;
  const lane = async (): Promise<void> => {
    for (let from = next; from < many; from = next) {
      next += BATCH;
      await ctx().transaction(async (tx) => {
        for (const [at, each] of habits.slice(from, from + BATCH).entries()) {
          const number = from + at;
          const userId = await customerOf(ctx(), tx, `137${String(10_000_000 + number)}`);
          const { token } = await openSession(ctx(), tx, userId, 'phone', 'code');
          // Each phone has an address of its own, as behind a proxy.
          buyers[number] = { token, address: `10.0.${number >> 8}.${number & 255}`, habits: each };
        }
      });
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  return buyers;
}
