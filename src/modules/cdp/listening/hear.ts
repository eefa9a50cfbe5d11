import type { PersonId } from '#kernel/ids';
import type { Tx } from '#platform/context';
import { countMentions } from '../communities/count-mentions.ts';
import type { Post } from '../communities/mention.ts';

/** Something said elsewhere than in a group: in a claim, an answer, a review. Its words stay where they were said. */
export interface SaidElsewhere extends Omit<Post, 'eventId' | 'subjectId'> {
  /** What it was said in; the same once more changes nothing. */
  readonly id: string;
  readonly personId: PersonId;
}

/** Part: reads words that were said elsewhere, and counts what they say. They are not kept. */
export async function hear(tx: Tx, { id, personId, ...said }: SaidElsewhere): Promise<void> {
  if (said.text.trim() === '') return;
  await countMentions(tx, [{ ...said, eventId: id, subjectId: personId }], tx.now);
}
