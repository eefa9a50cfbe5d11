import type { Everybody, Exposure, Reach } from './exposures.ts';
import type { Kind } from './kind.ts';
import type { Area } from './sibling-world.ts';

type Fill = (name: string, ids: (area: Area) => readonly string[], more?: Partial<Exposure>) => Exposure;

const mall = 'what points are redeemed for is published for every community, and everybody may buy in any';
const reason = () => ({ reason: '试一试能不能' });
const reward = (area: Area) => ({
  title: '试一试',
  words: '',
  kind: 'service',
  skuId: null,
  imageId: null,
  points: 1,
  handedInAt: 'store',
  areaKind: 'store',
  areaId: area.storeId,
  from: '2099-01-01',
  to: '2099-01-02',
  takesPlaceAt: null,
  voucherDays: 7,
  cancelHours: 0,
  perPersonLimit: null,
  minLevel: 0,
});

/** Members, what they redeem points for, and their vouchers. */
export function memberExposures({
  staff,
  front,
  of,
}: {
  readonly staff: Fill;
  readonly front: Fill;
  readonly of: (kind: Kind) => (area: Area) => readonly string[];
}): Readonly<Record<string, Exposure | Everybody>> {
  const member = (more?: Partial<Exposure>): Exposure => staff('memberId', of('member'), more);
  const one = (more?: Partial<Exposure>): Exposure => staff('rewardId', of('reward'), more);
  const voucher = (more?: Partial<Exposure>): Exposure => staff('voucherId', of('voucher'), more);
  const mine = (more?: Partial<Exposure>): Exposure => front('voucherId', of('voucher'), more);
  return {
    'GET /api/commerce/members/:memberId': member(),
    'GET /api/commerce/members/:memberId/points': member(),
    'POST /api/commerce/members/:memberId/points': member({ body: () => ({ points: 1, reason: '试一试能不能' }) }),
    'GET /api/commerce/rewards/:rewardId': one(),
    'PUT /api/commerce/rewards/:rewardId': one({ body: reward, headers: { 'if-match': '"1"' } }),
    'POST /api/commerce/rewards/:rewardId/move': one({ body: () => ({ move: 'end' }) }),
    'POST /api/commerce/rewards/:rewardId/stock': one({ body: () => ({ change: 1 }) }),
    'POST /api/commerce/vouchers/:voucherId/undo': voucher(),
    'POST /api/commerce/vouchers/:voucherId/cancel': voucher({ body: reason }),
    'POST /api/commerce/my/vouchers/:voucherId/undo': mine(),
    // The steward is the member of their area.
    'GET /api/commerce/own/vouchers/:voucherId': mine(),
    'POST /api/commerce/own/vouchers/:voucherId/cancel': mine(),
    'GET /api/commerce/own/rewards/:rewardId': { everybody: mall },
    'POST /api/commerce/own/rewards/:rewardId/redeem': { everybody: mall },
  };
}

const code = (area: Area) => ({ code: area.ids.voucherCode[0] });

export const memberReaches: Readonly<Record<string, Reach>> = {
  'POST /api/commerce/rewards': { as: 'staff', body: (area) => ({ ...reward(area), stock: 1 }) },
  'POST /api/commerce/vouchers/look-up': { as: 'staff', body: code },
  'POST /api/commerce/vouchers/take': { as: 'staff', body: code },
  'POST /api/commerce/my/vouchers/look-up': { as: 'touchpoint', body: code },
  'POST /api/commerce/my/vouchers/take': { as: 'touchpoint', body: code },
};
