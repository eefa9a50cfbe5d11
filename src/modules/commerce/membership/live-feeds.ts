import { liveFeed, type LiveFeed } from '#platform/http';
import { BadgeEarned, LevelChanged, PointsPosted, RewardRedeemed, VoucherCancelled, VoucherUsed } from '../events.ts';

const ofMembers = [PointsPosted, LevelChanged, BadgeEarned, RewardRedeemed, VoucherUsed, VoucherCancelled] as const;

export const membershipFeeds: readonly LiveFeed[] = [
  // Only the member whose points and vouchers they are.
  liveFeed('own-membership', 'own.read', ofMembers, ({ payload }) => ({ customerKey: payload.customerKey })),
  liveFeed('voucher', 'member.read', [RewardRedeemed, VoucherUsed, VoucherCancelled], ({ payload }) => ({
    cityId: payload.cityId,
    communityId: payload.communityId ?? undefined,
    storeId: payload.storeId ?? undefined,
  })),
];
