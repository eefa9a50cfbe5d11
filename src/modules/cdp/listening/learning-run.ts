import { Refusal } from '#kernel/errors';
import type { Id, UserId } from '#kernel/ids';
import type { Scope } from '#platform/permission';

export type LearningRunId = Id<'LearningRun'>;
export type LearningState = 'asked' | 'running' | 'done' | 'failed';
/** A model was taken into use, none reads better, or too few of the corrections can still be opened. */
export type LearningOutcome = 'taken' | 'no_better' | 'too_few';

export interface LearningRun {
  readonly runId: LearningRunId;
  readonly state: LearningState;
  readonly askedAt: Date;
  /** Null where the night asked. */
  readonly askedBy: UserId | null;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
  readonly attempts: number;
  readonly outcome: LearningOutcome | null;
  /** What stopped it, as a code that has a sentence. */
  readonly error: string | null;
}

/** Fewer corrections teach nothing that could be judged. */
export const LEAST_LABELS = 60;
/** So many new ones are worth a learning. */
export const LEAST_FRESH = 20;
/** Who was silent so long in the middle of a learning has died. */
export const SILENT_MS = 120_000;
/** A learning that died so often is not tried again. */
export const MOST_ATTEMPTS = 3;

/** Messages that people corrected or confirmed, and those since the last learning. */
export interface LabelCounts {
  readonly labels: number;
  readonly fresh: number;
}

export const areEnough = ({ labels, fresh }: LabelCounts): boolean => labels >= LEAST_LABELS && fresh >= LEAST_FRESH;

/** There is too little to learn from, or too little that is new. */
export class TooLittleToLearn extends Refusal {
  constructor({ labels, fresh }: LabelCounts) {
    const [code, have, least] =
      labels < LEAST_LABELS
        ? ['learning-labels-few', labels, LEAST_LABELS]
        : ['learning-fresh-few', fresh, LEAST_FRESH];
    super(String(code), 'conflict', { have, least, missing: Number(least) - Number(have) });
  }
}

export class LearningUnderWay extends Refusal {
  constructor() {
    super('learning-under-way', 'conflict');
  }
}

/** The model that ships is in use already. */
export class ShippedAlready extends Refusal {
  constructor(kind: string) {
    super('text-model-shipped-already', 'conflict', { kind: `text-model-${kind}` });
  }
}

/** Everybody's messages are read with the same models. */
export class ModelsAreHeadquarters extends Refusal {
  constructor() {
    super('text-models-headquarters-only', 'forbidden');
  }
}

/** @throws ModelsAreHeadquarters */
export function demandHeadquarters({ everything }: Scope): void {
  if (!everything) throw new ModelsAreHeadquarters();
}
