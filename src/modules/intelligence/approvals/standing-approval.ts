import { IllegalMove, Refusal } from '#kernel/errors';
import type { CityId, CommunityId, UserId } from '#kernel/ids';
import { formatYuan, type Fen } from '#kernel/money';
import { businessDay } from '#kernel/time';
import type { PackageId } from '#modules/commerce';
import type { ApprovalId, AudienceId } from '../plays/play.ts';
import { dayText } from '../plays/wording.ts';

export type ApprovalState = 'live' | 'revoked' | 'exhausted' | 'expired';
export type ApprovalMove = 'revoke' | 'exhaust' | 'refill' | 'expire';

/** The legal moves. What is exhausted may get money back from a withdrawn play, and still has to be revocable. */
const MOVES: Readonly<Record<ApprovalState, Partial<Record<ApprovalMove, ApprovalState>>>> = {
  live: { revoke: 'revoked', exhaust: 'exhausted', expire: 'expired' },
  exhausted: { revoke: 'revoked', refill: 'live', expire: 'expired' },
  revoked: {},
  expired: {},
};

/** The state after a move. @throws IllegalMove where the table has none */
export function approvalAfter(state: ApprovalState, move: ApprovalMove): ApprovalState {
  const next = MOVES[state][move];
  if (next === undefined) throw new IllegalMove('standing-approval', state, move);
  return next;
}

/** What a person signs: what may be issued where without being asked again, for how much, until when. */
export interface ApprovalTerms {
  readonly name: string;
  readonly packageIds: readonly PackageId[];
  readonly audienceIds: readonly AudienceId[];
  /** Where it holds; both empty means everywhere. */
  readonly cityIds: readonly CityId[];
  readonly communityIds: readonly CommunityId[];
  readonly budgetFen: Fen;
  readonly maxPlaysADay: number;
  readonly validUntil: Date;
}

export interface StandingApproval extends ApprovalTerms {
  readonly id: ApprovalId;
  readonly state: ApprovalState;
  readonly spentFen: Fen;
  /** The text that was signed, and its SHA-256 in hex. */
  readonly statement: string;
  readonly statementHash: string;
  readonly signedBy: UserId;
  readonly signedAt: Date;
  readonly endedBy: UserId | null;
  readonly endedAt: Date | null;
  readonly endReason: string | null;
}

/** The names of what the terms speak of by id. */
export interface TermNames {
  readonly packages: readonly string[];
  readonly audiences: readonly string[];
  readonly cities: readonly string[];
  readonly communities: readonly string[];
}

/** Communities are named up to here; the rest are counted. */
const NAMED = 20;

/** The terms as the sentence that is signed. */
export function statementOf(terms: ApprovalTerms, names: TermNames): string {
  const where = [
    ...names.cities,
    ...names.communities.slice(0, NAMED),
    ...(names.communities.length > NAMED ? [`等共${names.communities.length}个小区`] : []),
  ];
  const listed = (items: readonly string[]): string => items.map((item) => `「${item}」`).join('');
  return [
    `本人授权系统：小区进入人群${listed(names.audiences)}时，可以直接下发套餐${listed(names.packages)}的方案，不再逐个审批。`,
    `范围：${where.length === 0 ? '全国' : where.join('、')}。`,
    `总预算${formatYuan(terms.budgetFen)}，每天最多${terms.maxPlaysADay}个，`,
    `有效期至${businessDay(terms.validUntil).slice(0, 4)}年${dayText(terms.validUntil)}。授权可以随时撤销，撤销后立即生效。`,
  ].join('');
}

/** Whether the approval speaks of this place. Its state, budget and dates are another question. */
export function coversPlace(terms: ApprovalTerms, place: { cityId: CityId; communityId: CommunityId }): boolean {
  const { cityIds, communityIds } = terms;
  if (cityIds.length === 0 && communityIds.length === 0) return true;
  return cityIds.includes(place.cityId) || communityIds.includes(place.communityId);
}

/** Why an approval did not let a play through, in words. */
export type Shortfall =
  | { readonly kind: 'budget'; readonly leftFen: Fen; readonly neededFen: Fen }
  | { readonly kind: 'day'; readonly plays: number }
  | { readonly kind: 'ended' };

export function explainShortfall(approval: Pick<StandingApproval, 'name'>, shortfall: Shortfall): string {
  const name = `常设授权「${approval.name}」`;
  switch (shortfall.kind) {
    case 'budget':
      return `${name}的预算还剩${formatYuan(shortfall.leftFen)}，不够这次的${formatYuan(shortfall.neededFen)}，请人工批准`;
    case 'day':
      return `${name}今天已下发${shortfall.plays}个，到了每天的上限，请人工批准`;
    case 'ended':
      return `${name}刚刚结束，请人工批准`;
  }
}

/** 「依据6月6日签署的常设授权「老房漏水」」 */
export function explainApproval(approval: Pick<StandingApproval, 'name' | 'signedAt'>): string {
  return `依据${dayText(approval.signedAt)}签署的常设授权「${approval.name}」，直接下发`;
}

/** Nobody but a person signs. */
export class ApprovalNeedsPerson extends Refusal {
  constructor() {
    super('approval-needs-person', 'forbidden');
  }
}

export class ApprovalAreaOutside extends Refusal {
  constructor() {
    super('approval-area-outside', 'invalid');
  }
}

/** Only who sees everything signs for everywhere. */
export class ApprovalAreaRequired extends Refusal {
  constructor() {
    super('approval-area-required', 'invalid');
  }
}

export class ApprovalUntilInPast extends Refusal {
  constructor() {
    super('approval-until-in-past', 'invalid');
  }
}

export class ApprovalAlreadyEnded extends Refusal {
  constructor() {
    super('approval-already-ended', 'conflict');
  }
}
