import { z } from 'zod';
import { cityId, communityId, customerKey, defineEvent, idOf, personId, storeId } from '#platform/outbox';

const count = z.number().int();
const memberFacts = {
  memberId: idOf<'Member'>(),
  customerKey,
  personId,
  cityId,
  communityId: communityId.nullable(),
  storeId: storeId.nullable(),
};

/** Points of a member moved; `balance` is what they have since. */
export const PointsPosted = defineEvent(
  'PointsPosted',
  1,
  'member',
  z.object({
    ...memberFacts,
    kind: z.enum(['earned', 'reversed', 'redeemed', 'given_back', 'expired', 'adjusted']),
    points: count,
    balance: count,
    orderId: idOf<'Order'>().nullable(),
    voucherId: idOf<'Voucher'>().nullable(),
  }),
);

/** Points run out soon that are not spent. */
export const PointsExpiring = defineEvent(
  'PointsExpiring',
  1,
  'member',
  z.object({ ...memberFacts, points: count, expiresOn: z.iso.date() }),
);

/** A member came to another level; `name` is as it is published. */
export const LevelChanged = defineEvent(
  'LevelChanged',
  1,
  'member',
  z.object({ ...memberFacts, from: count, to: count, name: z.string() }),
);

export const BadgeEarned = defineEvent(
  'BadgeEarned',
  1,
  'member',
  z.object({ ...memberFacts, badge: z.string(), name: z.string(), period: z.string() }),
);

const voucherFacts = {
  ...memberFacts,
  voucherId: idOf<'Voucher'>(),
  rewardId: idOf<'Reward'>(),
  points: count,
};

/** A member got a voucher of a reward for points. */
export const RewardRedeemed = defineEvent(
  'RewardRedeemed',
  1,
  'voucher',
  z.object({ ...voucherFacts, validUntil: z.iso.datetime() }),
);

/** A voucher was handed in, and what it is for handed over. */
export const VoucherUsed = defineEvent('VoucherUsed', 1, 'voucher', z.object(voucherFacts));

/** Its points went back. */
export const VoucherCancelled = defineEvent(
  'VoucherCancelled',
  1,
  'voucher',
  z.object({ ...voucherFacts, by: z.enum(['customer', 'staff']) }),
);
