import { roleName } from '../../parts/role-names.ts';
import { dateTime, relativeTime } from '../../../shared/format.ts';
import type { Play, PlayState } from './play-paths.ts';

/** What the states are called, in the order of the tabs. */
export const STATE_NAMES: Readonly<Record<PlayState, string>> = {
  proposed: '待批',
  approved: '已批',
  rejected: '已驳回',
  withdrawn: '已撤回',
};

export const PLAY_STATES = Object.keys(STATE_NAMES) as readonly PlayState[];

export const isPlayState = (text: string | undefined): text is PlayState => text !== undefined && text in STATE_NAMES;

/** Why people turn a proposal down, most frequent first. */
export const REJECT_REASONS = [
  '这里近期推过',
  '套餐不适合这个小区',
  '优惠力度不够',
  '物业暂时不让推',
  '人手排不开',
  '季节不对',
] as const;

export const WITHDRAW_REASONS = ['批错了', '价格要调整', '物业刚打过招呼', '和别的活动撞了'] as const;

/** The reason of an undo right after approving: nobody is asked for one. */
export const UNDO_REASON = '刚批就撤回';

/** What a part of the score rests on. */
export const PART_NAMES: Readonly<Record<string, string>> = {
  topic: '讨论',
  age: '楼龄',
  family: '家庭',
  anywhere: '通用',
  results: '效果',
  draw: '试探',
  main_push: '主推',
  outcomes: '成交',
  recent: '近期推过',
  rejections: '驳回过',
  cost: '花费',
};

export const FIELD_NAMES: Readonly<Record<string, string>> = {
  package: '套餐',
  packageId: '套餐',
  headline: '标题',
  script: '话术',
  offerText: '优惠',
  roles: '触点',
  dueAt: '截止',
};

const DID = {
  proposed: '提出',
  edited: '修改',
  approved: '批准',
  rejected: '驳回',
  withdrawn: '撤回',
} as const;

type HistoryEntry = Play['history'][number];

/** 「系统提出」, 「你批准」, 「常设授权自动批准」. */
export function whatHappened(entry: HistoryEntry, myUserId: string): string {
  if (entry.madeBy === 'system') return `系统${DID[entry.kind]}`;
  if (entry.madeBy === 'standing_approval') return `按常设授权${DID[entry.kind]}`;
  return `${entry.userId === myUserId ? '你' : '同事'}${DID[entry.kind]}`;
}

/** How a play was decided, for its row; undefined while it waits. */
export function decisionOf(
  play: Pick<Play, 'state' | 'decidedAt' | 'decidedBy' | 'approvedBy' | 'decisionReason'>,
  myUserId: string,
  now: number,
): string | undefined {
  if (play.state === 'proposed' || play.decidedAt === null) return undefined;
  const who = play.approvedBy === 'standing_approval' ? '常设授权' : play.decidedBy === myUserId ? '你' : '同事';
  const why = play.decisionReason === null ? '' : `：${play.decisionReason}`;
  return `${relativeTime(play.decidedAt, now)}${who}${DID[play.state]}${why}`;
}

/** A value of the history's changes as people read it. */
export function fieldText(field: string, value: string): string {
  if (field === 'roles')
    return value
      .split(/[\s,]+/)
      .map(roleName)
      .join('、');
  return field === 'dueAt' ? dateTime(value) : value;
}

/** The reasons of a row that names its audience already: that it belongs to it goes without saying. */
export const reasonsBeside = (reasons: readonly string[], audienceName: string | null): string[] =>
  reasons.filter((reason) => audienceName === null || reason !== `符合人群「${audienceName}」`);

/** 「物业管家、焕新大使等4种」: the ones asked first. */
export function rolesInShort(roles: readonly string[]): string {
  const first = roles.slice(0, 2).map(roleName).join('、');
  return roles.length > 2 ? `${first}等${roles.length}种` : first;
}
