import { fen } from '#kernel/money';
import { businessDay } from '#kernel/time';
import type { Context } from '#platform/context';
import { addAreaPrice, packageByCode, saveOption, type OptionFacts, type PackageId } from '#modules/commerce';
import { cities, storesByCodes } from '#modules/territory';
import type { World } from '../world/index.ts';
import { ignoring } from './ignoring.ts';

type DemoOption = readonly [code: string, name: string, unit: OptionFacts['unit'], yuan: number];

/** What may be had beside the packages of renewal, by the package's code. What is sold by the ㎡ takes an area. */
const OPTIONS: Readonly<Record<string, readonly DemoOption[]>> = {
  'leak-check': [
    ['regrout', '瓷砖缝重新勾缝', '㎡', 38],
    ['floor-drain', '更换防臭地漏', '项', 120],
  ],
  'wall-renew': [
    ['extra-area', '超出部分墙面', '㎡', 42],
    ['kids-paint', '升级儿童漆', '㎡', 18],
    ['crack-net', '裂缝挂网加固', '米', 35],
  ],
  'wiring-safe': [
    ['circuit', '加一路专线', '项', 460],
    ['copper-line', '铜线换新', '米', 48],
    ['breaker', '升级配电箱', '套', 1_180],
  ],
  'kitchen-bath': [
    ['waterproof', '防水加做', '㎡', 98],
    ['cabinet', '吊柜加长', '米', 880],
    ['dry-wet', '干湿分离玻璃隔断', '套', 2_380],
  ],
  'elder-safe': [
    ['grab-bar', '加装扶手', '项', 180],
    ['anti-slip', '地面防滑处理', '㎡', 65],
  ],
  'storage-kids': [
    ['board', '升级实木颗粒板', '㎡', 120],
    ['desk', '可升降书桌', '套', 1_680],
  ],
};

/** Options of the packages, and price lists of a city and of two stores. Can be repeated. */
export async function loadPrices(ctx: Context, world: World): Promise<void> {
  const found = await Promise.all(Object.keys(OPTIONS).map((code) => packageByCode(ctx.db, code)));
  const packages = new Map(found.flatMap((each) => (each === undefined ? [] : [[each.code, each.id]])));
  for (const [code, packageId] of packages) await loadOptions(ctx, packageId, OPTIONS[code] ?? []);
  for (const { packageCode, priceYuan, ...price } of await areaPrices(ctx, world)) {
    const packageId = packages.get(packageCode);
    if (packageId === undefined) continue;
    const from = businessDay(ctx.clock.now());
    const signed = { ...price, packageId, priceFen: fen(priceYuan * 100), from, to: null };
    await ignoring('price-overlaps', addAreaPrice(ctx, signed));
  }
}

async function loadOptions(ctx: Context, packageId: PackageId, options: readonly DemoOption[]): Promise<void> {
  for (const [position, [code, name, unit, yuan]] of options.entries()) {
    const kind = unit === '㎡' ? 'per_area' : 'add_on';
    const facts: OptionFacts = { name, unit, kind, priceFen: fen(yuan * 100), active: true, position };
    await ignoring('option-code-taken', saveOption(ctx, { packageId, code, expected: 'new', facts }));
  }
}

/** The first city is dearer for a whole job, its first store gives a little on it, and another one on an option. */
async function areaPrices(ctx: Context, { places }: World) {
  const [first, second] = places.stores.map((store) => store.code);
  const stores = await storesByCodes(
    ctx.db,
    [first, second].flatMap((code) => code ?? []),
  );
  const city = (await cities(ctx.db)).find((each) => each.code === places.cities[0]?.code);
  const ofStore = (code: string | undefined) => ({
    areaKind: 'store' as const,
    areaId: (code === undefined ? undefined : stores.get(code)?.id) ?? null,
  });
  return [
    {
      packageCode: 'kitchen-bath',
      optionCode: null,
      areaKind: 'city' as const,
      areaId: city?.id ?? null,
      priceYuan: 10_280,
    },
    { packageCode: 'kitchen-bath', optionCode: null, ...ofStore(first), priceYuan: 9_980 },
    { packageCode: 'wall-renew', optionCode: 'kids-paint', ...ofStore(second), priceYuan: 15 },
  ].filter(({ areaId }) => areaId !== null);
}
