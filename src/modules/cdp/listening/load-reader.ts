import { readFile } from 'node:fs/promises';
import { compileTaxonomy, DEFAULT_TOPICS, readLinear, TextReader } from '#engines/text';
import type { Database, DatabaseTransaction } from '#platform/context';
import { listTopics, taxonomyVersion } from '../topics/topic-store.ts';
import { liveModels, modelBytes, type ModelKind } from './model-store.ts';

type Db = Database | DatabaseTransaction;

const MODELS = new URL('../../../engines/text/models/', import.meta.url);

/** The last reader made, by what it was made of: neither topics of a version nor a model ever change, so this cannot go stale. */
let latest: { readonly madeOf: string; readonly reader: TextReader } | undefined;

/** The models in use, as bytes: those that were learnt here, else those that ship. */
export async function currentModels(db: Db): Promise<Record<ModelKind, Uint8Array>> {
  const live = await liveModels(db);
  const bytesOf = async (kind: ModelKind): Promise<Uint8Array> => {
    const modelId = live.get(kind);
    const learnt = modelId === undefined ? undefined : await modelBytes(db, modelId);
    return learnt ?? readFile(new URL(`${kind}.model`, MODELS));
  };
  return { sentiment: await bytesOf('sentiment'), topics: await bytesOf('topics') };
}

/** What texts are read with at present: the models, and the topics as they are configured. Two small reads unless those changed. */
export async function loadReader(db: Db): Promise<TextReader> {
  const live = await liveModels(db);
  const madeOf = [await taxonomyVersion(db), live.get('sentiment'), live.get('topics')].join(' ');
  if (latest?.madeOf === madeOf) return latest.reader;
  const { sentiment, topics } = await currentModels(db);
  const configured = compileTaxonomy(await listTopics(db));
  const models = { sentiment: readLinear(sentiment), topics: readLinear(topics) };
  const learnt = compileTaxonomy(DEFAULT_TOPICS.map((each) => ({ ...each, active: true })));
  const reader = new TextReader(models, { configured, learnt });
  latest = { madeOf, reader };
  return reader;
}
