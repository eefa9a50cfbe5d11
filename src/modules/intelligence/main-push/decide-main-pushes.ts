import type { Refusal } from '#kernel/errors';
import type { Context, Tx } from '#platform/context';
import { bulkOutcome, type BulkOutcome } from '../bulk.ts';
import { MainPushDecided } from '../events.ts';
import { userOf } from '../actor.ts';
import { MainPushMovedOn, type MainPush } from './main-push.ts';
import {
  acceptProposals,
  dismissProposals,
  holdProposed,
  keepPushDecisions,
  type AskedPush,
} from './main-push-store.ts';
import { resultsOf } from './result-store.ts';

/** Makes proposals the main push of their communities. Refused one by one (`MainPushMovedOn`) where another decided. */
export async function acceptMainPushes(
  ctx: Context,
  input: { readonly items: readonly AskedPush[] },
): Promise<BulkOutcome> {
  return ctx.transaction(async (tx) => {
    const held = await holdProposed(tx.db, ctx.scope, input.items);
    const accepted = held.map((push) => ({ ...decidedOf(push), previousPackageId: push.currentPackageId }));
    await acceptProposals(tx.db, accepted, userOf(tx.actor), tx.now);
    await keep(tx, held, 'accepted', null);
    return outcome(input.items, held);
  });
}

/** Takes proposals away, with a reason; the same package is proposed again only after more results. */
export async function dismissMainPushes(
  ctx: Context,
  input: { readonly items: readonly AskedPush[]; readonly reason: string },
): Promise<BulkOutcome> {
  return ctx.transaction(async (tx) => {
    const held = await holdProposed(tx.db, ctx.scope, input.items);
    const results = await resultsOf(
      tx.db,
      held.map(({ communityId }) => communityId),
    );
    const dismissed = held.map((push) => ({
      ...decidedOf(push),
      trials: results.reduce((sum, each) => sum + (each.communityId === push.communityId ? each.trials : 0), 0),
    }));
    await dismissProposals(tx.db, dismissed);
    await keep(tx, held, 'dismissed', input.reason);
    return outcome(input.items, held);
  });
}

function decidedOf({ cityId, communityId, proposedPackageId }: MainPush) {
  if (proposedPackageId === null) throw new Error(`nothing was proposed for ${communityId}`);
  return { cityId, communityId, packageId: proposedPackageId };
}

async function keep(
  tx: Tx,
  held: readonly MainPush[],
  decision: 'accepted' | 'dismissed',
  reason: string | null,
): Promise<void> {
  const decisions = held.map((push) => ({
    ...decidedOf(push),
    id: tx.newId<'MainPushDecision'>(),
    kind: decision,
    previousPackageId: push.currentPackageId,
    decidedBy: userOf(tx.actor),
    reason,
    reasons: push.reasons,
    record: push.record,
  }));
  await keepPushDecisions(tx.db, decisions, tx.now);
  await tx.announce(decisions.map((each) => MainPushDecided(each.communityId, { ...decidedEvent(each), decision })));
  for (const { communityId, packageId } of decisions) {
    await tx.audit({
      action: decision === 'accepted' ? 'accept-main-push' : 'dismiss-main-push',
      subject: { kind: 'community', id: communityId },
      details: { packageId },
    });
  }
}

const decidedEvent = ({ communityId, cityId, packageId }: ReturnType<typeof decidedOf>) => ({
  communityId,
  cityId,
  packageId,
});

function outcome(asked: readonly AskedPush[], held: readonly MainPush[]): BulkOutcome {
  const decided = new Set<string>(held.map(({ communityId }) => communityId));
  const refusals = asked
    .filter(({ communityId }) => !decided.has(communityId))
    .map(({ communityId }): [string, Refusal] => [communityId, new MainPushMovedOn()]);
  return bulkOutcome(
    asked.map(({ communityId }) => communityId),
    new Map(refusals),
  );
}
