import { sql } from 'kysely';
import type { Sentiment, Severity } from '#engines/text';
import type { CityId } from '#kernel/ids';
import type { Database, DatabaseTransaction } from '#platform/context';

type Db = Database | DatabaseTransaction;
export type ModelKind = 'sentiment' | 'topics';

/** A model that was learnt here, and how it did against the one before it. */
export interface SavedModel {
  readonly modelId: string;
  readonly kind: ModelKind;
  readonly score: number;
  readonly before: number;
  readonly heldOut: number;
  readonly labels: number;
  readonly state: 'live' | 'retired' | 'rejected';
  readonly learntAt: Date;
}

/** The models in use that were learnt here, without their bytes; a kind that is absent ships. */
export async function liveModels(db: Db): Promise<Map<ModelKind, string>> {
  const { rows } = await sql<{ kind: ModelKind; modelId: string }>`
    select kind, model_id as "modelId" from cdp.text_model where state = 'live'`.execute(db);
  return new Map(rows.map(({ kind, modelId }) => [kind, modelId]));
}

export async function modelBytes(db: Db, modelId: string): Promise<Uint8Array | undefined> {
  const { rows } = await sql<{ bytes: Buffer }>`
    select bytes from cdp.text_model where model_id = ${modelId}`.execute(db);
  return rows[0]?.bytes;
}

/** Keeps what was learnt; one that is better takes the place of the one in use. Bytes of what is not in use are dropped. */
export async function saveModel(tx: DatabaseTransaction, model: SavedModel, bytes: Uint8Array): Promise<void> {
  if (model.state === 'live') {
    await sql`
      update cdp.text_model set state = 'retired', bytes = null
      where kind = ${model.kind} and state = 'live'`.execute(tx);
  }
  await sql`
    insert into cdp.text_model (model_id, kind, bytes, score, before, held_out, labels, state, learnt_at)
    values (${model.modelId}, ${model.kind}, ${model.state === 'live' ? Buffer.from(bytes) : null}, ${model.score},
      ${model.before}, ${model.heldOut}, ${model.labels}, ${model.state}, ${model.learntAt})`.execute(tx);
}

const MOST_LISTED = 50;

/** What was learnt here, the newest first. */
export async function listModels(db: Db): Promise<SavedModel[]> {
  const { rows } = await sql<SavedModel>`
    select model_id as "modelId", kind, score, before, held_out as "heldOut", labels, state, learnt_at as "learntAt"
    from cdp.text_model order by learnt_at desc, kind limit ${MOST_LISTED}`.execute(db);
  return rows;
}

/** How many messages people corrected or confirmed, and how many of them since the last learning. */
export async function labelCounts(db: Db): Promise<{ labels: number; fresh: number }> {
  const { rows } = await sql<{ labels: number; fresh: number }>`
    select count(*)::integer as labels,
      (count(*) filter (where labelled_at > coalesce((select max(learnt_at) from cdp.text_model), '-infinity')))::integer as fresh
    from cdp.voice_label`.execute(db);
  return rows[0] ?? { labels: 0, fresh: 0 };
}

/** What a person said of a message. */
export interface SavedLabel {
  readonly cityId: CityId;
  readonly eventId: string;
  readonly subjectId: string;
  readonly occurredAt: Date;
  readonly sentiment: Sentiment;
  readonly severity: Severity;
  readonly topics: readonly string[];
}

/** The newest labels. */
export async function newestLabels(db: Db, limit: number): Promise<SavedLabel[]> {
  const { rows } = await sql<SavedLabel>`
    select city_id as "cityId", event_id as "eventId", subject_id as "subjectId", occurred_at as "occurredAt", sentiment,
      severity, topics
    from cdp.voice_label order by labelled_at desc, event_id limit ${limit}`.execute(db);
  return rows;
}
