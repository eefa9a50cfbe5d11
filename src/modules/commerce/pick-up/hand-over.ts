import { Refusal } from '#kernel/errors';
import type { CityId, CustomerKey, Id, PersonId, PickupPointId, UserId } from '#kernel/ids';
import { MINUTE } from '#kernel/time';
import type { ParcelId } from '../orders/parcel.ts';
import { BLOCKS, type Block } from './parcel-card.ts';

export type HandOverId = Id<'HandOver'>;

export const HAND_OVER_WAYS = {
  scan: '扫码',
  code: '报提货码',
  list: '从名单里选',
  counter: '柜台交付',
  delivery: '送货上门',
} as const;
export type HandOverWay = keyof typeof HAND_OVER_WAYS;

export const UNDO_REASONS = {
  wrong_person: '给错人了',
  wrong_items: '拿错商品了',
  tapped_wrong: '点错了',
  customer_returned: '顾客当场退回',
} as const;
export type UndoReason = keyof typeof UNDO_REASONS;

/** How long whoever handed over can take it back. */
export const UNDO_WITHIN = 5 * MINUTE;

export interface HandedLine {
  readonly parcelId: ParcelId;
  readonly lineNo: number;
  readonly quantity: number;
}

/** One act at a point, a counter or a door. */
export interface HandOver {
  readonly handOverId: HandOverId;
  readonly cityId: CityId;
  readonly pickupPointId: PickupPointId | null;
  readonly customerKey: CustomerKey | null;
  readonly personId: PersonId | null;
  readonly way: HandOverWay;
  /** Somebody else came with the code. */
  readonly onBehalf: boolean;
  readonly units: number;
  readonly madeBy: UserId | null;
  readonly madeAt: Date;
  readonly undoneAt: Date | null;
  readonly undoReason: UndoReason | null;
  readonly lines: readonly HandedLine[];
}

export const undoUntil = (handOver: Pick<HandOver, 'madeAt'>): Date =>
  new Date(handOver.madeAt.getTime() + UNDO_WITHIN);

export const canUndo = (handOver: Pick<HandOver, 'madeAt' | 'undoneAt'>, now: Date): boolean =>
  handOver.undoneAt === null && now.getTime() <= undoUntil(handOver).getTime();

/** It cannot be handed over now, and why. */
export class ParcelBlocked extends Refusal {
  readonly block: Block;
  constructor(block: Block) {
    super('parcel-blocked', 'conflict', { why: BLOCKS[block] }, { more: { block } });
    this.block = block;
  }
}

/** It was handed over before: by this code, then. */
export class AlreadyCollected extends Refusal {
  constructor(at: string) {
    super('already-collected', 'conflict', { at });
  }
}

/** Fewer lie there. */
export class NotSoManyLeft extends Refusal {
  constructor(name: string, left: number) {
    super('not-so-many-left', 'conflict', { name, left });
  }
}

export class UndoTooLate extends Refusal {
  constructor() {
    super('undo-too-late', 'conflict', { minutes: UNDO_WITHIN / MINUTE });
  }
}

/** Something of it is claimed, or was given back, since. */
export class ClaimedSince extends Refusal {
  constructor() {
    super('claimed-since', 'conflict');
  }
}
