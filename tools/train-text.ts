/**
 * Trains the models of the text engine that ship, from the texts that were written for this project and from messages
 * that a grammar puts together from phrases written for it: `node tools/train-text.ts`. The same bytes each time.
 */
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { seededRandom } from '#kernel/random';
import {
  COMPOSED,
  compileTaxonomy,
  CORPUS_FILES,
  DEFAULT_TOPICS,
  saveLinear,
  SHIPPED_SEED,
  shippedLessons,
  trainReader,
  type CorpusFile,
} from '#engines/text';

const ENGINE = new URL('../src/engines/text/', import.meta.url);

/** A file of the corpus, as it lies in the repository. */
export const readCorpusFile = (name: CorpusFile): string => readFileSync(new URL(`corpus/${name}.tsv`, ENGINE), 'utf8');

/** Tells the texts and the topics that models were made of from others. */
export function corpusHash(): string {
  const hash = createHash('sha256');
  for (const name of CORPUS_FILES) hash.update(readCorpusFile(name));
  return hash.update(JSON.stringify([DEFAULT_TOPICS, COMPOSED, SHIPPED_SEED])).digest('hex');
}

if (import.meta.main) {
  const lessons = shippedLessons(readCorpusFile);
  const taxonomy = compileTaxonomy(DEFAULT_TOPICS.map((each) => ({ ...each, active: true })));
  const models = trainReader(lessons, taxonomy, seededRandom(SHIPPED_SEED));
  const composed = lessons.composed.length + lessons.opinions.length;
  for (const name of ['sentiment', 'topics'] as const) {
    const bytes = saveLinear(models[name]);
    writeFileSync(new URL(`models/${name}.model`, ENGINE), bytes);
    const size = Math.round(bytes.length / 1_024);
    process.stdout.write(`${name}: ${lessons.written.length} written, ${composed} composed texts, ${size} KB\n`);
  }
  writeFileSync(new URL('models/learnt-from.txt', ENGINE), `${corpusHash()}\n`);
}
