import { sql } from 'kysely';
import type { Database, DatabaseTransaction } from '#platform/context';
import type { Topic, TopicGroup } from '#engines/text';

type Db = Database | DatabaseTransaction;

/** The version of the topics' configuration; changes with every edit. */
export async function taxonomyVersion(db: Db): Promise<string> {
  const { rows } = await sql<{ version: string }>`select version_id as version from cdp.taxonomy`.execute(db);
  const row = rows[0];
  if (row === undefined) throw new Error('cdp.taxonomy has no row: the module is not migrated');
  return row.version;
}

/** All topics with their keywords, in their order. Configuration: a few dozen rows, the same for every reader. */
export async function listTopics(db: Db): Promise<Topic[]> {
  const { rows } = await sql<{ topic: string; name: string; group: TopicGroup; active: boolean; keywords: string[] }>`
    select t.topic, t.name, t.topic_group as "group", t.active,
           array(select k.keyword from cdp.topic_keyword k where k.topic = t.topic order by k.keyword) as keywords
    from cdp.topic t
    order by t.sort_order, t.topic
    limit 500`.execute(db);
  return rows;
}

/** Moves the configuration to its next version, if it is still at `expected`; false if somebody was faster. */
export async function moveTaxonomyVersion(tx: DatabaseTransaction, expected: string, next: string): Promise<boolean> {
  const { rows } = await sql`
    update cdp.taxonomy set version_id = ${next} where version_id::text = ${expected} returning 1`.execute(tx);
  return rows.length === 1;
}

/** Creates the topic at the end of the list or replaces its name, group, state and keywords. */
export async function putTopic(tx: DatabaseTransaction, topic: Topic, now: Date): Promise<void> {
  await sql`
    insert into cdp.topic (topic, name, topic_group, active, sort_order, updated_at)
    select ${topic.topic}, ${topic.name}, ${topic.group}, ${topic.active}::boolean,
           coalesce((select max(t.sort_order) from cdp.topic t), 0) + 1, ${now}::timestamptz
    on conflict (topic) do update
    set name = excluded.name, topic_group = excluded.topic_group, active = excluded.active,
        updated_at = excluded.updated_at`.execute(tx);
  await sql`
    delete from cdp.topic_keyword
    where topic = ${topic.topic} and not keyword = any(${topic.keywords}::text[])`.execute(tx);
  await sql`
    insert into cdp.topic_keyword (topic, keyword)
    select ${topic.topic}, keyword from unnest(${topic.keywords}::text[]) as word (keyword)
    on conflict do nothing`.execute(tx);
}
