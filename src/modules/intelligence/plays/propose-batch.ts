import { drawArm, estimateRates, type Rates } from '#engines/bandit';
import type { CommunityId } from '#kernel/ids';
import { seededRandom } from '#kernel/random';
import { addDays, DAY } from '#kernel/time';
import type { Tx } from '#platform/context';
import { PlayProposed } from '../events.ts';
import { armsOf, banditInput } from '../main-push/bandit-input.ts';
import type { MainPush } from '../main-push/main-push.ts';
import { holdCommunities } from '../main-push/main-push-store.ts';
import { resultsOf, segmentTallies, talliesOf, type ResultRow } from '../main-push/result-store.ts';
import { segmentKey, segmentOf } from '../main-push/segment.ts';
import type { Package } from '#modules/commerce';
import { userOf } from '../actor.ts';
import { refuseBannedWords } from '#engines/text';
import {
  RECENT_DAYS,
  REJECTION_DAYS,
  WINDOW_DAYS,
  type Candidate,
  type CommunityPicture,
  type DecisionRecord,
  type PackageResult,
  type Standing,
} from './picture.ts';
import { DUE_DAYS, offerOf, originalOf, type AudienceId, type Play } from './play.ts';
import { insertPlays, keepDecisions, tracesOf, type PlayTrace } from './play-store.ts';
import { grievanceAgainst, MODEL_VERSION, reasonsFor, scorePackages } from './score.ts';
import { writeWording } from './wording.ts';

export interface ProposalInput {
  readonly pictures: readonly CommunityPicture[];
  readonly audience: { readonly id: AudienceId; readonly name: string } | null;
  /** What may be proposed. */
  readonly packages: readonly Package[];
  readonly seed: string;
  /** Packages that a person signed for those who enter the audience. */
  readonly signed?: ReadonlySet<Package['id']>;
  /** Which of the ranked candidates; the first that is not excluded unless said. */
  readonly choose?: (candidates: readonly Candidate[]) => Candidate | undefined;
  /** What becomes of a play before it is written: a standing approval may approve it on the spot. */
  readonly settle?: (play: Play) => Promise<Play>;
}

export interface Skipped {
  readonly communityId: CommunityId;
  readonly why: string;
}

export interface Proposals {
  readonly plays: readonly Play[];
  readonly skipped: readonly Skipped[];
}

const firstEligible = (candidates: readonly Candidate[]): Candidate | undefined =>
  candidates.find(({ excluded }) => excluded === null);

/**
 * Part: chooses a package for each community and writes the plays with all that the choice rests on. The communities
 * are held until the caller's transaction ends, so that two of them never propose the same. Announces PlayProposed.
 */
export async function proposeBatch(tx: Tx, input: ProposalInput): Promise<Proposals> {
  const { pictures, packages } = input;
  if (pictures.length === 0) return { plays: [], skipped: [] };
  const pushes = await holdCommunities(
    tx.db,
    pictures.map(({ cityId, communityId, ageYears }) => ({ cityId, communityId, segment: segmentOf(ageYears) })),
  );
  const standings = await standingsOf(tx, input, pushes);
  const skipped: Skipped[] = [];
  const written: { play: Play; record: DecisionRecord }[] = [];
  for (const picture of pictures) {
    const { communityId } = picture;
    const candidates = scorePackages(picture, standings.get(communityId) ?? []);
    const chosen = (input.choose ?? firstEligible)(candidates);
    const it = packages.find(({ id }) => id === chosen?.packageId);
    if (chosen === undefined || it === undefined) {
      skipped.push({ communityId, why: candidates[0]?.excluded ?? '没有可用的套餐' });
      continue;
    }
    const draft = writePlay(tx, input, picture, chosen, it);
    const play = input.settle === undefined ? draft : await input.settle(draft);
    const record: DecisionRecord = {
      inputs: {
        windowDays: WINDOW_DAYS,
        community: picture,
        segment: pushes.get(communityId)?.segment ?? null,
        mainPush: pushes.get(communityId)?.currentPackageId ?? null,
      },
      candidates,
      reasons: play.reasons,
      modelVersion: MODEL_VERSION,
      seed: seedOf(input, communityId),
    };
    written.push({ play, record });
  }
  await keep(tx, written);
  return { plays: written.map(({ play }) => play), skipped };
}

const seedOf = (input: ProposalInput, communityId: CommunityId): string => `${input.seed}:${communityId}`;

function writePlay(tx: Tx, input: ProposalInput, picture: CommunityPicture, chosen: Candidate, it: Package): Play {
  const { communityId, cityId, name, ageYears } = picture;
  const offer = offerOf(it);
  const dueAt = addDays(tx.now, DUE_DAYS);
  const words = writeWording({
    communityName: name,
    ageYears,
    topic: topicOf(picture, it),
    offer,
    roles: it.roles,
    dueAt,
    seed: seedOf(input, communityId),
  });
  refuseBannedWords({ ...words });
  const draft = { ...words, packageId: it.id, roles: it.roles, dueAt };
  return {
    ...draft,
    id: tx.newId<'Play'>(),
    cityId,
    communityId,
    audienceId: input.audience?.id ?? null,
    state: 'proposed',
    revision: 1,
    offer,
    original: originalOf(draft, it.name),
    reasons: reasonsFor(chosen, input.audience?.name ?? null),
    costFen: it.costFen,
    proposedAt: tx.now,
    decidedAt: null,
    decidedBy: null,
    approvedBy: null,
    standingApprovalId: null,
    decisionReason: null,
    forwardedAt: null,
  };
}

/** What the words speak to: what was put right of late, else what people talk about most of what the package is for. */
function topicOf(picture: CommunityPicture, it: Package): { topic: string; name: string } | null {
  const settled = grievanceAgainst(picture, { package: it }, 'settled');
  if (settled !== undefined) return settled;
  return picture.topics.find(({ topic, mentions }) => mentions > 0 && it.topics.includes(topic)) ?? null;
}

async function keep(tx: Tx, written: readonly { play: Play; record: DecisionRecord }[]): Promise<void> {
  await insertPlays(
    tx.db,
    written.map(({ play }) => play),
  );
  const kept = written.map(({ play, record }) => ({
    id: tx.newId<'PlayDecision'>(),
    cityId: play.cityId,
    playId: play.id,
    kind: 'proposed' as const,
    madeBy: 'system' as const,
    userId: userOf(tx.actor),
    reason: null,
    changes: null,
    record,
  }));
  await keepDecisions(tx.db, kept, tx.now);
  await tx.announce(
    written.map(({ play: { id, cityId, communityId, packageId, audienceId } }) =>
      PlayProposed(id, { playId: id, cityId, communityId, packageId, audienceId }),
    ),
  );
}

/** Where each package stands in each community, read in a few statements. */
async function standingsOf(
  tx: Tx,
  { pictures, packages, ...input }: ProposalInput,
  pushes: ReadonlyMap<CommunityId, MainPush>,
): Promise<Map<CommunityId, Standing[]>> {
  const ids = pictures.map(({ communityId }) => communityId);
  const held = [...pushes.values()];
  const results = Map.groupBy(await resultsOf(tx.db, ids), (each) => each.communityId);
  const traces = Map.groupBy(await tracesOf(tx.db, ids, addDays(tx.now, -REJECTION_DAYS)), (each) => each.communityId);
  const communities = banditInput(held, await talliesOf(tx.db, held), await segmentTallies(tx.db));
  const rates = packages.length === 0 ? undefined : estimateRates(communities, armsOf(packages));
  return new Map(
    pictures.map(({ communityId }) => {
      const push = pushes.get(communityId);
      const seed = seededRandom(`draw ${seedOf({ pictures, packages, ...input }, communityId)}`);
      const drawn = rates === undefined ? undefined : drawArm(rates, communityId, seed);
      const standings = packages.map((it): Standing => ({
        package: it,
        result: resultOf(rates, push, it, results.get(communityId) ?? []),
        isDrawn: it.id === drawn,
        isMainPush: push?.currentPackageId === it.id,
        isSigned: input.signed?.has(it.id) === true,
        ...historyOf(it, traces.get(communityId) ?? [], tx.now),
      }));
      return [communityId, standings];
    }),
  );
}

function resultOf(
  rates: Rates | undefined,
  push: MainPush | undefined,
  it: Package,
  results: readonly ResultRow[],
): PackageResult {
  const here = results.find(({ packageId }) => packageId === it.id);
  const arm = rates?.armIds.indexOf(it.id) ?? -1;
  const key = push === undefined ? '' : segmentKey(push.cityId, push.segment);
  const segment = rates?.segments.get(key)?.[arm];
  const posterior = push === undefined ? undefined : rates?.communities.get(push.communityId)?.posterior[arm];
  return {
    trials: here?.trials ?? 0,
    successes: here?.successes ?? 0,
    won: here?.won ?? 0,
    lost: here?.lost ?? 0,
    lostReason: here?.lostReason ?? null,
    segmentTrials: segment?.trials ?? 0,
    segmentSuccesses: segment?.successes ?? 0,
    expectedRate: posterior === undefined ? 0 : posterior.a / (posterior.a + posterior.b),
  };
}

function historyOf(
  it: Package,
  traces: readonly PlayTrace[],
  now: Date,
): Pick<Standing, 'isOpen' | 'recentPlays' | 'rejections'> {
  const own = traces.filter(({ packageId }) => packageId === it.id);
  const daysAgo = (at: Date | null): number => (at === null ? 0 : Math.floor((now.getTime() - at.getTime()) / DAY));
  return {
    isOpen: own.some(({ state, dueAt }) => state === 'proposed' || (state === 'approved' && dueAt > now)),
    recentPlays: own.filter(({ state, decidedAt }) => state === 'approved' && daysAgo(decidedAt) < RECENT_DAYS).length,
    rejections: own
      .filter(({ state }) => state === 'rejected')
      .map(({ decidedAt, decisionReason }) => ({ daysAgo: daysAgo(decidedAt), reason: decisionReason ?? '' }))
      .toSorted((a, b) => a.daysAgo - b.daysAgo),
  };
}
