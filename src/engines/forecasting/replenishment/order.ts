import { takesOf, type Step } from './worth.ts';

/** How much of something is to be had at a time. */
export interface Packing {
  /** Units that come together. */
  readonly pack: number;
  /** Fewer units are not delivered. */
  readonly minimum: number;
}

/**
 * Whole packs that come nearest to what is missing to a level; less than half of the least that is delivered is not worth
 * an order.
 */
export function unitsToOrder(level: number, stock: number, { pack, minimum }: Packing): number {
  const missing = Math.max(0, level - stock);
  const packs = Math.round(missing / pack) * pack;
  if (packs >= minimum) return packs;
  const least = Math.ceil(minimum / pack) * pack;
  return missing >= least / 2 ? least : 0;
}

/** Something that was to be had, and of which less may have to do. */
export interface Wanted {
  readonly units: number;
  readonly pack: number;
  /** What there is already, and what units are worth from the first one on. */
  readonly stock: number;
  readonly steps: readonly Step[];
  /** What a unit that is sold brings, against others. */
  readonly margin: number;
  /** What a unit takes of that of which there is too little: money, room, units of a warehouse. */
  readonly takes: number;
}

/**
 * Units for each within a limit that they share: as long as it is passed, the pack goes that brings least for what it
 * takes. With units of one warehouse this shares out what there is so that the last unit is worth the same everywhere.
 */
export function fitWithin(all: readonly Wanted[], limit: number): number[] {
  const units = all.map((each) => each.units);
  let used = all.reduce((sum, each) => sum + each.units * each.takes, 0);
  const worths = all.map((each, at) => worthOfLast(each, units[at]!));
  while (used > limit) {
    let least = -1;
    for (const [at, worth] of worths.entries()) {
      if (units[at]! > 0 && (least < 0 || worth < worths[least]!)) least = at;
    }
    if (least < 0) break;
    const gone = Math.min(all[least]!.pack, units[least]!);
    units[least]! -= gone;
    used -= gone * all[least]!.takes;
    worths[least] = worthOfLast(all[least]!, units[least]!);
  }
  return units;
}

/** What the last pack brings for each unit of what is short. */
function worthOfLast({ stock, steps, pack, margin, takes }: Wanted, units: number): number {
  const last = Math.min(pack, units);
  if (last <= 0 || takes <= 0) return Number.POSITIVE_INFINITY;
  let [worth, left] = [0, last];
  for (const step of takesOf(steps, stock + units - last)) {
    const used = Math.min(left, step.units);
    worth += used * step.worth;
    left -= used;
  }
  return (worth * margin) / (last * takes);
}
