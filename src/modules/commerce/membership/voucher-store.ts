import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { CityId, CustomerKey, UserId } from '#kernel/ids';
import type { Database, DatabaseTransaction } from '#platform/context';
import type { TimePlace } from '#platform/http';
import { within, type Scope } from '#platform/permission';
import type { RewardId } from './reward.ts';
import type { Voucher, VoucherState } from './voucher.ts';
import type { LotUse, VoucherId } from './wallet.ts';

type Db = Database | DatabaseTransaction;

const COLUMNS = sql`
  v.customer_key as "customerKey", v.voucher_id as "voucherId", v.reward_id as "rewardId", v.title, v.kind, v.points,
  v.takes_place_at as "takesPlaceAt", v.code, v.city_id as "cityId", v.community_id as "communityId",
  v.store_id as "storeId", v.pickup_point_id as "pickupPointId", v.place_name as "placeName", v.state,
  v.redeemed_at as "redeemedAt", v.valid_until as "validUntil", v.cancel_until as "cancelUntil", v.used_at as "usedAt",
  v.used_by as "usedBy", v.cancelled_at as "cancelledAt", v.cancelled_by as "cancelledBy",
  v.cancel_reason as "cancelReason", v.revision`;

/** Adds a code that was never given out; false when it was. */
export async function insertCode(
  db: DatabaseTransaction,
  { code, customerKey, voucherId }: Pick<Voucher, 'code' | 'customerKey' | 'voucherId'>,
): Promise<boolean> {
  const { rows } = await sql`
    insert into commerce.voucher_code (code, customer_key, voucher_id) values (${code}, ${customerKey}, ${voucherId})
    on conflict (code) do nothing returning 1`.execute(db);
  return rows.length === 1;
}

/**
 * Adds a voucher of a locked member with the lots that it was paid from, if they have fewer of the reward than their
 * limit; false if they have not.
 */
export async function insertVoucher(
  db: DatabaseTransaction,
  it: Voucher,
  uses: readonly LotUse[],
  perPersonLimit: number | null,
): Promise<boolean> {
  const { rows } = await sql`
    with added as (
      insert into commerce.voucher (customer_key, voucher_id, reward_id, title, kind, points, takes_place_at, code, city_id,
        community_id, store_id, pickup_point_id, place_name, state, redeemed_at, valid_until, cancel_until, revision)
      select ${it.customerKey}::text, ${it.voucherId}::uuid, ${it.rewardId}::uuid, ${it.title}::text, ${it.kind}::text,
        ${it.points}::bigint, ${it.takesPlaceAt}::timestamptz, ${it.code}::text, ${it.cityId}::uuid,
        ${it.communityId}::uuid, ${it.storeId}::uuid, ${it.pickupPointId}::uuid, ${it.placeName}::text, 'live',
        ${it.redeemedAt}::timestamptz, ${it.validUntil}::timestamptz, ${it.cancelUntil}::timestamptz, 1
      where ${perPersonLimit}::int is null or ${perPersonLimit}::int > (
        select count(*) from commerce.voucher v
        where v.customer_key = ${it.customerKey} and v.reward_id = ${it.rewardId} and v.state <> 'cancelled')
      returning customer_key, voucher_id
    ), paid as (
      insert into commerce.voucher_lot (customer_key, voucher_id, lot_id, points)
      select a.customer_key, a.voucher_id, x.lot_id, x.points
      from added a, unnest(${uses.map((use) => use.lotId)}::uuid[], ${uses.map((use) => use.points)}::bigint[])
        as x (lot_id, points)
    )
    select 1 from added`.execute(db);
  return rows.length === 1;
}

export async function lotUsesOf(
  db: Db,
  { customerKey, voucherId }: Pick<Voucher, 'customerKey' | 'voucherId'>,
): Promise<LotUse[]> {
  const { rows } = await sql<LotUse>`
    select l.lot_id as "lotId", l.points from commerce.voucher_lot l
    where l.customer_key = ${customerKey} and l.voucher_id = ${voucherId} order by l.lot_id`.execute(db);
  return rows;
}

/** What changes of a voucher. */
export type VoucherMove =
  | { readonly to: 'used'; readonly at: Date; readonly by: UserId | null }
  | { readonly to: 'live' }
  | { readonly to: 'expired' }
  | { readonly to: 'cancelled'; readonly at: Date; readonly by: 'customer' | 'staff'; readonly reason: string | null };

/** Moves a voucher from the state in which it was read; undefined if somebody was faster. */
export async function moveVoucher(
  db: DatabaseTransaction,
  voucher: Pick<Voucher, 'customerKey' | 'voucherId' | 'state' | 'revision'>,
  move: VoucherMove,
): Promise<Voucher | undefined> {
  const used = move.to === 'used' ? move : { at: null, by: null };
  const cancelled = move.to === 'cancelled' ? move : { at: null, by: null, reason: null };
  const { rows } = await sql<Voucher>`
    update commerce.voucher v set state = ${move.to}, used_at = ${used.at}, used_by = ${used.by},
      cancelled_at = ${cancelled.at}, cancelled_by = ${cancelled.by}, cancel_reason = ${cancelled.reason},
      revision = v.revision + 1
    where v.customer_key = ${voucher.customerKey} and v.voucher_id = ${voucher.voucherId} and v.state = ${voucher.state}
      and v.revision = ${voucher.revision}
    returning ${COLUMNS}`.execute(db);
  return rows[0];
}

export async function ownVoucherOf(db: Db, scope: Scope, voucherId: VoucherId): Promise<Voucher | undefined> {
  const { rows } = await sql<Voucher>`
    select ${COLUMNS} from commerce.voucher v
    where ${within(scope, { customer: 'v.customer_key' })} and v.customer_key = ${scope.customer ?? ''}
      and v.voucher_id = ${voucherId}`.execute(db);
  return rows[0];
}

/** A customer's own vouchers, the newest first. */
export async function ownVouchersOf(
  db: Db,
  scope: Scope,
  state: VoucherState | undefined,
  page: { readonly before: TimePlace | undefined; readonly limit: number },
): Promise<Voucher[]> {
  const { rows } = await sql<Voucher>`
    select ${COLUMNS} from commerce.voucher v
    where ${within(scope, { customer: 'v.customer_key' })} and v.customer_key = ${scope.customer ?? ''}
      and ${state === undefined ? sql`true` : sql`v.state = ${state}`} and ${olderThan(page.before)}
    order by v.redeemed_at desc, v.voucher_id desc limit ${page.limit}`.execute(db);
  return rows;
}

const olderThan = (before: TimePlace | undefined): RawBuilder<SqlBool> =>
  before === undefined
    ? sql<SqlBool>`true`
    : sql<SqlBool>`(v.redeemed_at, v.voucher_id) < (${before.at}, ${before.id}::uuid)`;

/** The voucher of a code, whoever asks: the caller checks where it is handed in. */
export async function voucherByCode(db: Db, code: string): Promise<Voucher | undefined> {
  const { rows } = await sql<Voucher>`
    select ${COLUMNS} from commerce.voucher_code c
    join commerce.voucher v on v.customer_key = c.customer_key and v.voucher_id = c.voucher_id
    where c.code = ${code}`.execute(db);
  return rows[0];
}

/** A voucher by its id, whoever asks: the caller checks where it is handed in. */
export async function voucherById(db: Db, voucherId: VoucherId): Promise<Voucher | undefined> {
  const { rows } = await sql<Voucher>`
    select ${COLUMNS} from commerce.voucher v where v.voucher_id = ${voucherId}`.execute(db);
  return rows[0];
}

const visible = (scope: Scope): RawBuilder<SqlBool> =>
  within(scope, { city: 'v.city_id', store: 'v.store_id', community: 'v.community_id' });

export interface VoucherFilter {
  readonly state?: VoucherState | undefined;
  readonly rewardId?: RewardId | undefined;
  readonly cityId?: CityId | undefined;
  readonly redeemedFrom?: Date | undefined;
  readonly redeemedBefore?: Date | undefined;
  readonly customerKey?: CustomerKey | undefined;
}

function matching(filter: VoucherFilter): RawBuilder<SqlBool> {
  const conditions: RawBuilder<SqlBool>[] = [sql<SqlBool>`true`];
  const add = (condition: RawBuilder<SqlBool>, value: unknown): void => {
    if (value !== undefined) conditions.push(condition);
  };
  add(sql`v.state = ${filter.state}`, filter.state);
  add(sql`v.reward_id = ${filter.rewardId}::uuid`, filter.rewardId);
  add(sql`v.city_id = ${filter.cityId}::uuid`, filter.cityId);
  add(sql`v.customer_key = ${filter.customerKey}`, filter.customerKey);
  add(sql`v.redeemed_at >= ${filter.redeemedFrom}`, filter.redeemedFrom);
  add(sql`v.redeemed_at < ${filter.redeemedBefore}`, filter.redeemedBefore);
  return sql.join(conditions, sql` and `) as RawBuilder<SqlBool>;
}

/** A page of vouchers within a reader's scope, the newest first. */
export async function listVouchers(
  db: Db,
  scope: Scope,
  filter: VoucherFilter,
  page: { readonly before: TimePlace | undefined; readonly limit: number },
): Promise<Voucher[]> {
  const { rows } = await sql<Voucher>`
    select ${COLUMNS} from commerce.voucher v
    where ${visible(scope)} and ${matching(filter)} and ${olderThan(page.before)}
    order by v.redeemed_at desc, v.voucher_id desc limit ${page.limit}`.execute(db);
  return rows;
}

/** How many match, by state, and the points of those that were not given back. */
export async function sumVouchers(
  db: Db,
  scope: Scope,
  filter: VoucherFilter,
): Promise<{ byState: Record<string, number>; points: number }> {
  const { rows } = await sql<{ state: VoucherState; n: number; points: number }>`
    select v.state, count(*)::int as n, sum(v.points)::bigint as points from commerce.voucher v
    where ${visible(scope)} and ${matching(filter)} group by v.state`.execute(db);
  const points = rows.filter((row) => row.state !== 'cancelled').reduce((sum, row) => sum + row.points, 0);
  return { byState: Object.fromEntries(rows.map((row) => [row.state, row.n])), points };
}

/** How many of each reward a customer has or had, those given back left out. */
export async function vouchersHeld(
  db: Db,
  customerKey: CustomerKey,
  rewardIds: readonly RewardId[],
): Promise<Map<RewardId, number>> {
  if (rewardIds.length === 0) return new Map();
  const { rows } = await sql<{ rewardId: RewardId; n: number }>`
    select v.reward_id as "rewardId", count(*)::int as n from commerce.voucher v
    where v.customer_key = ${customerKey} and v.reward_id = any(${[...rewardIds]}::uuid[]) and v.state <> 'cancelled'
    group by v.reward_id`.execute(db);
  return new Map(rows.map((row) => [row.rewardId, row.n]));
}

/** Ends vouchers whose time is over; answers how many. Those that are being taken just now are left. */
export async function expireDueVouchers(db: Db, now: Date, limit: number): Promise<number> {
  const { numAffectedRows } = await sql`
    update commerce.voucher v set state = 'expired', revision = v.revision + 1
    from (
      select customer_key, voucher_id from commerce.voucher where state = 'live' and valid_until <= ${now}
      order by valid_until limit ${limit} for update skip locked
    ) due
    where v.customer_key = due.customer_key and v.voucher_id = due.voucher_id`.execute(db);
  return Number(numAffectedRows ?? 0n);
}
