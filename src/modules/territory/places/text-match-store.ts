import { sql, type RawBuilder, type SqlBool } from 'kysely';

/** The condition that one of the columns contains the text, whatever its case; no text matches everything. */
export function containing(columns: readonly string[], text: string | undefined): RawBuilder<SqlBool> {
  const wanted = text?.trim() ?? '';
  if (wanted === '') return sql<SqlBool>`true`;
  const pattern = `%${wanted.replace(/[\\%_]/g, '\\$&')}%`;
  return sql<SqlBool>`(${sql.join(
    columns.map((column) => sql`${sql.ref(column)} ilike ${pattern}`),
    sql` or `,
  )})`;
}
