import { proposeMainPush, type MainPushProposal, type MainPushSettings } from '#engines/bandit';
import type { CityId, CommunityId } from '#kernel/ids';
import { seededRandom, type Random } from '#kernel/random';
import type { Tx } from '#platform/context';
import { MainPushProposed } from '../events.ts';
import { activePackages, type Package, type PackageId, type Scene } from '#modules/commerce';
import { isHeld } from '../listening/grievance.ts';
import { grievancesOf } from '../listening/read-grievances.ts';
import { armsOf, banditInput } from './bandit-input.ts';
import {
  explainPush,
  LEAST_TRIALS,
  MAIN_PUSH_MODEL,
  nextStep,
  type MainPush,
  type MainPushRecord,
  type PushOutlook,
} from './main-push.ts';
import { clearProposal, keepPushDecisions, putProposal } from './main-push-store.ts';
import { segmentTallies, talliesOf } from './result-store.ts';

/**
 * Part: asks the bandit about communities that the caller holds, all of one segment, and writes what changed: a new
 * proposal, or that one lapsed. Answers the number of new proposals.
 */
export async function judgeMainPushes(
  tx: Tx,
  random: Random,
  place: { readonly cityId: CityId; readonly segment: string },
  pushes: readonly MainPush[],
): Promise<number> {
  const packages = await activePackages(tx.db);
  if (packages.length === 0 || pushes.length === 0) return 0;
  const tallies = await talliesOf(tx.db, [place]);
  const seed = String(Math.floor(random.next() * 4_294_967_296));
  // While a first proposal waits, it stands for the current push: see `nextStep`.
  const communities = banditInput(pushes.map(standingFor), tallies, await segmentTallies(tx.db));
  const ask = (only: readonly MainPush[], settings: Partial<MainPushSettings>): MainPushProposal[] => {
    if (only.length === 0) return [];
    const ids = new Set(only.map(({ communityId }) => communityId));
    return proposeMainPush({ communities, arms: armsOf(packages), random: seededRandom(seed), only: ids, settings });
  };
  const accepted = pushes.filter(({ currentPackageId }) => currentPackageId !== null);
  const first = pushes.filter(({ currentPackageId }) => currentPackageId === null);
  const proposals = [...ask(accepted, {}), ...ask(first, FIRST_PROPOSAL)];
  const byId = new Map(pushes.map((push) => [push.communityId, push]));
  const results = resultsByArm(tallies);
  const grievances = await grievancesOf(tx.db, [...byId.keys()], tx.now);
  const sceneOf = new Map<string, Scene>(packages.map(({ id, scene }) => [id, scene]));
  let proposed = 0;
  for (const proposal of proposals) {
    const push = byId.get(proposal.communityId as CommunityId);
    if (push === undefined) continue;
    // Nobody pushes more of what people complain of: the results will be there when it is put right.
    if (isHeld(grievances.get(push.communityId) ?? [], sceneOf.get(proposal.armId))) continue;
    const outlooks = outlooksOf(proposal, (armId) => results.get(`${push.communityId} ${armId}`));
    proposed += await write(tx, push, proposal, { packages, outlooks, seed });
  }
  return proposed;
}

/** Nobody works by a first proposal yet: another replaces it on weaker evidence than an accepted push. */
const FIRST_PROPOSAL: Partial<MainPushSettings> = {
  changeProbability: 0.75,
  minimumTrials: LEAST_TRIALS,
  minimumSegmentTrials: LEAST_TRIALS,
};

const standingFor = (push: MainPush) => ({
  ...push,
  currentPackageId: push.currentPackageId ?? push.proposedPackageId,
});

type Tally = { readonly trials: number; readonly successes: number };

function resultsByArm(
  tallies: readonly (Tally & { readonly communityId: string; readonly packageId: string | null })[],
) {
  return new Map(tallies.map((each) => [`${each.communityId} ${each.packageId}`, each as Tally]));
}

function outlooksOf(proposal: MainPushProposal, resultOf: (armId: string) => Tally | undefined): PushOutlook[] {
  return proposal.arms.map(({ armId, probabilityBest, expectedRate, interval: [low, high] }) => {
    const { trials, successes } = resultOf(armId) ?? { trials: 0, successes: 0 };
    return { packageId: armId as PackageId, trials, successes, probabilityBest, expectedRate, low, high };
  });
}

interface Judgement {
  readonly packages: readonly Package[];
  readonly outlooks: readonly PushOutlook[];
  readonly seed: string;
}

/** Answers 1 where something new is proposed, else 0. */
async function write(tx: Tx, push: MainPush, proposal: MainPushProposal, judgement: Judgement): Promise<number> {
  const { outlooks, packages, seed } = judgement;
  const trialsHere = outlooks.reduce((sum, { trials }) => sum + trials, 0);
  const step = nextStep(push, proposal, trialsHere);
  if (step.kind === 'stay') return 0;
  const { cityId, communityId, currentPackageId, segment } = push;
  const decision = { cityId, communityId, previousPackageId: currentPackageId, decidedBy: null, reason: null };
  if (step.kind === 'lapse') {
    if (push.proposedPackageId === null) return 0;
    const packageId = push.proposedPackageId;
    await clearProposal(tx.db, push);
    const id = tx.newId<'MainPushDecision'>();
    await keepPushDecisions(tx.db, [{ ...decision, id, kind: 'lapsed', packageId, reasons: [], record: null }], tx.now);
    return 0;
  }
  const record: MainPushRecord = {
    inputs: { segment, current: currentPackageId },
    candidates: outlooks,
    modelVersion: MAIN_PUSH_MODEL,
    seed,
    verdict: proposal.reasons.verdict,
  };
  const reasons = explainPush(proposal, (id) => packages.find((each) => each.id === id)?.name ?? '已下架套餐');
  const { packageId } = step;
  await putProposal(
    tx.db,
    { cityId, communityId, proposalId: tx.newId<'MainPushProposal'>(), packageId, reasons, record },
    tx.now,
  );
  const id = tx.newId<'MainPushDecision'>();
  await keepPushDecisions(tx.db, [{ ...decision, id, kind: 'proposed', packageId, reasons, record }], tx.now);
  await tx.announce([
    MainPushProposed(communityId, { communityId, cityId, packageId, previousPackageId: currentPackageId }),
  ]);
  return 1;
}
