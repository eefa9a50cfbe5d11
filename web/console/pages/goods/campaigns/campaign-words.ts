import type { CampaignItem, CampaignPreview } from '#modules/commerce/contract';
import { count, date, dateTime } from '../../../../shared/format.ts';
import type { PageAnswer } from '../../../parts/page-frame.tsx';
import type { StateTone } from '../../../parts/state-word.tsx';

export type CampaignState = CampaignItem['state'];
export type CampaignTab = CampaignState | 'all';
export const CAMPAIGN_TABS: readonly CampaignTab[] = ['all', 'launched', 'launching', 'draft', 'cancelled'];
export const TAB_NAMES: Readonly<Record<CampaignTab, string>> = {
  all: '全部',
  launched: '已开团',
  launching: '开团中',
  draft: '草稿',
  cancelled: '已取消',
};
export const CAMPAIGN_TONES: Readonly<Record<CampaignState, StateTone>> = {
  draft: 'neutral',
  launching: 'system',
  launched: 'people',
  cancelled: 'neutral',
};

/** How many run in how many communities, and which of them is the furthest from its target. */
export function answerOf(rows: readonly CampaignItem[], now: number): PageAnswer {
  const running = rows.filter(
    ({ state, cutOffAt, launch }) =>
      state === 'launched' && launch.opened > 0 && (cutOffAt === null || new Date(cutOffAt).getTime() > now),
  );
  const communities = running.reduce((sum, each) => sum + each.launch.opened, 0);
  const behind = running
    .filter((each) => each.percent !== null && each.percent < 100)
    .toSorted((a, b) => (a.percent ?? 0) - (b.percent ?? 0))[0];
  const drafts = rows.filter(({ state }) => state === 'draft').length;
  const parts = [
    communities === 0 ? undefined : `一共开了${count(communities)}个团`,
    behind === undefined ? undefined : `「${behind.title}」完成${behind.percent}%，离目标最远`,
    drafts === 0 ? undefined : `${count(drafts)}个草稿还没开`,
  ].filter((part) => part !== undefined);
  return {
    figure: count(running.length),
    unit: '个联合活动开了团',
    ...(parts.length === 0 ? {} : { why: `${parts.join('，')}。` }),
  };
}

/** `苏州、合肥全城`, `苏州的12个小区`. */
export const reachWords = ({ cityNames, communityIds }: Pick<CampaignItem, 'cityNames' | 'communityIds'>): string =>
  communityIds.length === 0
    ? `${cityNames.join('、')}全城`
    : `${cityNames.join('、')}的${count(communityIds.length)}个小区`;

/** `186个小区里，172个能开；截单11月22日 20:00，11月23日提货`. */
export function previewWords(preview: CampaignPreview, now: number): string {
  const { communities, ready, cutOffAt, pickupOn } = preview;
  const when =
    cutOffAt === null
      ? ''
      : `；最早${dateTime(cutOffAt, now)}截单${pickupOn === null ? '' : `，${date(`${pickupOn}T00:00:00+08:00`, now)}提货`}`;
  return `${count(communities)}个小区里，${count(ready)}个能开${when}`;
}

export const LEFT_OUT: Readonly<Record<CampaignPreview['leftOut'][number]['why'], string>> = {
  no_warehouse: '没有网格仓',
  no_point: '没有自提点',
  not_sold: '这里不卖',
  too_late: '来不及开',
};

/** Communities that cannot take part, by why: most first. */
export function leftOutGroups(
  leftOut: CampaignPreview['leftOut'],
): { readonly why: string; readonly names: readonly string[] }[] {
  return [...Map.groupBy(leftOut, ({ why }) => why)]
    .map(([why, places]) => ({ why: LEFT_OUT[why], names: places.map(({ name }) => name) }))
    .toSorted((a, b) => b.names.length - a.names.length);
}
