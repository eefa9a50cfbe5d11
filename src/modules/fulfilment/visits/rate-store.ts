import { sql } from 'kysely';
import type { TouchpointId } from '#kernel/ids';
import type { Database, DatabaseTransaction } from '#platform/context';
import type { Visit, VisitId } from './visit.ts';

type Db = Database | DatabaseTransaction;

export interface VisitRating {
  readonly visitId: VisitId;
  readonly touchpointId: TouchpointId;
  readonly stars: number;
  /** Sealed under the customer's key. */
  readonly commentSealed: Buffer | null;
  readonly ratedAt: Date;
}

/** False when the visit was rated before. */
export async function insertRating(db: DatabaseTransaction, visit: Visit, rating: VisitRating): Promise<boolean> {
  const added = await sql`
    insert into fulfilment.visit_rating (city_id, visit_id, customer_key, person_id, touchpoint_id, stars,
      comment_sealed, rated_at)
    values (${visit.cityId}, ${visit.visitId}, ${visit.customerKey}, ${visit.personId}, ${rating.touchpointId},
      ${rating.stars}, ${rating.commentSealed}, ${rating.ratedAt})
    on conflict (city_id, visit_id) do nothing`.execute(db);
  return (added.numAffectedRows ?? 0n) > 0n;
}

/** What was said of a visit that the caller has found within the reader's scope. */
export async function ratingOf(db: Db, visit: Pick<Visit, 'cityId' | 'visitId'>): Promise<VisitRating | undefined> {
  const found = await sql<{
    visit_id: VisitId;
    touchpoint_id: TouchpointId;
    stars: number;
    comment_sealed: Buffer | null;
    rated_at: Date;
  }>`
    select visit_id, touchpoint_id, stars, comment_sealed, rated_at from fulfilment.visit_rating
    where city_id = ${visit.cityId} and visit_id = ${visit.visitId}`.execute(db);
  const [row] = found.rows;
  return (
    row && {
      visitId: row.visit_id,
      touchpointId: row.touchpoint_id,
      stars: row.stars,
      commentSealed: row.comment_sealed,
      ratedAt: row.rated_at,
    }
  );
}
