import type { Context } from '#platform/context';
import { fromCursor, toCursor } from '#platform/http';
import type { StageListAnswer } from '../contract.ts';
import { namedPlaces } from '../named-places.ts';
import { periodBefore, readPeriod } from './period.ts';
import { partsOf, whereOf, type AskedPlaces } from './read-flywheel.ts';
import { listStage, type StageCursor, type StageRow } from './stage-list-store.ts';
import { stageOf, type Stage, type StageKey } from './stage.ts';

export type AskedStage = AskedPlaces & { stage: StageKey; from?: string | undefined; to?: string | undefined };

/** A page of the communities behind a stage of the flywheel, within the reader's scope, the largest volume first. */
export async function readStage(
  ctx: Context,
  asked: AskedStage,
  page: { readonly cursor: string | undefined; readonly limit: number },
): Promise<StageListAnswer> {
  const key = fromCursor(page.cursor, ['number', 'uuid']);
  const after: StageCursor | undefined = key && { volume: Number(key[0]), communityId: String(key[1]) };
  const stage = stageOf(asked.stage);
  const current = readPeriod(asked, ctx.clock.now());
  const periods = { current, previous: periodBefore(current) };
  const rows = await listStage(ctx.db, ctx.scope, await whereOf(ctx, asked), stage, periods, { ...page, after });
  const last = rows.length === page.limit ? rows.at(-1) : undefined;
  return {
    stage: stage.stage,
    name: stage.name,
    ...current,
    items: await describeStage(ctx, stage, rows),
    nextCursor: last === undefined ? null : toCursor([last.volume, last.communityId]),
  };
}

/** What a stage of the flywheel comes to in communities, with their names. */
export async function describeStage(
  ctx: Context,
  stage: Stage,
  rows: readonly StageRow[],
): Promise<StageListAnswer['items']> {
  const places = await namedPlaces(ctx, rows);
  return rows.map((row, at) => ({
    ...places[at]!,
    volume: row.volume,
    previousVolume: row.previousVolume,
    parts: partsOf(stage, (kind) => row.parts.get(kind) ?? 0),
    lastAt: row.lastAt?.toISOString() ?? null,
  }));
}
