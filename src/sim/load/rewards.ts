import type { SkuId } from '#kernel/ids';
import { addDays } from '#kernel/time';
import type { Runtime } from '#platform/context';
import { moveReward, saveReward, skusByCodes, type RewardFacts } from '#modules/commerce';
import type { Saying } from './selling.ts';

type Reward = readonly [name: string, stock: number, facts: RewardFacts];
type Plain = Pick<
  RewardFacts,
  'validFrom' | 'validUntil' | 'takesPlaceAt' | 'imageId' | 'skuId' | 'handedInAt' | 'cancelHours' | 'minLevel'
>;

const EVERYWHERE = { areaKind: 'all', areaId: null } as const;

/** What points are good for: goods at the point, a service, a place at a tasting in the store. */
export async function sayRewards(
  runtime: Runtime,
  times: { readonly said: Date; readonly runsDays: number; readonly opensInDays: number },
  saying: Saying,
): Promise<void> {
  const { said, runsDays, opensInDays } = times;
  const skus = await skusByCodes(runtime.db, ['F001', 'F017', 'H005']);
  const plain: Plain = {
    validFrom: said,
    validUntil: addDays(said, runsDays),
    takesPlaceAt: null,
    imageId: null,
    skuId: null,
    handedInAt: 'point',
    cancelHours: 24,
    minLevel: 0,
  };
  const rewards = [
    ...goods(plain, (code) => skus.get(code)?.skuId),
    ...services(plain),
    ...experiences({ ...plain, takesPlaceAt: addDays(said, opensInDays) }),
  ];
  for (const [name, stock, facts] of rewards) {
    const { rewardId } = await saveReward(saying(`reward/${name}`), { facts, area: EVERYWHERE, stock });
    await moveReward(saying(`reward/${name}/publish`), { rewardId, move: 'publish' });
  }
}

function goods(plain: Plain, skuOf: (code: string) => SkuId | undefined): Reward[] {
  const offered = [
    ['greens', 'F001', 500, { title: '小青菜一份', points: 40, voucherDays: 7, perPersonLimit: 4 }],
    ['eggs', 'F017', 120, { title: '土鸡蛋一盒', points: 260, voucherDays: 14, perPersonLimit: 2 }],
    ['damp-bags', 'H005', 80, { title: '除湿袋一包', points: 280, voucherDays: 30, perPersonLimit: 1 }],
  ] as const;
  return offered.flatMap(([name, code, stock, facts]): Reward[] => {
    const skuId = skuOf(code);
    return skuId === undefined
      ? []
      : [[name, stock, { ...plain, ...facts, kind: 'goods', skuId, words: '到自提点领取' }]];
  });
}

const services = (plain: Plain): Reward[] => [
  [
    'priority',
    200,
    {
      ...plain,
      kind: 'service',
      title: '当天优先配送一次',
      words: '即时订单先给您送',
      points: 60,
      voucherDays: 30,
      perPersonLimit: 3,
    },
  ],
];

const experiences = (plain: Plain): Reward[] => [
  [
    'tasting',
    30,
    {
      ...plain,
      kind: 'experience',
      handedInAt: 'store',
      title: '周末试吃会名额',
      words: '门店试吃当季水果，可带一位家人',
      points: 80,
      voucherDays: 45,
      perPersonLimit: 1,
    },
  ],
];
