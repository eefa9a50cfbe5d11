import { pick } from '#kernel/random';
import type { LeaderChoice, MyClaim, MyGroupBuys, MyPickUpAnswer } from '#modules/commerce/contract';
import { happens } from '../world/index.ts';
import type { AtPhone } from './frontline.ts';
import type { Stage } from './stage.ts';

type Attempt = (name: string, work: () => Promise<boolean>) => Promise<boolean>;

const KEEPERS = ['group_leader', 'property_steward', 'guide'];
const ITEMS = 20;
/** Of the leaders who look, who opens a list of their own where they have none. */
const OPENS = 0.5;
const TITLES = ['今晚餐桌', '我家也在吃', '新鲜到店', '周边好物接龙', '邻居都说好'];

/**
 * Those who keep a point: they confirm what came, and say what they saw of what is claimed. Leaders open lists of their
 * own. Answers whether anything is left.
 */
export async function keepPoint(stage: Stage, phone: AtPhone, attempt: Attempt): Promise<boolean> {
  if (!KEEPERS.includes(phone.plan.role)) return false;
  const { points } = await phone.ask<MyPickUpAnswer>('GET', '/api/commerce/my/pick-up');
  for (const { pickupPointId, days } of points) {
    for (const { pickupOn, onTheWay } of days) {
      if (onTheWay > 0) await attempt('arrival', () => confirm(stage, phone, { pickupPointId, pickupOn }));
    }
  }
  const { items } = await phone.ask<{ items: MyClaim[] }>('GET', `/api/commerce/my/claims?limit=${ITEMS}`);
  for (const claim of items) if (claim.canConfirm) await attempt('seen', () => see(stage, phone, claim));
  if (phone.plan.role === 'group_leader') await attempt('open-list', () => openList(stage, phone));
  return false;
}

async function confirm(
  stage: Stage,
  { ask }: AtPhone,
  of: { readonly pickupPointId: string; readonly pickupOn: string | null },
): Promise<boolean> {
  await ask('POST', '/api/commerce/my/pick-up/arrivals', { ...of, exceptions: [] });
  stage.tally.count('arrival');
  return false;
}

async function see(stage: Stage, { ask }: AtPhone, { claimId }: MyClaim): Promise<boolean> {
  const seen = pick(stage.streams(`seen/${claimId}`), ['as_said', 'as_said', 'not_seen'] as const);
  await ask('POST', `/api/commerce/my/claims/${claimId}/confirm`, { seen });
  return false;
}

/** A short list of what headquarters offers, where nothing of theirs runs. */
async function openList(stage: Stage, { ask, touchpointId }: AtPhone): Promise<boolean> {
  const { items: running } = await ask<MyGroupBuys>('GET', `/api/commerce/my/group-buys?view=running&limit=${ITEMS}`);
  if (running.some(({ openedBy }) => openedBy === 'leader')) return false;
  const random = stage.streams(`list/${touchpointId}/${stage.time.now.toISOString()}`);
  const communityId = running[0]?.communityId;
  if (communityId === undefined || !happens(random, OPENS)) return false;
  const choice = await ask<LeaderChoice>('GET', `/api/commerce/my/group-buy-items?communityId=${communityId}`);
  const offered = choice.items.filter(({ kind }) => kind === 'open_list');
  if (choice.whyNot !== null || offered.length === 0) return false;
  const from = Math.floor(random.next() * Math.max(1, offered.length - 4));
  const skuIds = offered.slice(from, from + 4).map(({ skuId }) => skuId);
  await ask('POST', '/api/commerce/my/group-buys', { communityId, title: pick(random, TITLES), words: '', skuIds });
  stage.tally.count('list-opened');
  return false;
}
