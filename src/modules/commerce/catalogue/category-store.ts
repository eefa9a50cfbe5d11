import { sql } from 'kysely';
import type { Database, DatabaseTransaction } from '#platform/context';
import { isUniqueViolation } from '#platform/postgres';
import { CategoryCodeTaken, inTreeOrder, type Category } from './category.ts';

type Db = Database | DatabaseTransaction;

const columns = sql`
  c.category_id as "categoryId", c.parent_id as "parentId", c.level, c.code, c.name, c.list_position as position,
  c.claim_hours as "claimHours", c.storage, c.active, c.revision, c.created_at as "createdAt",
  c.updated_at as "updatedAt"`;

/** Configuration: a few hundred at most, the same for every reader. */
const MAX_CATEGORIES = 1_000;

/** The whole tree, parents before their children. */
export async function categoriesOf(db: Db): Promise<Category[]> {
  const { rows } = await sql<Category>`
    select ${columns} from commerce.category c order by c.code limit ${MAX_CATEGORIES}`.execute(db);
  return inTreeOrder(rows);
}

/** How many SPUs lie directly in each category; those without any are absent. */
export async function productCounts(db: Db): Promise<Map<string, number>> {
  const { rows } = await sql<{ id: string; products: number }>`
    select category_id as id, count(*)::int as products from commerce.spu group by category_id`.execute(db);
  return new Map(rows.map((row) => [row.id, row.products]));
}

/** Lets one edit of the tree follow the other: each sees the whole of it. */
export async function lockCategories(tx: DatabaseTransaction): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('commerce.category', 0))`.execute(tx);
}

/** @throws CategoryCodeTaken */
export async function insertCategory(tx: DatabaseTransaction, it: Category): Promise<void> {
  const { rows } = await sql`
    insert into commerce.category (category_id, parent_id, level, code, name, list_position, claim_hours, storage,
      active, revision, created_at, updated_at)
    values (${it.categoryId}, ${it.parentId}, ${it.level}, ${it.code}, ${it.name}, ${it.position}, ${it.claimHours},
      ${it.storage}, ${it.active}, ${it.revision}, ${it.createdAt}, ${it.updatedAt})
    on conflict (code) do nothing returning 1`.execute(tx);
  if (rows.length === 0) throw new CategoryCodeTaken(it.code);
}

/** Saves an edit made from the revision before it; false if somebody was faster. @throws CategoryCodeTaken */
export async function updateCategory(tx: DatabaseTransaction, it: Category): Promise<boolean> {
  const { rows } = await sql`
    update commerce.category
    set parent_id = ${it.parentId}, level = ${it.level}, code = ${it.code}, name = ${it.name},
      list_position = ${it.position}, claim_hours = ${it.claimHours}, storage = ${it.storage}, active = ${it.active},
      revision = ${it.revision}, updated_at = ${it.updatedAt}
    where category_id = ${it.categoryId} and revision = ${it.revision - 1}
    returning 1`
    .execute(tx)
    .catch((error: unknown) => {
      throw isUniqueViolation(error) ? new CategoryCodeTaken(it.code) : error;
    });
  return rows.length === 1;
}

/** Moves everything below a category by as many levels as it was moved itself. */
export async function shiftLevels(tx: DatabaseTransaction, ids: readonly string[], by: number): Promise<void> {
  if (ids.length === 0 || by === 0) return;
  await sql`
    update commerce.category set level = level + ${by}::int where category_id = any(${[...ids]}::uuid[])`.execute(tx);
}
