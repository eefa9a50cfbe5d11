import { businessDay } from '#kernel/time';
import type { Tx } from '#platform/context';
import type { CommunityKey } from '../communities/community-store.ts';
import { CommunityEnteredAudience, CommunityLeftAudience } from '../events.ts';
import { transitionsBetween, type Audience, type Cause, type Member } from './audience.ts';
import { evaluateRules } from './evaluation-store.ts';
import { matchedFacts } from './facts.ts';
import { addMembers, keepTransitions, membersAmong, removeMembers, restateMembers } from './member-store.ts';

/** Rules decided by one statement. */
const RULES_AT_ONCE = 50;

/**
 * Part: decides audiences for communities, moves their members and announces each move once. The caller holds the
 * communities (`holdForEvaluation`) and read the audiences after that.
 */
export async function evaluate(
  tx: Tx,
  audiences: readonly Audience[],
  communities: readonly CommunityKey[],
  cause: Cause,
): Promise<void> {
  if (audiences.length === 0 || communities.length === 0) return;
  const inside = await membersNow(tx, audiences, communities);
  const before = await membersAmong(
    tx.db,
    audiences.map((each) => each.id),
    communities,
  );
  const { entering, leaving, restated } = transitionsBetween(before, inside);
  await restateMembers(tx.db, restated);
  const entered = await addMembers(tx.db, entering, tx.now);
  const left = await removeMembers(tx.db, leaving);
  await recordMoves(tx, entered, left, cause);
}

async function membersNow(
  tx: Tx,
  audiences: readonly Audience[],
  communities: readonly CommunityKey[],
): Promise<Member[]> {
  const today = businessDay(tx.now);
  const year = Number(today.slice(0, 4));
  const among = {
    cityIds: [...new Set(communities.map((each) => each.cityId))],
    communityIds: communities.map((each) => each.communityId),
  };
  const members: Member[] = [];
  for (let at = 0; at < audiences.length; at += RULES_AT_ONCE) {
    const some = audiences.slice(at, at + RULES_AT_ONCE);
    for (const found of await evaluateRules(
      tx.db,
      some.map((each) => each.rule),
      today,
      among,
    )) {
      for (const [index, audience] of some.entries()) {
        if (found.inside[index] !== true) continue;
        const facts = matchedFacts(audience.rule, found, year);
        members.push({ audienceId: audience.id, communityId: found.communityId, cityId: found.cityId, facts });
      }
    }
  }
  return members;
}

/** Part: keeps who came and went, and announces it. */
export async function recordMoves(
  tx: Tx,
  entered: readonly Member[],
  left: readonly Member[],
  cause: Cause,
): Promise<void> {
  if (entered.length + left.length === 0) return;
  const transitions = [
    ...left.map((member) => ({ ...member, id: tx.newId<'Transition'>(), kind: 'left' as const })),
    ...entered.map((member) => ({ ...member, id: tx.newId<'Transition'>(), kind: 'entered' as const })),
  ];
  await keepTransitions(tx.db, transitions, cause, tx.now);
  await tx.announce(
    transitions.map(({ kind, audienceId, communityId, cityId }) => {
      const announced = kind === 'entered' ? CommunityEnteredAudience : CommunityLeftAudience;
      return announced(communityId, { audienceId, communityId, cityId });
    }),
  );
}
