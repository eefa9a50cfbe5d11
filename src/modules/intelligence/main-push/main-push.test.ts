import { describe, expect, it } from 'vitest';
import type { MainPushProposal } from '#engines/bandit';
import type { CityId, CommunityId } from '#kernel/ids';
import type { PackageId } from '#modules/commerce';
import { AFTER_DISMISSAL, explainPush, LEAST_TRIALS, nextStep, type MainPush } from './main-push.ts';

const A = 'a' as PackageId;
const B = 'b' as PackageId;

function push(changes: Partial<MainPush> = {}): MainPush {
  return {
    cityId: 'city' as CityId,
    communityId: 'community' as CommunityId,
    segment: '20_plus',
    currentPackageId: null,
    acceptedAt: null,
    acceptedBy: null,
    proposedPackageId: null,
    proposalId: null,
    proposedAt: null,
    reasons: [],
    record: null,
    dismissedPackageId: null,
    dismissedTrials: null,
    ...changes,
  };
}

function opinion(armId: PackageId, changed: boolean, rates: Readonly<Record<string, number>> = {}): MainPushProposal {
  return {
    communityId: 'community',
    armId,
    changed,
    arms: [A, B].map((id) => ({ armId: id, probabilityBest: 0.5, expectedRate: rates[id] ?? 0.05, interval: [0, 1] })),
    exploration: { armId, seed: 's' },
    reasons: {
      armId,
      trials: 60,
      successes: 12,
      rateHere: 0.2,
      rateInSegment: 0.12,
      rateOverall: 0.1,
      trialsInSegment: 320,
      trialsOverall: 900,
      current: changed ? A : undefined,
      currentRateHere: 0.05,
      currentRateInSegment: 0.06,
      probabilityOfBeatingCurrent: changed ? 0.97 : undefined,
      challenger: undefined,
      verdict: changed ? 'better' : 'first',
    },
  };
}

describe('nextStep', () => {
  it('proposes a first push once there are results, not before', () => {
    expect(nextStep(push(), opinion(B, true), LEAST_TRIALS - 1)).toEqual({ kind: 'stay' });
    expect(nextStep(push(), opinion(B, true), LEAST_TRIALS)).toEqual({ kind: 'propose', packageId: B });
  });

  it('proposes a change, and says it once', () => {
    expect(nextStep(push({ currentPackageId: A }), opinion(B, true), 60)).toEqual({ kind: 'propose', packageId: B });
    const pending = push({ currentPackageId: A, proposedPackageId: B });
    expect(nextStep(pending, opinion(B, true), 61)).toEqual({ kind: 'stay' });
  });

  it('keeps a pending change while it still promises more, and lets it lapse when it does not', () => {
    const pending = push({ currentPackageId: A, proposedPackageId: B });
    expect(nextStep(pending, opinion(A, false, { a: 0.05, b: 0.06 }), 70)).toEqual({ kind: 'stay' });
    expect(nextStep(pending, opinion(A, false, { a: 0.06, b: 0.05 }), 70)).toEqual({ kind: 'lapse' });
  });

  it('does not repeat what a person dismissed until there are more results', () => {
    const dismissed = push({ currentPackageId: A, dismissedPackageId: B, dismissedTrials: 60 });
    expect(nextStep(dismissed, opinion(B, true), 60 + AFTER_DISMISSAL - 1)).toEqual({ kind: 'stay' });
    expect(nextStep(dismissed, opinion(B, true), 60 + AFTER_DISMISSAL)).toEqual({ kind: 'propose', packageId: B });
  });
});

describe('explainPush', () => {
  it('says the figures here, in communities alike, and how sure it is', () => {
    const names: Readonly<Record<string, string>> = { a: '墙面焕新', b: '漏水检测' };
    expect(explainPush(opinion(B, true), (id) => names[id] ?? '')).toEqual([
      '「漏水检测」在这里被打开60次，留下12个意向（20%），现在的主推「墙面焕新」是5%',
      '同类小区一共320次，「漏水检测」的转化是12%，「墙面焕新」是6%',
      '「漏水检测」比「墙面焕新」好的把握有97%',
    ]);
  });
});
