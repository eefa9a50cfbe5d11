import type { CityId, CommunityId, StoreId } from '#kernel/ids';
import type { Context } from '#platform/context';
import { communitiesServedBy } from '#modules/territory';
import type { FlywheelAnswer, StageAnswer } from '../contract.ts';
import { delays, passages, volumes, type Delay, type Link, type Volume, type Where } from './flywheel-store.ts';
import { periodBefore, readPeriod } from './period.ts';
import {
  KINDS,
  kindsOf,
  leakShare,
  stageBefore,
  STAGES,
  worstLeak,
  type Kind,
  type Passage,
  type Stage,
} from './stage.ts';

export interface AskedPlaces {
  readonly cityId?: CityId | undefined;
  readonly storeId?: StoreId | undefined;
  readonly communityId?: CommunityId | undefined;
}

/** The communities that were asked for: a store stands for those that it serves. The reader's scope holds beside it. */
export async function whereOf(ctx: Context, asked: AskedPlaces): Promise<Where> {
  const { cityId, storeId, communityId } = asked;
  if (storeId === undefined) return { cityId, communityIds: communityId === undefined ? undefined : [communityId] };
  const served = (await communitiesServedBy(ctx.db, [storeId])).get(storeId) ?? [];
  return { cityId, communityIds: communityId === undefined ? served : served.filter((id) => id === communityId) };
}

const LINKS: readonly Link[] = STAGES.flatMap((stage) => {
  const before = stageBefore(stage.stage);
  return before === undefined ? [] : [{ before, stage }];
});
const CHAINED = LINKS.filter(({ stage }) => stage.leak?.basis === 'chain');

/** The flywheel of a period within the reader's scope: each stage's volume, delay and leak, and where it leaks most. */
export async function readFlywheel(
  ctx: Context,
  asked: AskedPlaces & { from?: string | undefined; to?: string | undefined },
): Promise<FlywheelAnswer> {
  const now = ctx.clock.now();
  const current = readPeriod(asked, now);
  const previous = periodBefore(current);
  const where = await whereOf(ctx, asked);
  const [volume, delay, passage] = await Promise.all([
    volumes(ctx.db, ctx.scope, where, { current, previous }),
    delays(ctx.db, ctx.scope, where, current, LINKS),
    passages(ctx.db, ctx.scope, where, current, CHAINED, now),
  ]);
  const became = STAGES.flatMap((stage) => {
    const found = stage.leak?.basis === 'volume' ? passageByVolume(stage, volume) : passage.get(stage.stage);
    return found === undefined ? [] : [{ stage, passage: found }];
  });
  const passageOf = new Map(became.map((it) => [it.stage.stage, it.passage]));
  return {
    asOf: now.toISOString(),
    ...current,
    previousFrom: previous.from,
    previousTo: previous.to,
    stages: STAGES.map((stage) => stageAnswer(stage, volume, delay.get(stage.stage), passageOf.get(stage.stage))),
    worst: worstLeak(became) ?? null,
  };
}

const currentOf = (volume: ReadonlyMap<Kind, Volume>, kinds: readonly Kind[]): number =>
  kinds.reduce((sum, kind) => sum + (volume.get(kind)?.current ?? 0), 0);

/** Where one cannot be told from the next: as many passed as the stage's first kind counts. */
function passageByVolume(stage: Stage, volume: ReadonlyMap<Kind, Volume>): Passage {
  const cohort = currentOf(volume, stageBefore(stage.stage)?.counts ?? []);
  const passed = Math.min(cohort, currentOf(volume, stage.counts.slice(0, 1)));
  return { cohort, passed, leaked: cohort - passed, waiting: 0 };
}

function stageAnswer(
  stage: Stage,
  volume: ReadonlyMap<Kind, Volume>,
  delay: Delay | undefined,
  passage: Passage | undefined,
): StageAnswer {
  return {
    stage: stage.stage,
    name: stage.name,
    unit: stage.unit,
    wheel: stage.wheel,
    volume: currentOf(volume, stage.counts),
    previousVolume: stage.counts.reduce((sum, kind) => sum + (volume.get(kind)?.previous ?? 0), 0),
    parts: partsOf(stage, (kind) => volume.get(kind)?.current ?? 0),
    delay: delay ?? null,
    leak:
      stage.leak === null || passage === undefined
        ? null
        : { ...passage, share: leakShare(passage), withinDays: stage.leak.withinDays, allowance: stage.leak.allowance },
  };
}

/** What a stage consists of, in words. */
export function partsOf(stage: Stage, volumeOf: (kind: Kind) => number): StageAnswer['parts'] {
  return kindsOf(stage).map((kind) => ({ kind, name: KINDS[kind], volume: volumeOf(kind) }));
}
