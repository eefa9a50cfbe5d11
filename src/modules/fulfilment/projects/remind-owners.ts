import type { Context } from '#platform/context';
import { MilestoneUnanswered } from '../events.ts';
import { milestoneFacts } from './announce.ts';
import { milestoneAtHand } from './milestone-at-hand.ts';
import { saveMilestone, unanswered } from './milestone-store.ts';
import { OWNER_HAS_MS } from './project.ts';

const BATCH = 200;

/** Reminds owners of what has waited for them for 72 hours, once a round; nobody answers for them. Answers how many. */
export async function remindOwners(ctx: Context): Promise<number> {
  const before = new Date(ctx.clock.now().getTime() - OWNER_HAS_MS);
  const waiting = await unanswered(ctx.db, before, BATCH);
  let reminded = 0;
  for (const each of waiting) {
    const done = await ctx.transaction(async (tx) => {
      const { project, milestone } = await milestoneAtHand(ctx, tx, 'staff', each);
      // The owner may have answered since it was listed.
      const waits = project.state === 'active' && milestone.state === 'submitted' && milestone.remindedAt === null;
      if (!waits || !(await saveMilestone(tx.db, milestone, { ...milestone, remindedAt: tx.now }))) return false;
      const facts = milestoneFacts(project, milestone);
      await tx.announce([MilestoneUnanswered(project.projectId, { ...facts, round: milestone.round })]);
      return true;
    });
    if (done) reminded += 1;
  }
  return reminded;
}
