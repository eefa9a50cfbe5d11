import { sql } from 'kysely';
import type { Database, DatabaseTransaction } from '#platform/context';
import type { Contract } from './contract.ts';
import type { Evidence } from './evidence.ts';

type Key = Pick<Contract, 'cityId' | 'contractId'>;

/** Most entries of one chain: what is opened again and again is not written down for ever. */
export const MAX_EVIDENCE = 200;

export async function insertEvidence(
  db: DatabaseTransaction,
  { cityId, contractId }: Key,
  entries: readonly Evidence[],
): Promise<void> {
  await sql`
    insert into commerce.contract_evidence
      (city_id, contract_id, seq, kind, facts, device, happened_at, prev_hash, entry_hash)
    select ${cityId}::uuid, ${contractId}::uuid, e.seq, e.kind, e.facts, e.device, e.happened_at,
      decode(e.prev_hash, 'hex'), decode(e.entry_hash, 'hex')
    from unnest(${entries.map(({ seq }) => seq)}::integer[], ${entries.map(({ kind }) => kind)}::text[],
      ${entries.map(({ facts }) => JSON.stringify(facts))}::jsonb[], ${entries.map(({ device }) => device)}::text[],
      ${entries.map(({ at }) => at)}::timestamptz[], ${entries.map(({ prevHash }) => prevHash)}::text[],
      ${entries.map(({ hash }) => hash)}::text[])
      as e (seq, kind, facts, device, happened_at, prev_hash, entry_hash)`.execute(db);
}

/** The chain of a contract that the caller was allowed to see, from its beginning. */
export async function evidenceOf(db: Database | DatabaseTransaction, { cityId, contractId }: Key): Promise<Evidence[]> {
  const { rows } = await sql<Evidence>`
    select seq, kind, facts, device, happened_at as at, encode(prev_hash, 'hex') as "prevHash",
      encode(entry_hash, 'hex') as hash
    from commerce.contract_evidence where city_id = ${cityId} and contract_id = ${contractId}
    order by seq limit ${MAX_EVIDENCE + 50}`.execute(db);
  return rows;
}
