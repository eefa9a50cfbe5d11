import type { Tx } from '#platform/context';
import { userOf } from '../actor.ts';
import type { DecisionKind, FieldChange, Play } from './play.ts';
import type { PlayDecision } from './play-store.ts';

/** What a person decided about a play, for its history. */
export function decisionBy(
  tx: Tx,
  play: Play,
  kind: Exclude<DecisionKind, 'proposed'>,
  reason: string | null,
  changes: readonly FieldChange[] | null = null,
): PlayDecision {
  return {
    id: tx.newId<'PlayDecision'>(),
    cityId: play.cityId,
    playId: play.id,
    kind,
    madeBy: 'person',
    userId: userOf(tx.actor),
    reason,
    changes,
    record: null,
  };
}
