import type { CommunityId, CustomerKey } from '#kernel/ids';
import type { Context } from '#platform/context';
import { businessDay } from '#kernel/time';
import { placeOfCommunity } from '../catalogue/read-shop.ts';
import { areaIdOf } from '../prices/signing-area.ts';
import { handInPlaces } from './hand-in-places.ts';
import { levelOf, type LevelRules } from './level.ts';
import type { MallReward, MallRewardDetail, RewardItem, ShopReward } from './member-contract.ts';
import type { Member } from './member.ts';
import { memberOf } from './member-store.ts';
import { lastDay } from './point-terms.ts';
import { openRewards, rewardAt } from './reward-store.ts';
import {
  isOpen,
  movesOf,
  openUntil,
  REWARD_KINDS,
  REWARD_STATES,
  rewardInWords,
  type RewardId,
  type RewardKind,
  type StockedReward,
} from './reward.ts';
import { membershipRules } from './rules-store.ts';
import { vouchersHeld } from './voucher-store.ts';

const minLevelName = (rules: LevelRules, { minLevel }: Pick<StockedReward, 'minLevel'>): string | null =>
  minLevel === 0 ? null : levelOf(rules, minLevel).name;

/** Rewards as staff see them. */
export async function describeRewards(ctx: Context, rewards: readonly StockedReward[]): Promise<RewardItem[]> {
  const { levels } = await membershipRules(ctx.db);
  const now = ctx.clock.now();
  return rewards.map((reward) => {
    const { area, validFrom, validUntil, takesPlaceAt, createdAt, updatedAt: _updated, ...facts } = reward;
    return {
      ...facts,
      areaKind: area.kind,
      areaId: areaIdOf(area),
      from: businessDay(validFrom),
      to: lastDay(validUntil),
      takesPlaceAt: takesPlaceAt?.toISOString() ?? null,
      stateName: REWARD_STATES[reward.state],
      kindName: REWARD_KINDS[reward.kind],
      published: rewardInWords(reward, minLevelName(levels.rules, reward), now),
      moves: movesOf(reward.state),
      createdAt: createdAt.toISOString(),
    };
  });
}

export async function describeReward(ctx: Context, reward: StockedReward): Promise<RewardItem> {
  const [item] = await describeRewards(ctx, [reward]);
  if (item === undefined) throw new Error('a reward that is described is there');
  return item;
}

function shopJson(reward: StockedReward, rules: LevelRules, now: Date): ShopReward {
  const { rewardId, title, words, kind, imageId, points, stock, taken, takesPlaceAt } = reward;
  return {
    rewardId,
    title,
    words,
    kind,
    kindName: REWARD_KINDS[kind],
    imageId,
    points,
    published: rewardInWords(reward, minLevelName(rules, reward), now),
    left: stock - taken,
    until: lastDay(openUntil(reward)),
    takesPlaceAt: takesPlaceAt?.toISOString() ?? null,
  };
}

interface RewardsAsked {
  readonly communityId: CommunityId;
  readonly kind?: RewardKind | undefined;
}

/** What can be redeemed in a community, as everybody may see it. */
export async function shopRewards(ctx: Context, { communityId, kind }: RewardsAsked): Promise<ShopReward[]> {
  const now = ctx.clock.now();
  const found = await openRewards(ctx.db, await placeOfCommunity(ctx.db, communityId), now, kind);
  const { levels } = await membershipRules(ctx.db);
  return found.map((reward) => shopJson(reward, levels.rules, now));
}

/** The same for a customer, with whether they may, and why not. */
export async function mallRewards(
  ctx: Context,
  customerKey: CustomerKey,
  { communityId, kind }: RewardsAsked,
): Promise<{ balance: number; items: MallReward[] }> {
  const place = await placeOfCommunity(ctx.db, communityId);
  const found = await openRewards(ctx.db, place, ctx.clock.now(), kind);
  const member = await memberOf(ctx.db, customerKey);
  return { balance: member?.balance ?? 0, items: await forMember(ctx, customerKey, member, found) };
}

async function forMember(
  ctx: Context,
  customerKey: CustomerKey,
  member: Member | undefined,
  rewards: readonly StockedReward[],
): Promise<MallReward[]> {
  const { levels } = await membershipRules(ctx.db);
  const ids = rewards.map((reward) => reward.rewardId);
  const held = await vouchersHeld(ctx.db, customerKey, ids);
  const now = ctx.clock.now();
  return rewards.map((reward) => {
    const mine = held.get(reward.rewardId) ?? 0;
    const why = whyNot(reward, { member, mine, rules: levels.rules, now }) ?? null;
    return { ...shopJson(reward, levels.rules, now), mine, mayRedeem: why === null, why };
  });
}

interface Asking {
  readonly member: Member | undefined;
  readonly mine: number;
  readonly rules: LevelRules;
  readonly now: Date;
}

function whyNot(reward: StockedReward, { member, mine, rules, now }: Asking): string | undefined {
  if (!isOpen(reward, now)) return '现在不能兑换';
  if (reward.taken >= reward.stock) return '兑完了';
  if ((member?.level ?? 0) < reward.minLevel) return `${levelOf(rules, reward.minLevel).name}及以上可兑`;
  if (reward.perPersonLimit !== null && mine >= reward.perPersonLimit) return `每人限${reward.perPersonLimit}份`;
  const missing = reward.points - (member?.balance ?? 0);
  return missing > 0 ? `还差${missing}分` : undefined;
}

/** One reward for a customer, with where its voucher is handed in; undefined where it does not hold. */
export async function mallReward(
  ctx: Context,
  customerKey: CustomerKey,
  { rewardId, communityId }: { readonly rewardId: RewardId; readonly communityId: CommunityId },
): Promise<MallRewardDetail | undefined> {
  const place = await placeOfCommunity(ctx.db, communityId);
  const reward = await rewardAt(ctx.db, rewardId, place, ctx.clock.now());
  if (reward === undefined || reward.state === 'draft') return undefined;
  const member = await memberOf(ctx.db, customerKey);
  const [item] = await forMember(ctx, customerKey, member, [reward]);
  return item && { ...item, balance: member?.balance ?? 0, places: await handInPlaces(ctx.db, reward, place) };
}
