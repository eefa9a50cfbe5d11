import { BYTE_ORDER_MARK, csvLine } from '#kernel/csv';
import type { Context } from '#platform/context';
import { listLines, type LinePosition } from './line-store.ts';
import { lineFilterOf, namedLines, type NamedLine, type SupplyAskedFor } from './read-supply.ts';
import { OVERRIDE_REASONS, SUPPLY_KINDS, SUPPLY_STATES } from './supply-line.ts';

const PAGE = 1_000;
const MAX_ROWS = 100_000;

const HEADER = [
  '日期',
  '类型',
  '城市',
  '地点编码',
  '地点',
  '从哪里',
  '商品编码',
  '商品',
  '单位',
  '建议',
  '决定',
  '状态',
  '到货日',
  '预计销量',
  '最低',
  '最高',
  '现有',
  '在途',
  '快过期',
  '进价',
  '金额',
  '改动原因',
  '备注',
];

/** The lines of a day as CSV: a purchase list for suppliers once they are decided. Recorded in the audit. At most 100,000 rows. */
export async function exportSupply(ctx: Context, asked: SupplyAskedFor): Promise<string> {
  const filter = await lineFilterOf(ctx, asked);
  const lines = [csvLine(HEADER)];
  let after: LinePosition | undefined;
  while (lines.length <= MAX_ROWS) {
    const page = await listLines(ctx.db, ctx.scope, filter, { after, limit: PAGE });
    for (const line of await namedLines(ctx, page)) lines.push(csvLine(cellsOf(line)));
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) break;
    after = { worthFen: last.worthFen, lineId: last.lineId };
  }
  await ctx.transaction((tx) =>
    tx.audit({
      action: 'export-supply',
      subject: { kind: 'supply', id: filter.day },
      details: { rows: lines.length - 1 },
    }),
  );
  return BYTE_ORDER_MARK + lines.join('');
}

function cellsOf(line: NamedLine): (string | number | null)[] {
  const { basis, kind, proposed, decided } = line;
  const shown = (value: number | null): number | string | null =>
    value === null ? null : kind === 'discount' ? value / 100 : value;
  return [
    line.day,
    SUPPLY_KINDS[kind],
    line.cityName,
    line.placeCode,
    line.placeName,
    line.fromPlaceName,
    line.skuCode,
    line.skuName,
    line.unit,
    shown(proposed),
    shown(decided),
    SUPPLY_STATES[line.state],
    line.arrivesOn,
    basis.mean,
    basis.low,
    basis.high,
    basis.stock,
    basis.onTheWay,
    basis.expiring,
    basis.costFen / 100,
    kind === 'order' ? ((decided ?? proposed) * basis.costFen) / 100 : null,
    line.reason === null ? null : OVERRIDE_REASONS[line.reason],
    line.note,
  ];
}
