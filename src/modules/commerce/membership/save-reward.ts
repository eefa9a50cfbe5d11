import { refuseBannedWords } from '#engines/text';
import { NotFound } from '#kernel/errors';
import type { Context, DatabaseTransaction, Tx } from '#platform/context';
import { areKnownPictures } from '../catalogue/picture-store.ts';
import { skusByIds } from '../catalogue/spu-store.ts';
import { signingArea, type AreaAsked, type NamedArea } from '../prices/signing-area.ts';
import { insertReward, rewardInScope, updateReward } from './reward-store.ts';
import {
  checkPublishedEdit,
  checkReward,
  RewardChangedMeanwhile,
  RewardRevisionRequired,
  RewardUnfit,
  type RewardFacts,
  type RewardId,
  type StockedReward,
} from './reward.ts';

export interface SaveRewardInput {
  /** Absent for a new one, which is a draft. */
  readonly rewardId?: RewardId;
  /** The revision that an edit is based on. */
  readonly expectedRevision?: number | undefined;
  readonly facts: RewardFacts;
  readonly area: AreaAsked;
  /** Of a new one; later it is changed by `changeRewardStock`. */
  readonly stock?: number;
}

/**
 * Adds a reward for an area of the actor's own, as a draft, or edits one; once published to the better only.
 * @throws NotFound, PriceAreaUnknown, RewardUnfit, RewardTermsFixed, RewardChangedMeanwhile, RewardRevisionRequired,
 * BannedWords
 */
export async function saveReward(ctx: Context, input: SaveRewardInput): Promise<StockedReward> {
  const { facts } = input;
  refuseBannedWords({ title: facts.title, words: facts.words });
  checkReward(facts);
  return ctx.transaction(async (tx) => {
    // What is not the actor's is not found, whatever is said of it.
    const before = input.rewardId === undefined ? undefined : await ownReward(ctx, tx, input.rewardId);
    await checkKnown(tx.db, facts);
    const named = await signingArea(ctx, tx.db, input.area);
    const saved = before === undefined ? await add(tx, input, named) : await edit(tx, before, input, named);
    const { rewardId, revision, state, points, stock } = saved;
    await tx.audit({
      action: 'save-reward',
      subject: { kind: 'reward', id: rewardId },
      details: { revision, state, points, stock, area: saved.area },
    });
    return saved;
  });
}

async function checkKnown(db: DatabaseTransaction, { skuId, imageId }: RewardFacts): Promise<void> {
  if (skuId !== null && !(await skusByIds(db, [skuId])).has(skuId)) throw new RewardUnfit('sku');
  if (imageId !== null && !(await areKnownPictures(db, [imageId]))) throw new RewardUnfit('picture');
}

async function add(tx: Tx, { facts, stock = 0 }: SaveRewardInput, named: NamedArea): Promise<StockedReward> {
  const reward: StockedReward = {
    ...facts,
    ...named,
    rewardId: tx.newId<'Reward'>(),
    state: 'draft',
    revision: 1,
    createdAt: tx.now,
    updatedAt: tx.now,
    stock,
    taken: 0,
  };
  await insertReward(tx.db, reward);
  return reward;
}

async function ownReward(ctx: Context, tx: Tx, rewardId: RewardId): Promise<StockedReward> {
  const found = await rewardInScope(tx.db, ctx.scope, rewardId);
  if (found === undefined) throw new NotFound('reward');
  return found;
}

async function edit(
  tx: Tx,
  before: StockedReward,
  { expectedRevision, facts }: SaveRewardInput,
  named: NamedArea,
): Promise<StockedReward> {
  if (expectedRevision === undefined) throw new RewardRevisionRequired();
  const after = { ...before, ...facts, ...named, revision: expectedRevision + 1, updatedAt: tx.now };
  if (before.state !== 'draft') checkPublishedEdit(before, after);
  if (!(await updateReward(tx.db, after))) throw new RewardChangedMeanwhile(before.title);
  return after;
}
