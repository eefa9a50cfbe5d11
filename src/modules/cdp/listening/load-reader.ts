import { readFile } from 'node:fs/promises';
import { compileTaxonomy, DEFAULT_TOPICS, readLinear, TextReader, type TextModels } from '#engines/text';
import type { Database, DatabaseTransaction } from '#platform/context';
import { listTopics, taxonomyVersion } from '../topics/topic-store.ts';

const MODELS = new URL('../../../engines/text/models/', import.meta.url);

let shipped: Promise<TextModels> | undefined;
/** The last reader made, by the version of the topics: a version never changes its content, so this cannot go stale. */
let latest: { readonly version: string; readonly reader: TextReader } | undefined;

const LEARNT = compileTaxonomy(DEFAULT_TOPICS.map((each) => ({ ...each, active: true })));

async function shippedModels(): Promise<TextModels> {
  const [sentiment, topics] = await Promise.all(
    ['sentiment', 'topics'].map(async (name) => readLinear(await readFile(new URL(`${name}.model`, MODELS)))),
  );
  return { sentiment: sentiment!, topics: topics! };
}

/** What texts are read with at present: the models, and the topics as they are configured. One small read unless those changed. */
export async function loadReader(db: Database | DatabaseTransaction): Promise<TextReader> {
  const version = await taxonomyVersion(db);
  if (latest?.version === version) return latest.reader;
  shipped ??= shippedModels();
  const configured = compileTaxonomy(await listTopics(db));
  const reader = new TextReader(await shipped, { configured, learnt: LEARNT });
  latest = { version, reader };
  return reader;
}
