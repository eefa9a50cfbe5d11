import { sql } from 'kysely';
import type { CityId, CommunityId, SkuId, StoreId, UserId } from '#kernel/ids';
import type { Database, DatabaseTransaction } from '#platform/context';
import { within, type Scope } from '#platform/permission';
import type { CategoryId } from '../category.ts';
import type { SpuId } from '../spu.ts';
import type { BulkEditId, BulkRecord } from './bulk-edit.ts';

type Db = Database | DatabaseTransaction;

export interface BulkEdit {
  readonly editId: BulkEditId;
  readonly kind: 'price' | 'listing' | 'category' | 'active';
  /** 「杭州价格 +5%，11月1日起」 */
  readonly title: string;
  readonly changed: number;
  /** All null for everywhere. */
  readonly cityId: CityId | null;
  readonly storeId: StoreId | null;
  readonly communityId: CommunityId | null;
  readonly madeBy: UserId | null;
  readonly madeAt: Date;
  readonly undoneAt: Date | null;
}

const columns = sql`
  e.edit_id as "editId", e.kind, e.title, e.changed, e.city_id as "cityId", e.store_id as "storeId",
  e.community_id as "communityId", e.made_by as "madeBy", e.made_at as "madeAt", e.undone_at as "undoneAt"`;

const visible = (scope: Scope) =>
  within(scope, { city: 'e.city_id', store: 'e.store_id', community: 'e.community_id' });

export async function insertBulkEdit(
  tx: DatabaseTransaction,
  it: BulkEdit,
  change: object,
  records: readonly BulkRecord[],
): Promise<void> {
  await sql`
    insert into commerce.bulk_edit (edit_id, kind, title, change, changed, city_id, store_id, community_id, made_by,
      made_at)
    values (${it.editId}, ${it.kind}, ${it.title}, ${JSON.stringify(change)}::jsonb, ${it.changed}, ${it.cityId},
      ${it.storeId}, ${it.communityId}, ${it.madeBy}, ${it.madeAt})`.execute(tx);
  await sql`
    insert into commerce.bulk_edit_row (edit_id, sku_id, before, after)
    select ${it.editId}::uuid, r."skuId", r.before, r.after
    from jsonb_to_recordset(${JSON.stringify(records)}::jsonb) as r ("skuId" uuid, before jsonb, after jsonb)`.execute(
    tx,
  );
}

/** Edits within the area of the reader, the newest first. */
export async function listBulkEdits(
  db: Db,
  scope: Scope,
  page: { readonly before: string | undefined; readonly limit: number },
): Promise<BulkEdit[]> {
  const { rows } = await sql<BulkEdit>`
    select ${columns} from commerce.bulk_edit e
    where ${visible(scope)} and ${page.before === undefined ? sql`true` : sql`e.edit_id < ${page.before}::uuid`}
    order by e.edit_id desc limit ${page.limit}`.execute(db);
  return rows;
}

/** An edit within the area of the reader, locked, so that it is taken back once. */
export async function lockBulkEdit(
  tx: DatabaseTransaction,
  scope: Scope,
  editId: BulkEditId,
): Promise<BulkEdit | undefined> {
  const { rows } = await sql<BulkEdit>`
    select ${columns} from commerce.bulk_edit e where e.edit_id = ${editId} and ${visible(scope)} for update`.execute(
    tx,
  );
  return rows[0];
}

export async function recordsOf(db: Db, editId: BulkEditId): Promise<BulkRecord[]> {
  const { rows } = await sql<BulkRecord>`
    select sku_id as "skuId", before, after from commerce.bulk_edit_row where edit_id = ${editId}
    order by sku_id`.execute(db);
  return rows;
}

export async function markUndone(
  tx: DatabaseTransaction,
  editId: BulkEditId,
  by: UserId | null,
  at: Date,
): Promise<void> {
  await sql`
    update commerce.bulk_edit set undone_by = ${by}, undone_at = ${at} where edit_id = ${editId}`.execute(tx);
}

/** Moves SPUs from where they are known to be; answers those that moved. */
export async function moveSpus(
  tx: DatabaseTransaction,
  moves: readonly { readonly spuId: SpuId; readonly from: CategoryId; readonly to: CategoryId }[],
  at: Date,
): Promise<Set<SpuId>> {
  const { rows } = await sql<{ spuId: SpuId }>`
    update commerce.spu p set category_id = m.wanted, revision = p.revision + 1, updated_at = ${at}
    from unnest(${moves.map((move) => move.spuId)}::uuid[], ${moves.map((move) => move.from)}::uuid[],
      ${moves.map((move) => move.to)}::uuid[]) as m (spu_id, known, wanted)
    where p.spu_id = m.spu_id and p.category_id = m.known
    returning p.spu_id as "spuId"`.execute(tx);
  return new Set(rows.map((row) => row.spuId));
}

/** Puts SKUs in or out of use, those that are not yet; answers them with their SPUs. */
export async function setActive(
  tx: DatabaseTransaction,
  skuIds: readonly SkuId[],
  active: boolean,
): Promise<Map<SkuId, SpuId>> {
  const { rows } = await sql<{ skuId: SkuId; spuId: SpuId }>`
    update commerce.sku set active = ${active}
    where sku_id = any(${[...skuIds]}::uuid[]) and active <> ${active}
    returning sku_id as "skuId", spu_id as "spuId"`.execute(tx);
  return new Map(rows.map((row) => [row.skuId, row.spuId]));
}
