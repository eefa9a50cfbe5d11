import type { CodeItem, CodesAnswer } from '#modules/growth/contract';
import { count, percent } from '../../../shared/format.ts';
import type { PageAnswer } from '../../parts/page-frame.tsx';
import type { StateTone } from '../../parts/state-word.tsx';

export const CODES_PATH = '/api/growth/codes';
export const CODES_KEY = ['codes'];
/** A booking brings a lead; a scan alone is told to nobody. */
export const CODE_TOPICS = ['lead'];

export type CodeCounts = CodesAnswer['counts'];
export type CodeTab = CodeItem['state'] | 'all';

export const CODE_STATES: Readonly<Record<CodeItem['state'], string>> = { live: '使用中', revoked: '已停用' };
export const CODE_TONES: Readonly<Record<CodeItem['state'], StateTone>> = { live: 'good', revoked: 'neutral' };
export const TAB_NAMES: Readonly<Record<CodeTab, string>> = { ...CODE_STATES, all: '全部' };
export const CODE_TABS = Object.keys(TAB_NAMES) as CodeTab[];

export const countOfTab = (tab: CodeTab, counts: CodeCounts): number =>
  tab === 'all' ? counts.live + counts.revoked : counts[tab];

/** How many booked, out of how many scans of how many codes. */
export function answerOf(counts: CodeCounts): PageAnswer {
  const { scans, bookings, live } = counts;
  const share = scans === 0 ? '' : `，每100次扫码约成${percent(bookings / scans, 0).replace('%', '')}个`;
  return {
    figure: count(bookings),
    unit: '个预约从码上来',
    why: live === 0 ? '现在没有在用的码。' : `${count(live)}个码在用，一共扫了${count(scans)}次${share}。`,
  };
}

/** Whose a code is: of a place, of a person, or of a person in a place. */
export function whoseOf(code: Pick<CodeItem, 'communityName' | 'touchpointName' | 'roleName'>): string {
  const person = code.touchpointName === null ? undefined : `${code.touchpointName}（${code.roleName ?? ''}）`;
  return [code.communityName ?? undefined, person].filter((part) => part !== undefined).join(' · ');
}

/** What brings the leads of a code to whom, in a sentence. */
export function meaningOf(code: Pick<CodeItem, 'communityId' | 'touchpointId' | 'packageName'>): string {
  const who = code.touchpointId === null ? '谁上门算谁的' : '都算这位触点的';
  const where = code.communityId === null ? '他服务的小区都能约' : '只能约这个小区';
  const what = code.packageName === null ? '套餐由住户选' : `只约「${code.packageName}」`;
  return `${where}，${what}，带来的线索${who}。`;
}

export interface CodeDraft {
  readonly label: string;
  readonly community: { readonly id: string; readonly name: string } | undefined;
  readonly touchpointId: string | undefined;
  readonly packageId: string | undefined;
}

export const EMPTY_CODE: CodeDraft = {
  label: '',
  community: undefined,
  touchpointId: undefined,
  packageId: undefined,
};

/** What is missing, in words; undefined when it can be sent. */
export function codeFault(draft: CodeDraft): string | undefined {
  if (draft.community === undefined && draft.touchpointId === undefined) return '选一个小区或一位触点';
  return draft.label.trim() === '' ? '写明贴在哪里' : undefined;
}

export const codeBodyOf = (draft: CodeDraft): object => ({
  label: draft.label.trim(),
  communityId: draft.community?.id,
  touchpointId: draft.touchpointId,
  packageId: draft.packageId,
});
