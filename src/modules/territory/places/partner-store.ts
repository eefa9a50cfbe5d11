import { sql } from 'kysely';
import type { PartnerId } from '#kernel/ids';
import type { Database, DatabaseTransaction } from '#platform/context';
import { within, type Scope } from '#platform/permission';
import type { Partner, PartnerKind } from './place.ts';

type Db = Database | DatabaseTransaction;

interface PartnerRow {
  id: PartnerId;
  external_code: string;
  kind: PartnerKind;
  name: string;
}

const toPartner = (row: PartnerRow): Partner => ({
  id: row.id,
  externalCode: row.external_code,
  kind: row.kind,
  name: row.name,
});

/** A page of partners by code, after `after`: those who look after a community the reader may see, or all for HQ. */
export async function listPartners(
  db: Db,
  scope: Scope,
  page: { after: string | undefined; limit: number },
): Promise<Partner[]> {
  const visible = scope.everything
    ? sql`true`
    : sql`exists (
        select 1 from territory.community c
        where c.partner_id = p.id and ${within(scope, { city: 'c.city_id', community: 'c.id' })}
      )`;
  const found = await sql<PartnerRow>`
    select p.id, p.external_code, p.kind, p.name from territory.partner p
    where p.external_code > ${page.after ?? ''} and ${visible}
    order by p.external_code limit ${page.limit}
  `.execute(db);
  return found.rows.map(toPartner);
}

export async function partnersByIds(db: Db, ids: readonly PartnerId[]): Promise<Map<PartnerId, Partner>> {
  const found = await sql<PartnerRow>`
    select id, external_code, kind, name from territory.partner where id = any(${[...ids]}::uuid[])
  `.execute(db);
  return new Map(found.rows.map((row) => [row.id, toPartner(row)]));
}

export async function partnersByCodes(db: Db, codes: readonly string[]): Promise<Map<string, Partner>> {
  const found = await sql<PartnerRow>`
    select id, external_code, kind, name from territory.partner where external_code = any(${[...codes]}::text[])
  `.execute(db);
  return new Map(found.rows.map((row) => [row.external_code, toPartner(row)]));
}
