import type { Context } from '#platform/context';
import { exportList, type Cells } from '#platform/exports';
import { listCommunities, type CommunityFilter } from './community-store.ts';
import type { Community } from './place.ts';

/**
 * The communities that match, within the reader's area, as CSV with the columns that the import reads (WGS-84) and,
 * after them, the city's and partner's names. Recorded in the audit with the number of rows. At most 100,000 rows.
 */
export const exportCommunities = (ctx: Context, filter: CommunityFilter): Promise<string> =>
  exportList<Community, string>(ctx, {
    action: 'export-communities',
    kind: 'community',
    header: HEADER,
    pageSize: 1_000,
    maxRows: 100_000,
    read: (after, limit) => listCommunities(ctx.db, ctx.scope, filter, { after, limit }),
    placeOf: (last) => last.externalCode,
    linesOf: (page) => page.map(cellsOf),
  });

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

function cellsOf(community: Community): Cells {
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
