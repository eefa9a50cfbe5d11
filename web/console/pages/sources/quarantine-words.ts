import type { QuarantineSummaryAnswer } from '#modules/cdp/contract';
import { count } from '../../../shared/format.ts';

export const QUARANTINE_KEY = ['quarantine'];
export const QUARANTINE_PATH = '/api/cdp/quarantine';

export type HeldGroup = QuarantineSummaryAnswer['items'][number];

/** Names a group within the address. */
export const groupId = ({ sourceId, reason, detail, eventName }: HeldGroup): string =>
  [sourceId, reason, eventName, detail].join('|');

/** What holds most back, with what mends it. */
export function heldSentence(groups: readonly HeldGroup[]): string {
  const [most] = groups.toSorted((a, b) => b.held - a.held);
  if (most === undefined) return '收到的数据都读得懂。';
  return `最多的是「${most.sourceName}」的 ${most.eventName}：${most.sentence}，${count(most.held)}条。${remedyOf(most.reason)}`;
}

/** What to do before the events are tried again. */
export function remedyOf(reason: string): string {
  switch (reason) {
    case 'plan-violated':
      return '请发送方补上字段，或放宽埋点规范，再重试。';
    case 'community-unknown':
      return '先把小区导进来，或改对编码，再重试。';
    case 'identity-missing':
    case 'identity-blocked':
      return '请发送方带上 userId 或手机号；这些记录没法归到人，可以丢弃。';
    case 'person-erased':
      return '本人要求删除过，不该再收，请丢弃。';
    default:
      return '请发送方按接口规范改，改好前的记录可以丢弃。';
  }
}
