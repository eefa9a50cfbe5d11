import type { Shortcuts } from '../../../parts/use-shortcuts.ts';
import { focusAmount } from './row-focus.ts';
import { asProposed } from './supply-draft.ts';
import type { SupplyDesk } from './use-supply-desk.ts';

/** What the keys of the page are, for the help that `?` shows. */
export const KEYS = [
  ['j', '下一行'],
  ['k', '上一行'],
  ['Enter', '打开看为什么；在数量里是记下，去下一行'],
  ['a', '照办（选了几行就办几行；改过数的按改的办）'],
  ['x', '不办'],
  ['e', '改数量'],
  ['s', '选上或取消'],
  ['u', '刚改的订货，改回照建议办'],
  ['Esc', '关上详情，或取消选择'],
  ['?', '看这张表'],
] as const;

/** The keys of the page, by what is at hand, chosen and allowed. */
export function supplyKeys(desk: SupplyDesk, showKeys: () => void): Shortcuts {
  const { atHand, chosen, decisions, mayDecide, mayTake, openId } = desk;
  const subjects = chosen.length > 0 ? chosen : atHand === undefined ? [] : [atHand];
  const ready = subjects.length > 0 && !decisions.busy;
  const backTo = decisions.outcome?.backTo ?? [];
  return {
    j: () => desk.walk(1),
    k: () => desk.walk(-1),
    Enter: atHand === undefined ? undefined : () => desk.open(atHand.lineId),
    a: ready && mayTake ? () => desk.take(subjects) : undefined,
    x: ready && mayDecide ? () => desk.refuse(subjects) : undefined,
    e: atHand === undefined || !mayTake ? undefined : () => void focusAmount(atHand.lineId),
    s: atHand === undefined || !mayDecide ? undefined : () => desk.toggle(atHand.lineId),
    u:
      backTo.length > 0 && !decisions.busy
        ? () => void decisions.decide({ targets: backTo.map(asProposed), reason: null, note: '' })
        : undefined,
    Escape: openId === undefined ? () => desk.choose([]) : () => desk.open(undefined),
    '?': showKeys,
  };
}
