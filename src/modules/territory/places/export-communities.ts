import { BYTE_ORDER_MARK, csvLine } from '#kernel/csv';
import type { Context } from '#platform/context';
import { listCommunities, type CommunityFilter } from './community-store.ts';
import type { Community } from './place.ts';

const PAGE = 1_000;
const MAX_ROWS = 100_000;

/**
 * The communities that match, within the reader's area, as CSV with the columns that the import reads (WGS-84) and,
 * after them, the city's and partner's names. Recorded in the audit with the number of rows. At most 100,000 rows.
 */
export async function exportCommunities(ctx: Context, filter: CommunityFilter): Promise<string> {
  const lines = [csvLine(HEADER)];
  await ctx.transaction(async (tx) => {
    let after: string | undefined;
    while (lines.length <= MAX_ROWS) {
      const page = await listCommunities(tx.db, ctx.scope, filter, { after, limit: PAGE });
      for (const community of page) lines.push(csvLine(cellsOf(community)));
      if (page.length < PAGE) break;
      after = page.at(-1)?.externalCode;
    }
    await tx.audit({
      action: 'export-communities',
      subject: { kind: 'community', id: 'list' },
      details: { rows: lines.length - 1 },
    });
  });
  return BYTE_ORDER_MARK + lines.join('');
}

const HEADER = [
  '小区编码',
  '小区名称',
  '城市编码',
  '行政区',
  '经度',
  '纬度',
  '建成年份',
  '户数',
  '合作方编码',
  '城市名称',
  '合作方',
];

function cellsOf(community: Community): (string | number | null)[] {
  const { position } = community;
  return [
    community.externalCode,
    community.name,
    community.cityCode,
    community.district,
    position.lng,
    position.lat,
    community.builtYear,
    community.households,
    community.partnerCode,
    community.cityName,
    community.partnerName,
  ];
}
