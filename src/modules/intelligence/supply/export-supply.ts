import type { Context } from '#platform/context';
import { exportList, type Cells } from '#platform/exports';
import { listLines, type LinePosition } from './line-store.ts';
import { lineFilterOf, namedLines, type NamedLine, type SupplyAskedFor } from './read-supply.ts';
import { OVERRIDE_REASONS, SUPPLY_KINDS, SUPPLY_STATES, type SupplyLine } from './supply-line.ts';

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
  return exportList<SupplyLine, LinePosition>(ctx, {
    action: 'export-supply',
    kind: 'supply',
    id: filter.day,
    header: HEADER,
    pageSize: 1_000,
    maxRows: 100_000,
    read: (after, limit) => listLines(ctx.db, ctx.scope, filter, { after, limit }),
    placeOf: (last) => last,
    linesOf: async (page) => (await namedLines(ctx, page)).map(cellsOf),
  });
}

function cellsOf(line: NamedLine): Cells {
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
