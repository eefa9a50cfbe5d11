import type { Sentiment } from '../sentiment.ts';

/** A message with what it says. */
export interface LabelledText {
  readonly text: string;
  readonly sentiment: Sentiment;
  readonly topics: readonly string[];
  /** Somebody has to act today. */
  readonly isGrave: boolean;
}

const SHORT: Readonly<Record<string, Sentiment>> = { neg: 'negative', neu: 'neutral', pos: 'positive' };

/** Lines of `sentiment, topics, grave, text` between tabs; `-` is none. @throws Error naming the line that is none of them. */
export function readCorpus(file: string, topics: ReadonlySet<string>): LabelledText[] {
  return file
    .trimEnd()
    .split('\n')
    .map((line, at) => {
      const [short = '', named = '', grave, text = '', ...more] = line.split('\t');
      const sentiment = SHORT[short];
      const own = named === '-' ? [] : named.split(',');
      const unknown = own.find((each) => !topics.has(each));
      const isLabelled =
        sentiment !== undefined && (grave === '!' || grave === '-') && text !== '' && more.length === 0;
      if (!isLabelled || unknown !== undefined) throw new Error(`line ${at + 1} is not labelled: ${line}`);
      return { text, sentiment, topics: own, isGrave: grave === '!' };
    });
}
