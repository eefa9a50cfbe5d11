import { sql } from 'kysely';
import type { CustomerKey, Id, PersonId } from '#kernel/ids';
import { MINUTE } from '#kernel/time';
import type { Database, DatabaseTransaction } from '../context/index.ts';
import { CODE_ATTEMPTS, CODE_MINUTES } from './user.ts';

export type ProofId = Id<'Proof'>;

/** Whose phone is proved, and for what: `contract/<id>`. */
export interface ProofOf {
  readonly personId: PersonId;
  readonly phone: CustomerKey;
  readonly subject: string;
}

const hashOf = (phone: CustomerKey): Buffer => Buffer.from(phone, 'hex');

/** When the phone was sent proof codes, for whatever and whomever, the newest first. */
export async function recentProofs(db: DatabaseTransaction, phone: CustomerKey, since: Date): Promise<Date[]> {
  const found = await sql<{ sent_at: Date }>`
    select sent_at from platform.proof_code
    where phone_hash = ${hashOf(phone)} and sent_at > ${since} order by sent_at desc limit 20`.execute(db);
  return found.rows.map((row) => row.sent_at);
}

export async function insertProof(
  db: DatabaseTransaction,
  proof: ProofOf & { readonly proofId: ProofId; readonly codeHash: Buffer },
  now: Date,
): Promise<void> {
  await sql`
    insert into platform.proof_code
      (phone_hash, proof_id, person_id, subject, code_hash, attempts, sent_at, expires_at)
    values (${hashOf(proof.phone)}, ${proof.proofId}, ${proof.personId}, ${proof.subject}, ${proof.codeHash}, 0, ${now},
      ${new Date(now.getTime() + CODE_MINUTES * MINUTE)})`.execute(db);
}

/** Takes one of the attempts of the newest live code for the subject; undefined when there is none or none is left. */
export async function takeProofAttempt(
  db: DatabaseTransaction,
  { personId, phone, subject }: ProofOf,
  now: Date,
): Promise<{ proofId: ProofId; codeHash: Buffer } | undefined> {
  const taken = await sql<{ proof_id: ProofId; code_hash: Buffer }>`
    update platform.proof_code set attempts = attempts + 1
    where phone_hash = ${hashOf(phone)} and used_at is null and expires_at > ${now} and attempts < ${CODE_ATTEMPTS}
      and proof_id = (select proof_id from platform.proof_code
                      where phone_hash = ${hashOf(phone)} and person_id = ${personId} and subject = ${subject}
                      order by sent_at desc, proof_id desc limit 1)
    returning proof_id, code_hash`.execute(db);
  const row = taken.rows[0];
  return row && { proofId: row.proof_id, codeHash: row.code_hash };
}

/** Marks a proof used; false when that happened before or its time is over. */
export async function useProof(
  db: DatabaseTransaction,
  phone: CustomerKey,
  proofId: ProofId,
  now: Date,
): Promise<boolean> {
  const used = await sql`
    update platform.proof_code set used_at = ${now}
    where phone_hash = ${hashOf(phone)} and proof_id = ${proofId} and used_at is null and expires_at > ${now}`.execute(
    db,
  );
  return (used.numAffectedRows ?? 0n) > 0n;
}

/** Deletes at most `limit` codes that ran out before the moment; answers how many. */
export async function pruneProofs(db: Database | DatabaseTransaction, before: Date, limit: number): Promise<number> {
  const deleted = await sql`
    delete from platform.proof_code where (phone_hash, proof_id) in (
      select phone_hash, proof_id from platform.proof_code where expires_at < ${before} order by expires_at
      limit ${limit})`.execute(db);
  return Number(deleted.numAffectedRows ?? 0n);
}
