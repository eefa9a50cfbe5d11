import { sql } from 'kysely';
import type { CityId } from '#kernel/ids';
import type { DatabaseTransaction } from '#platform/context';
import type { VisitId } from '../opportunities/opportunity.ts';
import type { Quotation, QuotationState } from './quotation.ts';

/** The number of the next quotation of an opportunity, from 1. The caller has locked the opportunity. */
export async function nextRevision(tx: DatabaseTransaction, cityId: CityId, visitId: VisitId): Promise<number> {
  const { rows } = await sql<{ revision: number }>`
    select coalesce(max(q.revision), 0)::int + 1 as revision from commerce.quotation q
    where q.city_id = ${cityId} and q.visit_id = ${visitId}`.execute(tx);
  return rows[0]?.revision ?? 1;
}

export async function insertQuotation(tx: DatabaseTransaction, it: Quotation): Promise<void> {
  await sql`
    insert into commerce.quotation (city_id, quotation_id, visit_id, revision, state, community_id, store_id,
      customer_key, person_id, lead_id, share_token, package_id, package_name, touchpoint_id, list_fen, discount_fen,
      total_fen, deposit_fen, valid_until, created_at, sent_at, closed_at)
    values (${it.cityId}, ${it.quotationId}, ${it.visitId}, ${it.revision}, ${it.state}, ${it.communityId},
      ${it.storeId}, ${it.customerKey}, ${it.personId}, ${it.leadId}, ${it.shareToken}, ${it.packageId},
      ${it.packageName}, ${it.touchpointId}, ${it.listFen}, ${it.discountFen}, ${it.totalFen}, ${it.depositFen},
      ${it.validUntil}, ${it.createdAt}, ${it.sentAt}, ${it.closedAt})`.execute(tx);
  await insertLines(tx, it);
}

async function insertLines(tx: DatabaseTransaction, { cityId, quotationId, lines }: Quotation): Promise<void> {
  await sql`
    insert into commerce.quotation_line (city_id, quotation_id, line, kind, code, name, unit, quantity_hundredths,
      unit_price_fen, amount_fen, why)
    select ${cityId}, ${quotationId}, l.* from unnest(
      ${lines.map((_, at) => at + 1)}::int[], ${lines.map((line) => line.kind)}::text[],
      ${lines.map((line) => line.code)}::text[], ${lines.map((line) => line.name)}::text[],
      ${lines.map((line) => line.unit)}::text[], ${lines.map((line) => line.quantityHundredths)}::int[],
      ${lines.map((line) => line.unitPriceFen)}::bigint[], ${lines.map((line) => line.amountFen)}::bigint[],
      ${lines.map((line) => line.why)}::text[]) l`.execute(tx);
}

/** Saves a move from a state, unless somebody made another one meanwhile; false then. Lines stay as they are. */
export async function saveMove(tx: DatabaseTransaction, it: Quotation, from: QuotationState): Promise<boolean> {
  const { rows } = await sql`
    update commerce.quotation
    set state = ${it.state}, touchpoint_id = ${it.touchpointId}, store_id = ${it.storeId}, list_fen = ${it.listFen},
      discount_fen = ${it.discountFen}, total_fen = ${it.totalFen}, deposit_fen = ${it.depositFen},
      valid_until = ${it.validUntil}, sent_at = ${it.sentAt}, closed_at = ${it.closedAt}
    where city_id = ${it.cityId} and quotation_id = ${it.quotationId} and state = ${from}
    returning 1`.execute(tx);
  return rows.length === 1;
}

/** Puts the lines of other prices in the place of those of a draft. */
export async function replaceLines(tx: DatabaseTransaction, it: Quotation): Promise<void> {
  await sql`
    delete from commerce.quotation_line
    where city_id = ${it.cityId} and quotation_id = ${it.quotationId}`.execute(tx);
  await insertLines(tx, it);
}

/** Lets what is in a state give way to what comes after it: at most one of an opportunity. */
export async function supersede(
  tx: DatabaseTransaction,
  { cityId, visitId }: Pick<Quotation, 'cityId' | 'visitId'>,
  state: 'draft' | 'sent',
  at: Date,
): Promise<void> {
  await sql`
    update commerce.quotation set state = 'superseded', closed_at = ${at}
    where city_id = ${cityId} and visit_id = ${visitId} and state = ${state}`.execute(tx);
}
