import { sql } from 'kysely';
import type { Database, DatabaseTransaction } from '#platform/context';
import { isUniqueViolation } from '#platform/postgres';
import { PackageCodeTaken, type Package, type PackageId, type Scene } from './package.ts';

type Db = Database | DatabaseTransaction;

const columns = sql`
  p.package_id as id, p.code, p.name, p.subtitle, p.scene, p.price_fen as "priceFen",
  p.original_price_fen as "originalPriceFen", p.unit, p.points, p.topics, p.min_age_years as "minAgeYears", p.suits,
  p.roles, p.cost_fen as "costFen", p.active, p.revision, p.created_at as "createdAt", p.updated_at as "updatedAt"`;

/** Configuration: a few hundred at most, the same for every reader. */
const MAX_PACKAGES = 500;

/** Packages by id, whether still offered or not. Unknown ids are absent. */
export async function packagesByIds(db: Db, ids: readonly PackageId[]): Promise<Map<PackageId, Package>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<Package>`
    select ${columns} from commerce.package p where p.package_id = any(${[...new Set(ids)]}::uuid[])`.execute(db);
  return new Map(rows.map((each) => [each.id, each]));
}

/** All packages that are offered now, by code. */
export async function activePackages(db: Db): Promise<Package[]> {
  const { rows } = await sql<Package>`
    select ${columns} from commerce.package p where p.active order by p.code limit ${MAX_PACKAGES}`.execute(db);
  return rows;
}

export async function packageByCode(db: Db, code: string): Promise<Package | undefined> {
  const { rows } = await sql<Package>`select ${columns} from commerce.package p where p.code = ${code}`.execute(db);
  return rows[0];
}

/** A page by code, after `after`. */
export async function listPackages(
  db: Db,
  filter: { readonly scene?: Scene | undefined; readonly active?: boolean | undefined },
  page: { readonly after: string | undefined; readonly limit: number },
): Promise<Package[]> {
  const { rows } = await sql<Package>`
    select ${columns} from commerce.package p
    where p.code > ${page.after ?? ''}
      and (${filter.scene ?? null}::text is null or p.scene = ${filter.scene ?? null})
      and (${filter.active ?? null}::boolean is null or p.active = ${filter.active ?? null})
    order by p.code limit ${page.limit}`.execute(db);
  return rows;
}

/** @throws PackageCodeTaken */
export async function insertPackage(tx: DatabaseTransaction, it: Package): Promise<void> {
  const { rows } = await sql`
    insert into commerce.package
      (package_id, code, name, subtitle, scene, price_fen, original_price_fen, unit, points, topics, min_age_years,
       suits, roles, cost_fen, active, revision, created_at, updated_at)
    values (${it.id}, ${it.code}, ${it.name}, ${it.subtitle}, ${it.scene}, ${it.priceFen}, ${it.originalPriceFen},
            ${it.unit}, ${it.points}::text[], ${it.topics}::text[], ${it.minAgeYears}, ${it.suits}::text[],
            ${it.roles}::text[], ${it.costFen}, ${it.active}, ${it.revision}, ${it.createdAt}, ${it.updatedAt})
    on conflict (code) do nothing returning 1`.execute(tx);
  if (rows.length === 0) throw new PackageCodeTaken(it.code);
}

/** Saves an edit made from the revision before it; false if somebody was faster. @throws PackageCodeTaken */
export async function updatePackage(tx: DatabaseTransaction, it: Package): Promise<boolean> {
  const { rows } = await sql`
    update commerce.package
    set code = ${it.code}, name = ${it.name}, subtitle = ${it.subtitle}, scene = ${it.scene},
        price_fen = ${it.priceFen}, original_price_fen = ${it.originalPriceFen}, unit = ${it.unit},
        points = ${it.points}::text[], topics = ${it.topics}::text[], min_age_years = ${it.minAgeYears},
        suits = ${it.suits}::text[], roles = ${it.roles}::text[], cost_fen = ${it.costFen}, active = ${it.active},
        revision = ${it.revision}, updated_at = ${it.updatedAt}
    where package_id = ${it.id} and revision = ${it.revision - 1}
    returning 1`
    .execute(tx)
    .catch((error: unknown) => {
      throw isUniqueViolation(error) ? new PackageCodeTaken(it.code) : error;
    });
  return rows.length === 1;
}
