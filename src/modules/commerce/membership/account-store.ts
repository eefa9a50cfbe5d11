import { sql } from 'kysely';
import type { CityId, CustomerKey, Id } from '#kernel/ids';
import type { DatabaseTransaction } from '#platform/context';
import type { LedgerEntryId } from '#platform/ledger';
import type { Account, Member } from './member.ts';
import type { Lot, LotId } from './wallet.ts';

export interface LotRow {
  customer_key: CustomerKey;
  lot_id: LotId;
  city_id: CityId;
  source: Lot['source'];
  order_id: Id<'Order'> | null;
  points: number;
  left_points: number;
  expired_points: number;
  earned_at: Date;
  expires_at: Date;
}

export const toLot = (row: LotRow): Lot => ({
  lotId: row.lot_id,
  cityId: row.city_id,
  source: row.source,
  orderId: row.order_id,
  points: row.points,
  left: row.left_points,
  expired: row.expired_points,
  earnedAt: row.earned_at,
  expiresAt: row.expires_at,
});

/** What else than open lots is read of the lots of members. */
export interface LotsAsked {
  readonly orderIds?: readonly Id<'Order'>[];
  readonly lotIds?: readonly LotId[];
}

/** The accounts of members who are locked, with their open lots and those that are asked for. */
export async function accountsOf(
  db: DatabaseTransaction,
  members: ReadonlyMap<CustomerKey, Member>,
  asked: LotsAsked = {},
): Promise<Map<CustomerKey, Account>> {
  const keys = [...members.keys()];
  const { rows } = await sql<LotRow>`
    select l.* from commerce.point_lot l where l.customer_key = any(${keys}::text[])
      and (l.left_points > 0 or l.order_id = any(${[...(asked.orderIds ?? [])]}::uuid[])
        or l.lot_id = any(${[...(asked.lotIds ?? [])]}::uuid[]))`.execute(db);
  const lots = Map.groupBy(rows, (row) => row.customer_key);
  return new Map(
    [...members].map(([customerKey, member]) => {
      const own = (lots.get(customerKey) ?? []).map(toLot);
      const { balance, debt } = member;
      const before = new Map(own.map((lot) => [lot.lotId, { left: lot.left, expired: lot.expired }]));
      return [customerKey, { member, wallet: { customerKey, balance, debt, lots: own }, moves: [], before }];
    }),
  );
}

const changedLots = ({ wallet, before }: Account): Lot[] =>
  wallet.lots.filter((lot) => {
    const was = before.get(lot.lotId);
    return was === undefined || was.left !== lot.left || was.expired !== lot.expired;
  });

/** Saves accounts of locked members: balances, lots that changed or came, and the lines of their statements. */
export async function saveAccounts(
  db: DatabaseTransaction,
  accounts: readonly (Account & { readonly entryIds: readonly LedgerEntryId[] })[],
): Promise<void> {
  const members = accounts.map(({ member, wallet, moves }) => ({
    key: member.customerKey,
    balance: wallet.balance,
    debt: wallet.debt,
    moves: member.moves + moves.length,
    orders: member.orders,
  }));
  const lots = accounts.flatMap((account) =>
    changedLots(account).map((lot) => ({ ...lot, key: account.member.customerKey })),
  );
  const moves = accounts.flatMap(movesOf);
  await sql`
    with members as (
      update commerce.member m set balance = x.balance, debt = x.debt, moves = x.moves, orders = x.orders
      from json_to_recordset(${JSON.stringify(members)}::json) as x (key text, balance bigint, debt bigint, moves int, orders int)
      where m.customer_key = x.key
    ), lots as (
      insert into commerce.point_lot as l (customer_key, lot_id, city_id, source, order_id, points, left_points,
        expired_points, earned_at, expires_at, reminded_at)
      select x.key, x."lotId", x."cityId", x.source, x."orderId", x.points, x."left", x.expired, x."earnedAt", x."expiresAt",
        null
      from json_to_recordset(${JSON.stringify(lots)}::json) as x (key text, "lotId" uuid, "cityId" uuid, source text,
        "orderId" uuid, points bigint, "left" bigint, expired bigint, "earnedAt" timestamptz, "expiresAt" timestamptz)
      on conflict (customer_key, lot_id) do update set left_points = excluded.left_points,
        expired_points = excluded.expired_points
    )
    insert into commerce.point_move (customer_key, move_no, city_id, kind, points, balance, order_id, voucher_id, words,
      user_id, entry_id, happened_at)
    select x.key, x."moveNo", x."cityId", x.kind, x.points, x.balance, x."orderId", x."voucherId", x.words, x."userId",
      x."entryId", x.at
    from json_to_recordset(${JSON.stringify(moves)}::json) as x (key text, "moveNo" int, "cityId" uuid, kind text,
      points bigint, balance bigint, "orderId" uuid, "voucherId" uuid, words text, "userId" uuid, "entryId" uuid,
      at timestamptz)`.execute(db);
}

/** The lines with their numbers, and the balance after each: the last one's is the wallet's. */
function movesOf({ member, wallet, moves, entryIds }: Account & { readonly entryIds: readonly LedgerEntryId[] }) {
  const began = wallet.balance - moves.reduce((sum, move) => sum + move.points, 0);
  let balance = began;
  return moves.map((move, at) => ({
    ...move,
    key: member.customerKey,
    moveNo: member.moves + at + 1,
    balance: (balance += move.points),
    entryId: entryIds[at],
  }));
}
