import type { LeaderChoice, MyGroupBuy, OpenGroupBuyBody } from '#modules/commerce/contract';
import { kindKey } from './group-words.ts';

export type ChoiceItem = LeaderChoice['items'][number];

/** What is being put together for a new group buy; undefined where nothing was said yet. */
export interface GroupDraft {
  readonly communityId?: string;
  readonly title?: string;
  readonly words?: string;
  readonly skuIds?: readonly string[];
}

/** Items that are both chosen and offered, in the order in which they are offered. */
export const chosenOf = (draft: GroupDraft, items: readonly ChoiceItem[]): readonly ChoiceItem[] =>
  items.filter((item) => draft.skuIds?.includes(item.skuId) === true);

/** Takes an item in or out. Items of one group buy come together the same way: one of another kind begins anew. */
export function toggled(draft: GroupDraft, items: readonly ChoiceItem[], item: ChoiceItem): GroupDraft {
  const chosen = chosenOf(draft, items);
  if (chosen.includes(item))
    return { ...draft, skuIds: chosen.filter((each) => each !== item).map((each) => each.skuId) };
  const same = chosen.filter((each) => kindKey(each) === kindKey(item));
  return { ...draft, skuIds: [...same, item].map((each) => each.skuId) };
}

/** The draft with what the last one was: its words, and those of its items that are offered today. */
export function likeLast(
  draft: GroupDraft,
  items: readonly ChoiceItem[],
  last: Pick<MyGroupBuy, 'title' | 'words' | 'items'>,
) {
  const offered = items.filter((item) => last.items.some((each) => each.skuId === item.skuId));
  const kind = offered[0] === undefined ? undefined : kindKey(offered[0]);
  const same = offered.filter((item) => kindKey(item) === kind);
  const kept = new Set<string>(same.map((item) => item.skuId));
  return {
    draft: { ...draft, title: last.title, words: last.words, skuIds: [...kept] },
    leftOut: last.items.filter((item) => !kept.has(item.skuId)).map((item) => item.name),
  };
}

/** What is asked of the server; undefined while something is missing. */
export function bodyOf(
  draft: GroupDraft,
  at: { readonly communityId: string; readonly title: string; readonly items: readonly ChoiceItem[] },
): OpenGroupBuyBody | undefined {
  const chosen = chosenOf(draft, at.items);
  if (chosen.length === 0 || at.title.trim().length < 2) return undefined;
  return {
    communityId: at.communityId as OpenGroupBuyBody['communityId'],
    title: at.title.trim(),
    words: draft.words?.trim() ?? '',
    skuIds: chosen.map((item) => item.skuId),
  };
}
