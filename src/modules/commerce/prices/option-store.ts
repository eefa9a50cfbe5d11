import { sql } from 'kysely';
import type { Database, DatabaseTransaction } from '#platform/context';
import type { PackageId } from '../packages/package.ts';
import { OptionCodeTaken, type PackageOption } from './option.ts';

type Db = Database | DatabaseTransaction;

const COLUMNS = sql`
  o.package_id as "packageId", o.code, o.name, o.kind, o.unit, o.price_fen as "priceFen", o.active,
  o.list_position as position, o.revision, o.created_at as "createdAt", o.updated_at as "updatedAt"`;

/** Options of one package that a form can still show. */
export const MAX_OPTIONS = 200;

/** Options of a package, whether still offered or not, in their order. Catalogue: the same for every reader. */
export async function optionsOf(db: Db, packageId: PackageId): Promise<PackageOption[]> {
  const { rows } = await sql<PackageOption>`
    select ${COLUMNS} from commerce.package_option o where o.package_id = ${packageId}
    order by o.list_position, o.code limit ${MAX_OPTIONS}`.execute(db);
  return rows;
}

export async function optionByCode(db: Db, packageId: PackageId, code: string): Promise<PackageOption | undefined> {
  const { rows } = await sql<PackageOption>`
    select ${COLUMNS} from commerce.package_option o
    where o.package_id = ${packageId} and o.code = ${code}`.execute(db);
  return rows[0];
}

/** @throws OptionCodeTaken */
export async function insertOption(tx: DatabaseTransaction, it: PackageOption): Promise<void> {
  const { rows } = await sql`
    insert into commerce.package_option
      (package_id, code, name, kind, unit, price_fen, active, list_position, revision, created_at, updated_at)
    values (${it.packageId}, ${it.code}, ${it.name}, ${it.kind}, ${it.unit}, ${it.priceFen}, ${it.active},
            ${it.position}, ${it.revision}, ${it.createdAt}, ${it.updatedAt})
    on conflict (package_id, code) do nothing returning 1`.execute(tx);
  if (rows.length === 0) throw new OptionCodeTaken(it.code);
}

/** Saves an edit made from the revision before it; false if somebody was faster. */
export async function updateOption(tx: DatabaseTransaction, it: PackageOption): Promise<boolean> {
  const { rows } = await sql`
    update commerce.package_option
    set name = ${it.name}, kind = ${it.kind}, unit = ${it.unit}, price_fen = ${it.priceFen}, active = ${it.active},
        list_position = ${it.position}, revision = ${it.revision}, updated_at = ${it.updatedAt}
    where package_id = ${it.packageId} and code = ${it.code} and revision = ${it.revision - 1}
    returning 1`.execute(tx);
  return rows.length === 1;
}
