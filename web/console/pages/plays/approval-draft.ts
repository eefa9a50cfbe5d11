import type { ApprovalAnswer, ApprovalBody } from '#modules/intelligence/contract';
import { DAY } from '#kernel/time';
import { shanghaiDate } from './play-draft.ts';

/** The terms of a standing approval as the form holds them. */
export interface ApprovalDraft {
  readonly name: string;
  readonly audienceIds: readonly string[];
  readonly packageIds: readonly string[];
  readonly cityIds: readonly string[];
  readonly communities: readonly { readonly id: string; readonly name: string }[];
  readonly budgetYuan: number | null;
  readonly maxPlaysADay: number | null;
  /** `2026-12-31`, in Shanghai; it holds to the end of that day. */
  readonly until: string;
}

const USUAL_DAYS = 30;
const USUAL_PLAYS_A_DAY = 20;

export function newApproval(now: number): ApprovalDraft {
  return {
    name: '',
    audienceIds: [],
    packageIds: [],
    cityIds: [],
    communities: [],
    budgetYuan: null,
    maxPlaysADay: USUAL_PLAYS_A_DAY,
    until: shanghaiDate(now + USUAL_DAYS * DAY),
  };
}

/** What is still missing before it can be read and signed, in the order of the form. */
export function missingIn(draft: ApprovalDraft): string[] {
  return [
    ...(draft.audienceIds.length === 0 ? ['人群'] : []),
    ...(draft.packageIds.length === 0 ? ['套餐'] : []),
    ...((draft.budgetYuan ?? 0) <= 0 ? ['预算'] : []),
    ...((draft.maxPlaysADay ?? 0) < 1 ? ['每天份数'] : []),
    ...(draft.until === '' ? ['有效期'] : []),
    ...(draft.name.trim() === '' ? ['名称'] : []),
  ];
}

/** The terms as they are signed; undefined while something is missing. */
export function approvalBodyOf(draft: ApprovalDraft): ApprovalBody | undefined {
  if (missingIn(draft).length > 0) return undefined;
  return {
    name: draft.name.trim(),
    audienceIds: [...draft.audienceIds] as ApprovalBody['audienceIds'],
    packageIds: [...draft.packageIds] as ApprovalBody['packageIds'],
    cityIds: [...draft.cityIds] as ApprovalBody['cityIds'],
    communityIds: draft.communities.map(({ id }) => id) as ApprovalBody['communityIds'],
    budgetFen: Math.round((draft.budgetYuan ?? 0) * 100),
    maxPlaysADay: draft.maxPlaysADay ?? 0,
    validUntil: new Date(`${draft.until}T23:59:59+08:00`).toISOString(),
  };
}

export const APPROVAL_STATES: Readonly<Record<ApprovalAnswer['state'], string>> = {
  live: '生效中',
  exhausted: '预算用完',
  expired: '已到期',
  revoked: '已撤销',
};

/** How much of the budget is used, 0 to 1. */
export const usedShare = ({ spentFen, budgetFen }: Pick<ApprovalAnswer, 'spentFen' | 'budgetFen'>): number =>
  budgetFen === 0 ? 0 : Math.min(1, Math.max(0, spentFen / budgetFen));
