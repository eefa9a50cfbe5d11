import type { SupplyLineAnswer } from '#modules/intelligence/contract';

const ORDER = {
  lineId: 'l1',
  day: '2026-11-23',
  kind: 'order',
  cityId: 'sz',
  cityName: '苏州',
  placeId: 's1',
  placeName: '姑苏店',
  placeKind: 'store',
  fromPlaceName: null,
  skuId: 'k1',
  skuCode: 'F001',
  skuName: '小青菜',
  unit: '份',
  proposed: 36,
  decided: null,
  state: 'proposed',
  arrivesOn: '2026-11-24',
  basis: {
    mean: 36,
    low: 28,
    high: 47,
    days: 2,
    stock: 12,
    onTheWay: 0,
    expiring: 3,
    level: 45,
    keepsDays: 2,
    pack: 6,
    missingShare: 0.4,
    priceFen: 390,
    costFen: 281,
    cutBy: null,
    km: null,
    reasons: [],
  },
  worthFen: 2_600,
  reason: null,
  reasonName: null,
  note: '',
  decidedAt: null,
  revision: 1,
};

interface Parts extends Partial<Omit<SupplyLineAnswer, 'basis' | 'lineId'>> {
  readonly lineId?: string;
  readonly basis?: Partial<SupplyLineAnswer['basis']>;
}

/** A line of an order for tests, with what matters to them. */
export const lineWith = ({ basis, ...parts }: Parts = {}): SupplyLineAnswer =>
  ({ ...ORDER, ...parts, basis: { ...ORDER.basis, ...basis } }) as SupplyLineAnswer;
