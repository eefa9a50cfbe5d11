/**
 * Trains the models of the text engine that ship, from the texts that were written for this project and from messages
 * that a grammar puts together from phrases written for it: `node tools/train-text.ts`. The same bytes each time.
 */
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { seededRandom } from '#kernel/random';
import {
  compileTaxonomy,
  composed,
  DEFAULT_TOPICS,
  readCorpus,
  readPhrases,
  saveLinear,
  trainReader,
  type ReadingLessons,
} from '#engines/text';

const ENGINE = new URL('../src/engines/text/', import.meta.url);
const WRITTEN = [
  'fresh',
  'home',
  'goods',
  'opinions',
  'chatter',
  'grave',
  'grave-told',
  'aspects-fresh',
  'aspects-home',
  'reviews',
] as const;
const COMPOSED = 15_000;
const OPINIONS = 20_000;
const SEED = 'text-models';

const read = (name: string): string => readFileSync(new URL(`corpus/${name}.tsv`, ENGINE), 'utf8');

/** All that is learnt from: what people wrote, and what the grammar composed. */
export function trainingTexts(): ReadingLessons {
  const topics = new Set(DEFAULT_TOPICS.map((each) => each.topic));
  const written = WRITTEN.flatMap((name) => readCorpus(read(`train-${name}`), topics));
  const random = seededRandom(SEED);
  const phrases = readPhrases(read('phrases'));
  const goods = readPhrases(read('phrases-goods'));
  const opinions = {
    ...phrases,
    clauses: [...goods.clauses, ...phrases.clauses.filter(({ topic }) => topic === undefined)],
  };
  return {
    written,
    composed: [...composed(phrases, COMPOSED, random)],
    opinions: [...composed(opinions, OPINIONS, random)],
  };
}

/** Tells the texts and the topics that models were made of from others. */
export function corpusHash(): string {
  const hash = createHash('sha256');
  for (const name of [...WRITTEN.map((each) => `train-${each}`), 'phrases', 'phrases-goods']) hash.update(read(name));
  return hash.update(JSON.stringify([DEFAULT_TOPICS, COMPOSED, OPINIONS, SEED])).digest('hex');
}

if (import.meta.main) {
  const texts = trainingTexts();
  const taxonomy = compileTaxonomy(DEFAULT_TOPICS.map((each) => ({ ...each, active: true })));
  const models = trainReader(texts, taxonomy, seededRandom(SEED));
  for (const name of ['sentiment', 'topics'] as const) {
    const bytes = saveLinear(models[name]);
    writeFileSync(new URL(`models/${name}.model`, ENGINE), bytes);
    process.stdout.write(
      `${name}: ${texts.written.length} written, ${texts.composed.length + texts.opinions.length} composed texts, ${Math.round(bytes.length / 1_024)} KB\n`,
    );
  }
  writeFileSync(new URL('models/learnt-from.txt', ENGINE), `${corpusHash()}\n`);
}
