import type { Shortcuts } from '../../parts/use-shortcuts.ts';
import { UNDO_REASON } from './play-words.ts';
import type { PlayDesk } from './use-play-desk.ts';

/** What the keys of the page are, for the help that `?` shows. */
export const KEYS = [
  ['j', '下一份'],
  ['k', '上一份'],
  ['Enter', '打开看详情'],
  ['x', '选上或取消'],
  ['a', '批准（选了几份就批几份）'],
  ['e', '修改'],
  ['r', '驳回'],
  ['u', '撤回刚批的'],
  ['Esc', '关上详情，或取消选择'],
  ['?', '看这张表'],
] as const;

/** The keys of the page, by what is at hand, chosen and allowed. */
export function playKeys(desk: PlayDesk, showKeys: () => void): Shortcuts {
  const { atHand, chosen, decisions, mayDecide, state, openId } = desk;
  const subjects = chosen.length > 0 ? chosen : atHand === undefined ? [] : [atHand];
  const decides = mayDecide && state === 'proposed' && subjects.length > 0 && !decisions.busy && !desk.editing;
  const undoable = decisions.outcome?.decision === 'approved' ? decisions.outcome.done : [];
  return {
    j: () => desk.walk(1),
    k: () => desk.walk(-1),
    Enter: atHand === undefined ? undefined : () => desk.open(atHand.id),
    x: atHand === undefined || state !== 'proposed' ? undefined : () => desk.toggle(atHand.id),
    a: decides ? () => void decisions.approve(subjects) : undefined,
    r: decides ? () => desk.ask({ decision: 'rejected', subjects }) : undefined,
    e: decides && atHand !== undefined ? () => desk.edit(atHand.id) : undefined,
    u: undoable.length > 0 && !decisions.busy ? () => void decisions.withdraw(undoable, UNDO_REASON) : undefined,
    Escape: openId !== undefined ? () => desk.open(undefined) : () => desk.choose([]),
    '?': showKeys,
  };
}
