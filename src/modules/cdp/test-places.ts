import type { CityId, CommunityId } from '#kernel/ids';
import type { Context } from '#platform/context';
import { commitImport, communitiesByCodes, previewImport, type ImportKind } from '#modules/territory';

/** For tests: a city with communities `<prefix>1` … `<prefix>n`, imported as a customer would. */
export async function makePlaces(
  makeContext: () => Context,
  prefix: string,
  count: number,
): Promise<Map<string, { communityId: CommunityId; cityId: CityId }>> {
  const load = async (kind: ImportKind, lines: readonly string[]): Promise<void> => {
    const bytes = Buffer.from(lines.join('\n'));
    const summary = await previewImport(makeContext(), { kind, datum: 'wgs84', fileName: `${kind}.csv`, bytes });
    await commitImport(makeContext(), { importId: summary.id, lines: 'all' });
  };
  const codes = Array.from({ length: count }, (_, at) => `${prefix}${at + 1}`);
  await load('regions', ['code,name', `R-${prefix},大区${prefix}`]);
  await load('cities', ['code,name,region,lng,lat', `C-${prefix},城市${prefix},R-${prefix},120.15,30.28`]);
  await load('communities', [
    'code,name,city,lng,lat,built_year,households',
    ...codes.map((code, at) => `${code},小区${code},C-${prefix},${120.1 + at / 1_000},30.2,2005,800`),
  ]);
  return communitiesByCodes(makeContext().db, codes);
}
