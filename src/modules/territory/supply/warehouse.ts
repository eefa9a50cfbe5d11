import { Refusal } from '#kernel/errors';
import type { Position } from '#kernel/geo';
import type { CityId, CommunityId, WarehouseId } from '#kernel/ids';

/** 中心仓 (feeds the others), 网格仓 (next-day pick-up), 闪电仓 (instant delivery). */
export const WAREHOUSE_KINDS = ['central', 'grid', 'flash'] as const;
export type WarehouseKind = (typeof WAREHOUSE_KINDS)[number];

/** Kinds that supply communities; a community has at most one of each. */
export type SupplyKind = Exclude<WarehouseKind, 'central'>;

export const WAREHOUSE_KIND_NAMES: Readonly<Record<WarehouseKind, string>> = {
  central: '中心仓',
  grid: '网格仓',
  flash: '闪电仓',
};

/** What people may edit of a warehouse. */
export interface WarehouseFacts {
  readonly externalCode: string;
  readonly kind: WarehouseKind;
  readonly cityId: CityId;
  readonly name: string;
  readonly position: Position;
  readonly active: boolean;
}

export interface Warehouse extends WarehouseFacts {
  readonly id: WarehouseId;
  readonly cityName: string;
  readonly updatedAt: Date;
  /** Grows by one with every change; the entity tag of the warehouse. */
  readonly version: number;
}

/** Which warehouse supplies a community with what is picked up the next day, and which with what comes at once. */
export interface Supply {
  readonly gridId: WarehouseId | null;
  readonly flashId: WarehouseId | null;
}

export const MAX_SUPPLIED_AT_ONCE = 500;

/** Supply and stock hang on the kind: another kind of warehouse is another warehouse. */
export class WarehouseStaysItsKind extends Refusal {
  constructor(name: string) {
    super('warehouse-stays-its-kind', 'invalid', { name });
  }
}

/** It is not there, not the editor's, of another kind, closed, or supplies another city. */
export class WarehouseCannotSupply extends Refusal {
  constructor(kind: SupplyKind) {
    super('warehouse-cannot-supply', 'invalid', { kind: WAREHOUSE_KIND_NAMES[kind] });
  }
}

export class UnknownCommunity extends Refusal {
  constructor() {
    super('place-unknown-community', 'invalid');
  }
}

/** A change of what supplies what: `communityIds` move to `warehouseId`, or to nobody. */
export interface SupplyChange {
  readonly kind: SupplyKind;
  readonly warehouseId: WarehouseId | null;
  readonly communityIds: readonly CommunityId[];
}
