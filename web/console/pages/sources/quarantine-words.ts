import type { QuarantineSummaryAnswer } from '#modules/cdp/contract';
import { count } from '../../../shared/format.ts';

export const QUARANTINE_KEY = ['quarantine'];
export const QUARANTINE_PATH = '/api/cdp/quarantine';

type Summed = QuarantineSummaryAnswer['items'][number];

/** What is retried or given up together: the events of one name that one source sent with one fault. */
export interface HeldGroup extends Omit<Summed, 'detail'> {
  /** What exactly was wrong, the most frequent first. */
  readonly details: readonly string[];
}

/** Names a group within the address. */
export const groupId = ({
  sourceId,
  reason,
  eventName,
}: Pick<HeldGroup, 'sourceId' | 'reason' | 'eventName'>): string => [sourceId, reason, eventName].join('|');

/** The server sums by what exactly was wrong; people act on source, reason and event. The largest group first. */
export function groupsOf(items: readonly Summed[]): HeldGroup[] {
  const groups = new Map<string, HeldGroup>();
  for (const { detail, ...item } of items.toSorted((a, b) => b.held - a.held)) {
    const before = groups.get(groupId(item));
    const details = [...(before?.details ?? []), ...(detail === '' ? [] : [detail])];
    const lastAt = before !== undefined && before.lastAt > item.lastAt ? before.lastAt : item.lastAt;
    groups.set(groupId(item), { ...item, details, lastAt, held: (before?.held ?? 0) + item.held });
  }
  return [...groups.values()].toSorted((a, b) => b.held - a.held);
}

/** What holds most back, with what mends it. */
export function heldSentence(groups: readonly HeldGroup[]): string {
  const [most] = groups.toSorted((a, b) => b.held - a.held);
  if (most === undefined) return '收到的数据都读得懂。';
  return `最多的是「${most.sourceName}」的 ${most.eventName}：${most.sentence}，${count(most.held)}条。${remedyOf(most.reason)}`;
}

const TYPES: Readonly<Record<string, string>> = {
  string: '文字',
  number: '数字',
  integer: '整数',
  boolean: '是或否',
  object: '对象',
  array: '列表',
};

/** What exactly was wrong, as people say it: `missing area` is 缺少 area. */
export function detailWords(detail: string): string {
  const missing = /^missing (.+)$/.exec(detail);
  if (missing !== null) return `缺少 ${missing[1]}`;
  const wrong = /^(.+) is no (\w+)$/.exec(detail);
  return wrong === null ? detail : `${wrong[1]} 不是${TYPES[wrong[2] ?? ''] ?? wrong[2]}`;
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
