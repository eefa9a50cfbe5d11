export { bannedWordsIn, wordingHitsIn, type WordingHit } from './advertising/check-wording.ts';
export { BannedWords, refuseBannedWords } from './advertising/refuse-banned-words.ts';
export { WORDING_GRADES, type WordingGrade } from './advertising/wording-rule.ts';
export { readCorpus, type LabelledText } from './corpus/read-corpus.ts';
export { SENTIMENTS, type Sentiment } from './sentiment.ts';
export { COMPOSED, CORPUS_FILES, SHIPPED_SEED, shippedLessons, type CorpusFile } from './corpus/lessons.ts';
export { composed, readPhrases, type Phrases } from './corpus/grammar.ts';
export { graveKindsIn, type GraveKind } from './grave.ts';
export { FeatureReader, type Features } from './learning/features.ts';
export { LinearReader, probabilityOf, type Head, type LinearModel } from './learning/linear-model.ts';
export { learnAnew, type Corrected, type Learnt } from './learning/learn-anew.ts';
export { NotALinearModel, readLinear, saveLinear } from './learning/save-linear.ts';
export { scoreOf, type Score } from './learning/score.ts';
export { DEFAULT_LINEAR, trainLinear, type Lessons, type LinearOptions } from './learning/train-linear.ts';
export { trainReader, type ReadingLessons } from './learning/train-reader.ts';
export { normaliseText } from './normalise.ts';
export { compileTaxonomy, keywordsIn, type KeywordHit, type Taxonomy, type Topic } from './reading/taxonomy.ts';
export { TextReader, type Reading, type Severity, type TextModels, type TopicReading } from './reading/text-reader.ts';
export { wordsOf } from './segment.ts';
export { DEFAULT_TOPICS, type DefaultTopic, type TopicGroup } from './topics.ts';
export {
  compileNames,
  entitiesIn,
  spokenNames,
  type Entities,
  type Named,
  type NameDirectory,
  type NamedKind,
} from './entities/entities.ts';
export { likeness, nearCopies, signatureOf } from './trends/near-copies.ts';
export { DEFAULT_SPIKE, spikeOf, type Counts, type Spike, type SpikeRule } from './trends/spike.ts';
