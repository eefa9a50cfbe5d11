import { sql } from 'kysely';
import type { CityId, UserId } from '#kernel/ids';
import type { Database, DatabaseTransaction } from '#platform/context';

type Db = Database | DatabaseTransaction;

/** With what tokens of a city are signed; undefined before the first. */
export async function pickUpKey(db: Db, cityId: CityId): Promise<Uint8Array | undefined> {
  const { rows } = await sql<{ secret: Uint8Array }>`
    select secret from commerce.pickup_key where city_id = ${cityId}`.execute(db);
  return rows[0]?.secret;
}

/** Keeps a key where there is none; the one that was first stays. */
export async function insertPickUpKey(db: Db, cityId: CityId, secret: Uint8Array, at: Date): Promise<void> {
  await sql`
    insert into commerce.pickup_key (city_id, secret, made_at) values (${cityId}, ${Buffer.from(secret)}, ${at})
    on conflict do nothing`.execute(db);
}

export interface WrongCodes {
  readonly wrong: number;
  readonly since: Date;
}

/** Codes that opened nothing, by who typed them, since a moment. */
export async function wrongCodes(db: Db, userId: UserId, since: Date): Promise<WrongCodes | undefined> {
  const { rows } = await sql<WrongCodes>`
    select wrong, since from commerce.wrong_code where user_id = ${userId} and since > ${since}`.execute(db);
  return rows[0];
}

/** Counts one more; what is older than the window begins anew. */
export async function countWrongCode(db: DatabaseTransaction, userId: UserId, since: Date, now: Date): Promise<void> {
  await sql`
    insert into commerce.wrong_code as w (user_id, wrong, since) values (${userId}, 1, ${now})
    on conflict (user_id) do update
    set wrong = case when w.since > ${since} then w.wrong + 1 else 1 end,
      since = case when w.since > ${since} then w.since else excluded.since end`.execute(db);
}
