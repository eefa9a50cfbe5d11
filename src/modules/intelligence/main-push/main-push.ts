import type { MainPushProposal } from '#engines/bandit';
import { Refusal } from '#kernel/errors';
import type { CityId, CommunityId, Id, UserId } from '#kernel/ids';
import type { PackageId } from '#modules/commerce';

/** What is pushed in a community, and what is proposed to be pushed instead. */
export interface MainPush {
  readonly cityId: CityId;
  readonly communityId: CommunityId;
  readonly segment: string;
  readonly currentPackageId: PackageId | null;
  readonly acceptedAt: Date | null;
  readonly acceptedBy: UserId | null;
  readonly proposedPackageId: PackageId | null;
  readonly proposalId: Id<'MainPushProposal'> | null;
  readonly proposedAt: Date | null;
  readonly reasons: readonly string[];
  readonly record: MainPushRecord | null;
  /** The package that a person did not want, and how many results there were then. */
  readonly dismissedPackageId: PackageId | null;
  readonly dismissedTrials: number | null;
}

export interface PushOutlook {
  readonly packageId: PackageId;
  readonly trials: number;
  readonly successes: number;
  readonly probabilityBest: number;
  readonly expectedRate: number;
  readonly low: number;
  readonly high: number;
}

/** What a proposal of the main push rests on. */
export interface MainPushRecord {
  readonly inputs: { readonly segment: string; readonly current: PackageId | null };
  readonly candidates: readonly PushOutlook[];
  readonly modelVersion: string;
  readonly seed: string;
  readonly verdict: string;
}

export const MAIN_PUSH_MODEL = 'main-push-thompson/1';

/** A community without a main push gets a proposal after so many results of its own: before, any package would do. */
export const LEAST_TRIALS = 10;
/** A dismissed package is proposed again only after so many more results. */
export const AFTER_DISMISSAL = 30;

/** What the results say about the push: propose a package, let a proposal lapse, or leave things as they are. */
export type PushStep =
  | { readonly kind: 'propose'; readonly packageId: PackageId }
  | { readonly kind: 'lapse' }
  | { readonly kind: 'stay' };

/**
 * Decides what becomes of the bandit's opinion. While a first proposal waits for an answer, the bandit was told that it
 * is the current push, so that another replaces it only on strong evidence; a pending change stays until its package is
 * no longer expected to do better than the current one: proposals do not flicker.
 */
export function nextStep(push: MainPush, proposal: MainPushProposal, trialsHere: number): PushStep {
  const packageId = proposal.armId as PackageId;
  const { currentPackageId: current, proposedPackageId: pending } = push;
  if (packageId === pending) return { kind: 'stay' };
  if (proposal.changed || (current === null && pending === null)) {
    if (packageId === current) return { kind: 'stay' };
    if (current === null && trialsHere < LEAST_TRIALS) return { kind: 'stay' };
    const dismissed =
      packageId === push.dismissedPackageId && trialsHere < (push.dismissedTrials ?? 0) + AFTER_DISMISSAL;
    return dismissed ? { kind: 'stay' } : { kind: 'propose', packageId };
  }
  if (pending === null) return { kind: 'stay' };
  const rateOf = (id: string | null): number => proposal.arms.find(({ armId }) => armId === id)?.expectedRate ?? 0;
  return rateOf(pending) > rateOf(current) ? { kind: 'stay' } : { kind: 'lapse' };
}

const percent = (rate: number): string => `${Math.round(rate * 1000) / 10}%`;

/** The figures of a proposal as sentences. */
export function explainPush(proposal: MainPushProposal, nameOf: (id: string) => string): string[] {
  const { reasons } = proposal;
  const name = `「${nameOf(reasons.armId)}」`;
  const current = reasons.current === undefined ? undefined : `「${nameOf(reasons.current)}」`;
  const sentences: string[] = [];
  if (reasons.rateHere !== undefined) {
    const against =
      current === undefined || reasons.currentRateHere === undefined
        ? ''
        : `，现在的主推${current}是${percent(reasons.currentRateHere)}`;
    sentences.push(
      `${name}在这里被打开${reasons.trials}次，留下${reasons.successes}个意向（${percent(reasons.rateHere)}）${against}`,
    );
  }
  const others = reasons.trialsInSegment - reasons.trials;
  if (others > 0 && reasons.rateInSegment !== undefined) {
    const against =
      current === undefined || reasons.currentRateInSegment === undefined
        ? ''
        : `，${current}是${percent(reasons.currentRateInSegment)}`;
    sentences.push(
      `同类小区一共${reasons.trialsInSegment}次，${name}的转化是${percent(reasons.rateInSegment)}${against}`,
    );
  }
  if (current !== undefined && reasons.probabilityOfBeatingCurrent !== undefined) {
    sentences.push(`${name}比${current}好的把握有${percent(reasons.probabilityOfBeatingCurrent)}`);
  } else {
    sentences.push(`这个小区还没有主推，${name}的预期转化排在前面`);
  }
  return sentences;
}

/** Another proposal took its place, or a colleague decided first. */
export class MainPushMovedOn extends Refusal {
  constructor() {
    super('main-push-moved-on', 'conflict');
  }
}
