import type { Random } from '#kernel/random';
import type { Sentiment } from '../sentiment.ts';
import type { LabelledText } from './read-corpus.ts';

/** A clause with what it says by itself. */
interface Clause {
  readonly sentiment: Sentiment;
  readonly topic: string | undefined;
  readonly isGrave: boolean;
  readonly words: string;
}

type Piece = 'open' | 'close' | 'closepos' | 'closeneg' | 'but' | 'item';

/** Clauses and pieces from which messages are put together. */
export interface Phrases {
  readonly clauses: readonly Clause[];
  readonly pieces: Readonly<Record<Piece, readonly string[]>>;
}

const FEELINGS: Readonly<Record<string, Sentiment>> = {
  neg: 'negative',
  grave: 'negative',
  neu: 'neutral',
  pos: 'positive',
};
const PIECES: readonly Piece[] = ['open', 'close', 'closepos', 'closeneg', 'but', 'item'];

/** Lines of `kind, topic, words` between tabs. @throws Error naming the line that is none of them. */
export function readPhrases(file: string): Phrases {
  const clauses: Clause[] = [];
  const pieces: Record<Piece, string[]> = { open: [], close: [], closepos: [], closeneg: [], but: [], item: [] };
  for (const [at, line] of file.trimEnd().split('\n').entries()) {
    const [kind = '', topic = '', words = ''] = line.split('\t');
    const piece = PIECES.find((each) => each === kind);
    const sentiment = FEELINGS[kind];
    if (words === '' || (piece === undefined && sentiment === undefined)) throw new Error(`line ${at + 1}: ${line}`);
    if (piece !== undefined) pieces[piece].push(words);
    else
      clauses.push({
        sentiment: sentiment!,
        topic: topic === '-' ? undefined : topic,
        isGrave: kind === 'grave',
        words,
      });
  }
  return { clauses, pieces };
}

/** How messages are built, and how many in a hundred are. */
const SHAPES = [
  ['one', 34],
  ['two', 22],
  ['turned', 16],
  ['graved', 8],
  ['mixed', 12],
  ['chat', 8],
] as const;
type Shape = (typeof SHAPES)[number][0];

const JOINTS = ['，', ',', ' ', '，', '。', '！', '，而且', '，', ''];
const ENDS = ['', '', '。', '！', '~', '...', '！！', ''];

/** Messages put together from phrases, the same for the same random numbers. */
export function* composed(phrases: Phrases, count: number, random: Random): Generator<LabelledText> {
  const composer = new Composer(phrases, random);
  for (let nth = 0; nth < count; nth++) yield composer.next();
}

class Composer {
  readonly #phrases: Phrases;
  readonly #random: Random;
  readonly #by: ReadonlyMap<string, readonly Clause[]>;

  constructor(phrases: Phrases, random: Random) {
    this.#phrases = phrases;
    this.#random = random;
    this.#by = Map.groupBy(phrases.clauses, (each) => (each.isGrave ? 'grave' : each.sentiment));
  }

  next(): LabelledText {
    const shape = this.#shape();
    const clauses = this.#clausesOf(shape);
    const sentiment = clauses.find((each) => each.isGrave)?.sentiment ?? this.#feelingOf(shape, clauses);
    const joint =
      shape === 'turned'
        ? `${this.#pick(['，', ',', ' ', ''])}${this.#pick(this.#phrases.pieces.but)}`
        : this.#pick(JOINTS);
    const words = clauses.map((each) => this.#spoken(each)).join(joint);
    const text = `${this.#opening()}${words}${this.#ending(sentiment)}`;
    const topics = [...new Set(clauses.flatMap((each) => each.topic ?? []))];
    return { text, sentiment, topics, isGrave: clauses.some((each) => each.isGrave) };
  }

  #clausesOf(shape: Shape): Clause[] {
    const feeling = this.#pick<Sentiment>(['negative', 'negative', 'positive', 'positive', 'neutral']);
    switch (shape) {
      case 'one':
        return [this.#clause(feeling)];
      case 'two':
        return [this.#clause(feeling), this.#clause(feeling)];
      case 'turned':
        return this.#random.next() < 0.5
          ? [this.#clause('positive'), this.#clause('negative')]
          : [this.#clause('negative'), this.#clause('positive')];
      case 'graved':
        return this.#random.next() < 0.5 ? [this.#clause('grave')] : [this.#clause('grave'), this.#clause('negative')];
      case 'mixed':
        return [this.#clause('neutral'), this.#clause(this.#pick<Sentiment>(['negative', 'positive']))];
      case 'chat':
        return [this.#clause('neutral'), this.#clause('neutral')];
    }
  }

  /** A turn ends where the sting is; beside a fact, the feeling counts. */
  #feelingOf(shape: Shape, clauses: readonly Clause[]): Sentiment {
    return shape === 'one' || shape === 'chat' ? clauses[0]!.sentiment : clauses.at(-1)!.sentiment;
  }

  #clause(kind: Sentiment | 'grave'): Clause {
    return this.#pick(this.#by.get(kind) ?? this.#phrases.clauses);
  }

  #spoken({ words }: Clause): string {
    return words.replaceAll('{item}', () => this.#pick(this.#phrases.pieces.item));
  }

  #opening(): string {
    return this.#random.next() < 0.3 ? `${this.#pick(this.#phrases.pieces.open)}${this.#pick(['，', ' ', ''])}` : '';
  }

  #ending(sentiment: Sentiment): string {
    const { close, closepos, closeneg } = this.#phrases.pieces;
    const chance = this.#random.next();
    if (chance > 0.4) return this.#pick(ENDS);
    const own = { negative: closeneg, positive: closepos, neutral: close }[sentiment];
    return `${this.#pick(['，', ' ', '！', '。'])}${this.#pick(chance < 0.25 ? own : close)}`;
  }

  #shape(): Shape {
    let left = this.#random.next() * SHAPES.reduce((sum, [, share]) => sum + share, 0);
    return SHAPES.find(([, share]) => (left -= share) < 0)?.[0] ?? 'one';
  }

  #pick<T>(all: readonly T[]): T {
    return all[Math.floor(this.#random.next() * all.length)]!;
  }
}
