import { localMinuteOf } from '#kernel/time';
import type { Context } from '#platform/context';
import { exportList } from '#platform/exports';
import { periodBefore, readPeriod } from './period.ts';
import { whereOf } from './read-flywheel.ts';
import { describeStage, type AskedStage } from './read-stage.ts';
import { listStage, type StageCursor } from './stage-list-store.ts';
import { KINDS, kindsOf, stageOf } from './stage.ts';

/** The communities behind a stage as CSV, within the reader's scope, with a column for each part; audited. */
export async function exportStage(ctx: Context, asked: AskedStage): Promise<string> {
  const stage = stageOf(asked.stage);
  const current = readPeriod(asked, ctx.clock.now());
  const periods = { current, previous: periodBefore(current) };
  const where = await whereOf(ctx, asked);
  return exportList(ctx, {
    action: 'export-stage',
    kind: 'stage',
    id: asked.stage,
    header: ['城市', '小区', '本期', '上期', ...kindsOf(stage).map((kind) => KINDS[kind]), '最近一次'],
    read: (after: StageCursor | undefined, limit) =>
      listStage(ctx.db, ctx.scope, where, stage, periods, { after, limit }),
    placeOf: ({ volume, communityId }) => ({ volume, communityId }),
    linesOf: async (page) =>
      (await describeStage(ctx, stage, page)).map((it) => [
        it.cityName,
        it.communityName,
        it.volume,
        it.previousVolume,
        ...it.parts.map((part) => part.volume),
        localMinuteOf(it.lastAt),
      ]),
  });
}
