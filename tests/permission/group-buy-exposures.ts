import type { Everybody, Exposure, Reach } from './exposures.ts';
import type { Kind } from './kind.ts';
import type { Area, SiblingWorld } from './sibling-world.ts';

type Fill = (name: string, ids: (area: Area) => readonly string[], more?: Partial<Exposure>) => Exposure;

const everybody = 'a group buy is passed around in chats: everybody may see it, with masked names';
const version = { 'if-match': '"1"' };
const reason = () => ({ reason: 'other' });
const later = () => ({ cutOffAt: '2099-01-01T00:00:00Z' });

const terms = { kind: 'open_list', teamSize: null, teamHours: null, tierBy: null };
const leaderItem = (area: Area, world: SiblingWorld) => ({
  ...terms,
  cityId: area.cityId,
  skuId: world.product.skuId,
  priceFen: 700,
  from: '2099-01-01',
  to: null,
});
const cutOffRule = (area: Area) => ({
  areaKind: 'city',
  areaId: area.cityId,
  categoryId: null,
  minute: 600,
  pickupDays: 1,
});

const campaignPlan: NonNullable<Reach['body']> = (area, world) => ({
  ...terms,
  title: '试一试',
  cityIds: [area.cityId],
  communityIds: area.communityIds,
  items: [{ skuId: world.product.skuId, priceFen: 700 }],
  opensAt: '2099-01-01T00:00:00Z',
  cutOffAt: null,
  target: null,
});

/** Group buys, the campaigns they come from, and the frame in which leaders open theirs. */
export function groupBuyExposures({
  staff,
  front,
  of,
}: {
  readonly staff: Fill;
  readonly front: Fill;
  readonly of: (kind: Kind) => (area: Area) => readonly string[];
}): Readonly<Record<string, Exposure | Everybody>> {
  const one = (more?: Partial<Exposure>): Exposure => staff('groupBuyId', of('groupBuy'), more);
  const mine = (more?: Partial<Exposure>): Exposure => front('groupBuyId', of('groupBuy'), more);
  const campaign = (more?: Partial<Exposure>): Exposure => staff('campaignId', of('campaign'), more);
  return {
    'GET /api/commerce/shop/group-buys/:key': { everybody },
    'GET /api/commerce/shop/teams/:teamId': { everybody },
    'GET /api/commerce/group-buys/:groupBuyId': one(),
    'GET /api/commerce/group-buys/:groupBuyId/participants': one(),
    'POST /api/commerce/group-buys/:groupBuyId/extend': one({ body: later }),
    'POST /api/commerce/group-buys/:groupBuyId/close': one(),
    'POST /api/commerce/group-buys/:groupBuyId/cancel': one({ body: reason }),
    'GET /api/commerce/my/group-buys/:groupBuyId': mine(),
    'GET /api/commerce/my/group-buys/:groupBuyId/participants': mine(),
    'GET /api/commerce/my/group-buys/:groupBuyId/chat-list': mine(),
    'GET /api/commerce/my/group-buys/:groupBuyId/export': mine(),
    'GET /api/commerce/my/group-buys/:groupBuyId/poster.png': mine(),
    'POST /api/commerce/my/group-buys/:groupBuyId/publish': mine(),
    'POST /api/commerce/my/group-buys/:groupBuyId/extend': mine({ body: later }),
    'POST /api/commerce/my/group-buys/:groupBuyId/close': mine(),
    'POST /api/commerce/my/group-buys/:groupBuyId/cancel': mine({ body: reason }),
    'GET /api/commerce/campaigns/:campaignId': campaign(),
    'PUT /api/commerce/campaigns/:campaignId': campaign({ body: campaignPlan, headers: version }),
    'GET /api/commerce/campaigns/:campaignId/preview': campaign(),
    'POST /api/commerce/campaigns/:campaignId/launch': campaign(),
    'POST /api/commerce/campaigns/:campaignId/cancel': campaign({ body: reason }),
    'PUT /api/commerce/leader-items/:leaderItemId': staff('leaderItemId', of('leaderItem'), {
      body: leaderItem,
      headers: version,
    }),
    'DELETE /api/commerce/leader-items/:leaderItemId': staff('leaderItemId', of('leaderItem')),
    'PUT /api/commerce/cut-off-rules/:cutOffRuleId': staff('cutOffRuleId', of('cutOffRule'), {
      body: cutOffRule,
      headers: version,
    }),
    'DELETE /api/commerce/cut-off-rules/:cutOffRuleId': staff('cutOffRuleId', of('cutOffRule')),
  };
}

export const groupBuyReaches: Readonly<Record<string, Reach>> = {
  'POST /api/commerce/campaigns': {
    as: 'staff',
    body: campaignPlan,
  },
  'POST /api/commerce/leader-items': { as: 'staff', body: leaderItem },
  'POST /api/commerce/cut-off-rules': { as: 'staff', body: cutOffRule },
  'POST /api/commerce/my/group-buys': {
    as: 'touchpoint',
    body: (area, world) => ({ communityId: area.communityIds[0], title: '试一试', skuIds: [world.product.skuId] }),
  },
  'POST /api/commerce/my/group-buys/copy': {
    as: 'touchpoint',
    body: (area) => ({ communityId: area.communityIds[0] }),
  },
};
