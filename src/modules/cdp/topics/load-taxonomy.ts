import type { Database, DatabaseTransaction } from '#platform/context';
import { compileTaxonomy, type Taxonomy } from './taxonomy.ts';
import { listTopics, taxonomyVersion } from './topic-store.ts';

/** The last taxonomy compiled, by its version: a version never changes its content, so this cannot go stale. */
let latest: { readonly version: string; readonly taxonomy: Taxonomy } | undefined;

/** The taxonomy in force, compiled; one small read unless it was edited. */
export async function loadTaxonomy(db: Database | DatabaseTransaction): Promise<Taxonomy> {
  const version = await taxonomyVersion(db);
  if (latest?.version !== version) latest = { version, taxonomy: compileTaxonomy(await listTopics(db)) };
  return latest.taxonomy;
}
