import { Refusal } from '#kernel/errors';
import { MINUTE } from '#kernel/time';
import type { SlotItem } from './slot-contract.ts';

/** A time at which somebody able can really come, and how many could. */
export interface Slot {
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly left: number;
}

/** How long a time is kept for whoever is still writing their name. */
export const HOLD_MS = 10 * MINUTE;

export const slotItems = (slots: readonly Slot[]): SlotItem[] =>
  slots.map(({ startsAt, endsAt, left }) => ({
    startsAt: startsAt.toISOString(),
    endsAt: endsAt.toISOString(),
    left,
  }));

/** Nobody can come at this time any more. The problem's member `next` holds the next free slots. */
export class SlotTaken extends Refusal {
  constructor(next: readonly Slot[]) {
    super('slot-taken', 'conflict', { next: next.length }, { more: { next: slotItems(next) } });
  }
}

/** The time was not kept any longer. The problem's member `next` holds the next free slots. */
export class HoldExpired extends Refusal {
  constructor(next: readonly Slot[]) {
    super('hold-expired', 'conflict', { next: next.length }, { more: { next: slotItems(next) } });
  }
}
