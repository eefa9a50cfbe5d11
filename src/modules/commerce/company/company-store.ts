import { sql } from 'kysely';
import type { Database, DatabaseTransaction } from '#platform/context';
import type { Company } from './company.ts';

type Db = Database | DatabaseTransaction;

/** The company, the same for every reader; undefined until somebody sets it. */
export async function ownCompany(db: Db): Promise<Company | undefined> {
  const { rows } = await sql<Company>`
    select c.legal_name as "legalName", c.credit_code as "creditCode", c.registered_place as address,
      c.service_line as phone, c.revision, c.updated_at as "updatedAt"
    from commerce.company c where c.company_key = 'own'`.execute(db);
  return rows[0];
}

/** Saves the first, or one that follows the revision before it; false if somebody was faster. */
export async function saveCompany(tx: DatabaseTransaction, it: Company): Promise<boolean> {
  const { rows } =
    it.revision === 1
      ? await sql`
          insert into commerce.company
            (company_key, legal_name, credit_code, registered_place, service_line, revision, updated_at)
          values ('own', ${it.legalName}, ${it.creditCode}, ${it.address}, ${it.phone}, 1, ${it.updatedAt})
          on conflict (company_key) do nothing returning 1`.execute(tx)
      : await sql`
          update commerce.company
          set legal_name = ${it.legalName}, credit_code = ${it.creditCode}, registered_place = ${it.address},
            service_line = ${it.phone}, revision = ${it.revision}, updated_at = ${it.updatedAt}
          where company_key = 'own' and revision = ${it.revision - 1} returning 1`.execute(tx);
  return rows.length === 1;
}
