import { NotFound } from '#kernel/errors';
import type { Context } from '#platform/context';
import { changeStock, rewardInScope, updateReward } from './reward-store.ts';
import {
  movedTo,
  RewardChangedMeanwhile,
  StockBelowTaken,
  type RewardId,
  type RewardMove,
  type StockedReward,
} from './reward.ts';

/**
 * Publishes, pauses, resumes or ends a reward of the actor's own area.
 * @throws NotFound, IllegalMove, RewardChangedMeanwhile
 */
export async function moveReward(
  ctx: Context,
  input: { readonly rewardId: RewardId; readonly move: RewardMove },
): Promise<StockedReward> {
  return ctx.transaction(async (tx) => {
    const before = await rewardInScope(tx.db, ctx.scope, input.rewardId);
    if (before === undefined) throw new NotFound('reward');
    const state = movedTo(before.state, input.move);
    const after = { ...before, state, revision: before.revision + 1, updatedAt: tx.now };
    if (!(await updateReward(tx.db, after))) throw new RewardChangedMeanwhile(before.title);
    await tx.audit({
      action: 'move-reward',
      subject: { kind: 'reward', id: before.rewardId },
      details: { from: before.state, to: state },
    });
    return after;
  });
}

/**
 * More of a reward, or fewer: never fewer than are taken.
 * @throws NotFound, StockBelowTaken
 */
export async function changeRewardStock(
  ctx: Context,
  input: { readonly rewardId: RewardId; readonly change: number },
): Promise<StockedReward> {
  return ctx.transaction(async (tx) => {
    const before = await rewardInScope(tx.db, ctx.scope, input.rewardId);
    if (before === undefined) throw new NotFound('reward');
    const left = await changeStock(tx.db, input.rewardId, input.change);
    if (left === undefined) throw new StockBelowTaken(before.taken);
    await tx.audit({
      action: 'change-reward-stock',
      subject: { kind: 'reward', id: input.rewardId },
      details: { change: input.change, ...left },
    });
    return { ...before, ...left };
  });
}
