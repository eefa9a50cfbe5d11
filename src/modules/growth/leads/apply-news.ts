import type { Context, Tx } from '#platform/context';
import { LeadFollowedUp } from '../events.ts';
import { endLead } from './close-lead.ts';
import { CLOSED_STATES, factsOf, type AfterNews } from './lead.ts';
import type { StepReason } from './step-reason.ts';
import { takeStep } from './take-step.ts';

/**
 * Part of the verbs that follow news from other modules, in their transaction: saves what the news made of a lead, with
 * the timeline and the events; nothing where it made nothing of it.
 */
export async function applyNews(
  ctx: Context,
  tx: Tx,
  after: AfterNews,
  reason: StepReason | null = null,
): Promise<void> {
  if (after === undefined) return;
  const { next, reached } = after;
  await tx.announce(reached.map((step) => LeadFollowedUp(next.leadId, { ...factsOf(next), step })));
  if (CLOSED_STATES.includes(next.state)) await endLead(ctx, tx, next, { note: '' });
  else await takeStep(ctx, tx, next, { reason, note: '' });
}
