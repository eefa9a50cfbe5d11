import { sql, type RawBuilder } from 'kysely';
import type { Sentiment, Severity } from '#engines/text';
import type { CityId, UserId } from '#kernel/ids';
import type { Database, DatabaseTransaction } from '#platform/context';
import type { LabelCounts } from './learning-run.ts';

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
  /** When it gave way: to a better one, or to the one that ships. */
  readonly retiredAt: Date | null;
  /** Somebody went back from it to the one that ships. */
  readonly isGivenUp: boolean;
}

const columns = sql`
  m.model_id as "modelId", m.kind, m.score, m.before, m.held_out as "heldOut", m.labels, m.state, m.learnt_at as "learntAt",
  m.retired_at as "retiredAt", m.retired_by is not null as "isGivenUp"`;

/** The models in use that were learnt here, without their bytes; a kind that is absent ships. */
export const liveModels = (db: Db): Promise<Map<ModelKind, string>> => readLive(db, sql``);

/** The same, locked for whoever changes which are in use. */
export const lockLiveModels = (tx: DatabaseTransaction): Promise<Map<ModelKind, string>> =>
  readLive(tx, sql`for update`);

async function readLive(db: Db, lock: RawBuilder<unknown>): Promise<Map<ModelKind, string>> {
  const { rows } = await sql<{ kind: ModelKind; modelId: string }>`
    select kind, model_id as "modelId" from cdp.text_model where state = 'live' ${lock}`.execute(db);
  return new Map(rows.map(({ kind, modelId }) => [kind, modelId]));
}

export async function modelBytes(db: Db, modelId: string): Promise<Uint8Array | undefined> {
  const { rows } = await sql<{ bytes: Buffer }>`
    select bytes from cdp.text_model where model_id = ${modelId}`.execute(db);
  return rows[0]?.bytes;
}

/** Keeps what was learnt; one that is better takes the place of the one in use. Bytes of what is not in use are dropped. */
export async function saveModel(tx: DatabaseTransaction, model: SavedModel, bytes: Uint8Array): Promise<void> {
  const { modelId, kind, score, before, heldOut, labels, state, learntAt } = model;
  if (state === 'live') await retireModel(tx, kind, { at: learntAt, by: null });
  await sql`
    insert into cdp.text_model (model_id, kind, bytes, score, before, held_out, labels, state, learnt_at)
    values (${modelId}, ${kind}, ${state === 'live' ? Buffer.from(bytes) : null}, ${score}, ${before}, ${heldOut}, ${labels},
      ${state}, ${learntAt})`.execute(tx);
}

/** Takes the learnt model of a kind out of use, and its bytes away. Undefined where the one that ships is in use. */
export async function retireModel(
  tx: DatabaseTransaction,
  kind: ModelKind,
  { at, by }: { readonly at: Date; readonly by: UserId | null },
): Promise<SavedModel | undefined> {
  const { rows } = await sql<SavedModel>`
    update cdp.text_model m set state = 'retired', bytes = null, retired_at = ${at}, retired_by = ${by}
    where m.kind = ${kind} and m.state = 'live' returning ${columns}`.execute(tx);
  return rows[0];
}

const MOST_LISTED = 50;

/** What was learnt here, the newest first, and whatever is in use. */
export async function listModels(db: Db): Promise<SavedModel[]> {
  const { rows } = await sql<SavedModel>`
    select ${columns} from cdp.text_model m
    where m.state = 'live' or m.model_id in (
      select model_id from cdp.text_model order by learnt_at desc, kind limit ${MOST_LISTED})
    order by m.learnt_at desc, m.kind`.execute(db);
  return rows;
}

/** Messages that people corrected or confirmed, and how many of them since the last learning that came to its end. */
export async function labelCounts(db: Db): Promise<LabelCounts> {
  const { rows } = await sql<LabelCounts>`
    select count(*)::integer as labels, (count(*) filter (where labelled_at > coalesce(
      (select max(started_at) from cdp.learning_run where state = 'done'),
      (select max(learnt_at) from cdp.text_model), '-infinity')))::integer as fresh
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
