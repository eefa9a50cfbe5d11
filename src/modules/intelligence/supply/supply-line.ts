import { Refusal } from '#kernel/errors';
import type { CityId, Id, SkuId, StockPlaceId, UserId } from '#kernel/ids';
import type { CategoryId } from '#modules/commerce';
import type { ForecastReason } from '../demand/forecast-reason.ts';
import type { ForecastRunId } from '../demand/demand-day.ts';

export type SupplyLineId = Id<'SupplyLine'>;

export const SUPPLY_KINDS = { order: '订货', transfer: '调拨', discount: '临期降价' } as const;
export type SupplyKind = keyof typeof SUPPLY_KINDS;

/** `lapsed`: its day went by and nobody decided. */
export const SUPPLY_STATES = {
  proposed: '待定',
  taken: '照办',
  changed: '改后照办',
  refused: '不办',
  lapsed: '过期未定',
} as const;
export type SupplyState = keyof typeof SUPPLY_STATES;

/** Why somebody decides otherwise: kept, and compared with what came of it. */
export const OVERRIDE_REASONS = {
  event: '有活动或团购，系统不知道',
  weather: '天气会变',
  display: '陈列要摆满',
  supplier: '供应商有货期或质量问题',
  stock_wrong: '账面库存不准',
  money: '资金或库位不够',
  taste: '按经验判断',
  other: '其他',
} as const;
export type OverrideReason = keyof typeof OVERRIDE_REASONS;

/** The figures that a proposal rests on. */
export interface SupplyBasis {
  /** What is expected until the next delivery after this one, and its band. */
  readonly mean: number;
  readonly low: number;
  readonly high: number;
  readonly days: number;
  /** What can be sold now, what is on its way, and what of it will be too old before it is sold. */
  readonly stock: number;
  readonly onTheWay: number;
  readonly expiring: number;
  /** Up to how much was aimed for. */
  readonly level: number;
  readonly keepsDays: number | null;
  readonly pack: number;
  readonly missingShare: number;
  readonly priceFen: number;
  readonly costFen: number;
  /** What cut it short, if anything did. */
  readonly cutBy: 'budget' | 'room' | 'central' | null;
  /** Of a transfer. */
  readonly km: number | null;
  readonly reasons: readonly ForecastReason[];
}

export interface SupplyOutcome {
  /** Over the days that the line was for. */
  readonly wanted: number;
  /** Units missing and left over with what was decided, and with what was proposed. */
  readonly missing: number;
  readonly left: number;
  readonly missingAsProposed: number;
  readonly leftAsProposed: number;
}

export interface SupplyLine {
  readonly lineId: SupplyLineId;
  readonly runId: ForecastRunId;
  readonly cityId: CityId;
  /** The business day on which it is decided. */
  readonly day: string;
  readonly kind: SupplyKind;
  readonly placeId: StockPlaceId;
  readonly skuId: SkuId;
  readonly categoryId: CategoryId;
  readonly fromPlaceId: StockPlaceId | null;
  /** Units; of a discount the price in fen. */
  readonly proposed: number;
  readonly decided: number | null;
  readonly state: SupplyState;
  readonly arrivesOn: string;
  readonly basis: SupplyBasis;
  /** What doing it is expected to bring against doing nothing. */
  readonly worthFen: number;
  readonly reason: OverrideReason | null;
  readonly note: string;
  readonly decidedBy: UserId | null;
  readonly decidedAt: Date | null;
  readonly outcome: SupplyOutcome | null;
  readonly revision: number;
}

/** What deciding on a number of units makes of a line. */
export const stateAfter = (line: Pick<SupplyLine, 'proposed'>, decided: number | null): SupplyState =>
  decided === null ? 'refused' : decided === line.proposed ? 'taken' : 'changed';

/** Somebody decided it since the reader looked. */
export class SupplyLineChanged extends Refusal {
  constructor(count: number) {
    super('supply-line-changed', 'conflict', { count });
  }
}

/** Its day went by, or its goods are moved already. */
export class SupplyLineClosed extends Refusal {
  constructor(state: SupplyState) {
    super('supply-line-closed', 'conflict', { state: SUPPLY_STATES[state] });
  }
}

export class OverrideReasonMissing extends Refusal {
  constructor() {
    super('supply-reason-missing', 'invalid');
  }
}

/** Not whole packs. */
export class UnitsNotPacks extends Refusal {
  constructor(pack: number) {
    super('supply-units-not-packs', 'invalid', { pack });
  }
}

/** Prices are set by whoever may set prices. */
export class PriceNotYours extends Refusal {
  constructor() {
    super('supply-price-not-yours', 'forbidden');
  }
}
