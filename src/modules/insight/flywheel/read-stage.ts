import { BYTE_ORDER_MARK, csvLine } from '#kernel/csv';
import type { Context } from '#platform/context';
import { fromCursor, toCursor } from '#platform/http';
import { communitiesByIds } from '#modules/territory';
import type { StageListAnswer } from '../contract.ts';
import { periodBefore, readPeriod } from './period.ts';
import { partsOf, whereOf, type AskedPlaces } from './read-flywheel.ts';
import { listStage, type StageCursor } from './stage-list-store.ts';
import { KINDS, kindsOf, stageOf, type StageKey } from './stage.ts';

type Asked = AskedPlaces & { stage: StageKey; from?: string | undefined; to?: string | undefined };

/** A page of the communities behind a stage of the flywheel, within the reader's scope, the largest volume first. */
export async function readStage(
  ctx: Context,
  asked: Asked,
  page: { readonly cursor: string | undefined; readonly limit: number },
): Promise<StageListAnswer> {
  const key = fromCursor(page.cursor, ['number', 'uuid']);
  const after: StageCursor | undefined = key && { volume: Number(key[0]), communityId: String(key[1]) };
  const stage = stageOf(asked.stage);
  const current = readPeriod(asked, ctx.clock.now());
  const periods = { current, previous: periodBefore(current) };
  const rows = await listStage(ctx.db, ctx.scope, await whereOf(ctx, asked), stage, periods, { ...page, after });
  const places = await communitiesByIds(
    ctx.db,
    rows.map((row) => row.communityId),
  );
  const last = rows.length === page.limit ? rows.at(-1) : undefined;
  return {
    stage: stage.stage,
    name: stage.name,
    ...current,
    items: rows.map((row) => ({
      communityId: row.communityId,
      communityName: places.get(row.communityId)?.name ?? '',
      cityId: row.cityId,
      cityName: places.get(row.communityId)?.cityName ?? '',
      volume: row.volume,
      previousVolume: row.previousVolume,
      parts: partsOf(stage, (kind) => row.parts.get(kind) ?? 0),
      lastAt: row.lastAt?.toISOString() ?? null,
    })),
    nextCursor: last === undefined ? null : toCursor([last.volume, last.communityId]),
  };
}

const PAGE = 1_000;
const MAX_ROWS = 50_000;

/** The same list as CSV, with a column for each part; recorded in the audit with the number of rows. */
export async function exportStage(ctx: Context, asked: Asked): Promise<string> {
  const kinds = kindsOf(stageOf(asked.stage));
  const lines = [csvLine(['城市', '小区', '本期', '上期', ...kinds.map((kind) => KINDS[kind]), '最近一次'])];
  let cursor: string | undefined;
  do {
    const page = await readStage(ctx, asked, { cursor, limit: PAGE });
    for (const item of page.items) {
      const parts = item.parts.map((part) => part.volume);
      lines.push(csvLine([item.cityName, item.communityName, item.volume, item.previousVolume, ...parts, item.lastAt]));
    }
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined && lines.length <= MAX_ROWS);
  await ctx.transaction((tx) =>
    tx.audit({
      action: 'export-stage',
      subject: { kind: 'stage', id: asked.stage },
      details: { rows: lines.length - 1 },
    }),
  );
  return BYTE_ORDER_MARK + lines.join('');
}
