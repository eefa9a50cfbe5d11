import { fen } from '#kernel/money';
import { businessDay } from '#kernel/time';
import type { Context } from '#platform/context';
import {
  addAreaPrice,
  addListing,
  addPicture,
  categoriesOf,
  saveCategory,
  saveSpu,
  setBundle,
  skusByCodes,
  type CategoryFacts,
  type CategoryId,
  type SkuFacts,
  type SpuFacts,
} from '#modules/commerce';
import { cities, storesByCodes } from '#modules/territory';
import { GOODS, type Good } from '../world/goods.ts';
import type { World } from '../world/index.ts';
import { drawnProduct } from '../world/product-drawing.ts';
import { ignoring } from './ignoring.ts';

type Leaf = readonly [code: string, name: string, over?: Partial<CategoryFacts>];

/** The tree of categories: what stands at the top, with what lies below. */
const CATEGORIES: readonly (readonly [...Leaf, leaves: readonly Leaf[]])[] = [
  [
    'fresh',
    '生鲜',
    { claimHours: 24, storage: 'chilled' },
    [
      ['vegetables', '蔬菜'],
      ['fruit', '水果', { claimHours: 48 }],
      ['dairy', '乳品'],
      ['egg', '蛋品', { claimHours: 48 }],
      ['meat', '肉禽'],
      ['aquatic', '水产', { claimHours: 12 }],
    ],
  ],
  [
    'larder',
    '粮油速食',
    { claimHours: 72 },
    [
      ['grain', '粮油'],
      ['ready', '速食', { storage: 'frozen' }],
    ],
  ],
  ['bundle', '组合', { claimHours: 24, storage: 'chilled' }, []],
  [
    'household',
    '居家',
    { claimHours: 168 },
    [
      ['storage', '收纳'],
      ['cleaning', '家清'],
      ['textile', '家纺'],
      ['kitchen', '厨房'],
    ],
  ],
  [
    'furnish',
    '家具家电',
    { claimHours: 168 },
    [
      ['furniture', '家具'],
      ['appliance', '电器'],
      ['bathroom', '卫浴'],
      ['repair', '维修'],
    ],
  ],
  [
    'family',
    '一老一小',
    { claimHours: 168 },
    [
      ['kids', '儿童'],
      ['elderly', '适老'],
    ],
  ],
  ['service', '上门服务', { claimHours: 72 }, []],
];

/** Days for which goods of a category keep; what is not named here keeps. */
const SHELF_LIFE: Readonly<Record<string, number>> = {
  蔬菜: 3,
  水果: 5,
  乳品: 7,
  蛋品: 30,
  肉禽: 3,
  水产: 1,
  粮油: 360,
  速食: 180,
};

/** Other sizes of a good, by its code: spec, and yuan. */
const OTHER_SIZES: Readonly<Record<string, readonly (readonly [spec: string, yuan: number])[]>> = {
  F012: [['2.5千克', 35.9]],
  F016: [['12杯', 34.9]],
  F017: [['30枚', 42.8]],
  F024: [['10千克', 112]],
  H001: [['8件', 69]],
  H042: [],
};

interface DemoBundle {
  readonly code: string;
  readonly name: string;
  readonly yuan: number;
  readonly parts: Readonly<Record<string, number>>;
}

const BUNDLES: readonly DemoBundle[] = [
  { code: 'B001', name: '早餐组合', yuan: 59.9, parts: { F015: 1, F016: 1, F017: 1 } },
  { code: 'B002', name: '一周蔬菜组合', yuan: 22.9, parts: { F001: 2, F003: 1, F004: 1, F005: 1 } },
  { code: 'B003', name: '番茄鸡蛋组合', yuan: 32.9, parts: { F003: 1, F017: 1 } },
  { code: 'B004', name: '红烧组合', yuan: 66.9, parts: { F018: 1, F005: 1, F001: 1 } },
  { code: 'B005', name: '粮油囤货组合', yuan: 129, parts: { F024: 1, F025: 1 } },
  { code: 'B006', name: '梅雨防潮组合', yuan: 75.9, parts: { H005: 2, H006: 1 } },
];

const SERVICES: readonly (readonly [code: string, name: string, yuan: number])[] = [
  ['S001', '空调清洗 1台', 119],
  ['S002', '油烟机上门清洗 1台', 168],
];

/** What differs in the second city, in yuan. */
const SECOND_CITY: Readonly<Record<string, number>> = {
  F001: 4.5,
  F003: 6.2,
  F009: 24.9,
  F015: 16.5,
  F018: 49.8,
  F021: 27.9,
  F022: 52.9,
  F024: 61.9,
  B002: 23.9,
};

const PICTURES_AT_ONCE = 4;

/** Goods as the tills know them, with categories, sizes, bundles and pictures; what differs by place. Can be repeated. */
export async function loadCatalogue(ctx: Context, world: World): Promise<void> {
  const categories = await loadCategories(ctx);
  const wanted = products(categories);
  const known = await skusByCodes(
    ctx.db,
    wanted.map(({ facts }) => facts.code),
  );
  const fresh = wanted.filter(({ facts }) => !known.has(facts.code));
  for (let at = 0; at < fresh.length; at += PICTURES_AT_ONCE) {
    await Promise.all(fresh.slice(at, at + PICTURES_AT_ONCE).map((each) => loadProduct(ctx, each)));
  }
  await loadBundles(ctx);
  await loadDifferences(ctx, world);
}

async function loadCategories(ctx: Context): Promise<Map<string, CategoryId>> {
  const add = async ([code, name, over]: Leaf, parentId: CategoryId | null, position: number): Promise<void> => {
    const plain = { claimHours: null, storage: null, active: true };
    await ignoring(
      'category-code-taken',
      saveCategory(ctx, { facts: { ...plain, ...over, code, name, parentId, position } }),
    );
  };
  for (const [position, [code, name, over]] of CATEGORIES.entries()) await add([code, name, over], null, position);
  const tops = new Map((await categoriesOf(ctx.db)).map((each) => [each.code, each.categoryId]));
  for (const [code, , , leaves] of CATEGORIES) {
    for (const [position, leaf] of leaves.entries()) await add(leaf, tops.get(code) ?? null, position);
  }
  return new Map((await categoriesOf(ctx.db)).map((each) => [each.name, each.categoryId]));
}

interface DemoProduct {
  readonly category: string;
  readonly facts: SpuFacts;
  readonly skus: readonly SkuFacts[];
}

function products(categories: ReadonlyMap<string, CategoryId>): DemoProduct[] {
  const goods = [
    ...GOODS.map(({ code, name, category, priceFen }) => ({ code, name, category, priceFen, kind: 'goods' as const })),
    ...BUNDLES.map(({ code, name, yuan }) => ({
      code,
      name,
      category: '组合',
      priceFen: fenOf(yuan),
      kind: 'goods' as const,
    })),
    ...SERVICES.map(([code, name, yuan]) => ({
      code,
      name,
      category: '上门服务',
      priceFen: fenOf(yuan),
      kind: 'service' as const,
    })),
  ];
  return goods.flatMap((good): DemoProduct[] => {
    const categoryId = categories.get(good.category);
    return categoryId === undefined ? [] : [{ category: good.category, ...productOf(good, categoryId) }];
  });
}

/** A good's name ends in its size where it comes in one: 「鲜牛奶 950毫升」. */
function productOf(
  good: Pick<Good, 'code' | 'name' | 'category' | 'priceFen'> & { readonly kind: SpuFacts['kind'] },
  categoryId: CategoryId,
): Pick<DemoProduct, 'facts' | 'skus'> {
  const [name = good.name, size] = good.name.split(' ');
  const others = size === undefined ? [] : (OTHER_SIZES[good.code] ?? []);
  const sizes = size === undefined ? [] : [size, ...others.map(([spec]) => spec)];
  const facts: SpuFacts = {
    code: good.code,
    name,
    categoryId,
    kind: good.kind,
    description: '',
    imageIds: [],
    unit: good.kind === 'service' ? '次' : good.category === '组合' ? '套' : '份',
    options: size === undefined ? [] : [{ name: '规格', values: sizes }],
    shelfLifeDays: SHELF_LIFE[good.category] ?? null,
    storage: good.code === 'F027' || good.code === 'F028' ? 'ambient' : null,
    claimHours: null,
    active: true,
  };
  const skus = [
    skuOf(good.code, size === undefined ? [] : [size], good.priceFen),
    ...others.map(([spec, yuan], at) => skuOf(`${good.code}-${at + 2}`, [spec], fenOf(yuan))),
  ];
  return { facts, skus };
}

const fenOf = (yuan: number): number => Math.round(yuan * 100);

const skuOf = (code: string, spec: readonly string[], priceFen: number): SkuFacts => ({
  code,
  spec,
  unit: null,
  listFen: fen(priceFen),
  originalFen: null,
  costFen: fen(Math.round(priceFen * 0.72)),
  weightGrams: gramsOf(spec[0] ?? ''),
  barcode: null,
  active: true,
});

/** 「500克」, 「约4千克」, 「950毫升」; null where the size is no weight. */
function gramsOf(size: string): number | null {
  const found = /(\d+(?:\.\d+)?)(千克|克|毫升|升)/.exec(size);
  if (found === null) return null;
  const large = found[2] === '千克' || found[2] === '升';
  return Math.round(Number(found[1]) * (large ? 1_000 : 1));
}

async function loadProduct(ctx: Context, { facts, skus, category }: DemoProduct): Promise<void> {
  const { fileId } = await addPicture(ctx, { bytes: await drawnProduct(facts.name, category) });
  await ignoring('spu-code-taken', saveSpu(ctx, { facts: { ...facts, imageIds: [fileId] }, skus }));
}

async function loadBundles(ctx: Context): Promise<void> {
  const codes = BUNDLES.flatMap(({ code, parts }) => [code, ...Object.keys(parts)]);
  const skus = await skusByCodes(ctx.db, codes);
  for (const { code, parts } of BUNDLES) {
    const bundle = skus.get(code);
    if (bundle === undefined || bundle.kind === 'bundle') continue;
    const wanted = Object.entries(parts).flatMap(([part, quantity]) => {
      const found = skus.get(part);
      return found === undefined ? [] : [{ skuId: found.skuId, quantity }];
    });
    await setBundle(ctx, { skuId: bundle.skuId, parts: wanted });
  }
}

/** The second city has prices of its own and does without crabs; the first store has no room for furniture. */
async function loadDifferences(ctx: Context, { places }: World): Promise<void> {
  const from = businessDay(ctx.clock.now());
  const second = (await cities(ctx.db)).find((each) => each.code === places.cities[1]?.code);
  const store = places.stores[0]?.code;
  const storeId = store === undefined ? undefined : (await storesByCodes(ctx.db, [store])).get(store)?.id;
  if (second !== undefined) {
    const area = { areaKind: 'city' as const, areaId: second.id, from, to: null };
    const skus = await skusByCodes(ctx.db, [...Object.keys(SECOND_CITY), 'F023']);
    for (const [code, yuan] of Object.entries(SECOND_CITY)) {
      const sku = skus.get(code);
      if (sku === undefined) continue;
      const price = { ...area, skuId: sku.skuId, priceFen: fen(fenOf(yuan)) };
      await ignoring('price-overlaps', addAreaPrice(ctx, price));
    }
    const crab = skus.get('F023');
    if (crab !== undefined) {
      const thing = { kind: 'sku' as const, id: crab.skuId };
      await ignoring('listing-overlaps', addListing(ctx, { ...area, thing, listed: false }));
    }
  }
  const furniture = (await categoriesOf(ctx.db)).find((each) => each.code === 'furniture');
  if (storeId !== undefined && furniture !== undefined) {
    const thing = { kind: 'category' as const, id: furniture.categoryId };
    const area = { areaKind: 'store' as const, areaId: storeId, from, to: null };
    await ignoring('listing-overlaps', addListing(ctx, { ...area, thing, listed: false }));
  }
}
