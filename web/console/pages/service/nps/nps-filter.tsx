import type { ReactNode } from 'react';
import type { NpsAnswer } from '#modules/growth/contract';
import { choicesOf, useCities, useStores, type Choice } from '../../../parts/choices.ts';
import { choiceBlank } from '../../../parts/filter-blanks.ts';
import { FilterSentence, type FilterValues } from '../../../parts/filter-sentence.tsx';
import { SPANS } from './nps-words.ts';

interface NpsFilterProps {
  readonly url: FilterValues;
  /** Names the community that was chosen from the table. */
  readonly nps: NpsAnswer | undefined;
  readonly onChange: (name: string, value: string | undefined) => void;
}

const spans: readonly Choice[] = Object.entries(SPANS).map(([value, label]) => ({ value, label }));
const GROUPS: readonly Choice[] = [
  { value: 'community', label: '小区' },
  { value: 'store', label: '门店' },
];

/** 「看【近90天】在【城市】、【门店】的回答，按【小区】分开看」. */
export function NpsFilter({ url, nps, onChange }: NpsFilterProps): ReactNode {
  const community = url['community'];
  const chosen = nps?.groups.find((group) => group.id === community)?.name ?? '这个小区';
  return (
    <FilterSentence
      parts={[
        '看',
        choiceBlank('days', '哪段时间', SPANS.quarter, spans),
        '在',
        choiceBlank('city', '城市', '所有城市', choicesOf(useCities())),
        '、',
        choiceBlank('store', '门店', '所有门店', choicesOf(useStores(url['city']))),
        '的回答，按',
        choiceBlank('by', '按什么分', '小区', GROUPS),
        '分开看',
        ...(community === undefined
          ? []
          : ['，只看', choiceBlank('community', '小区', '不限', [{ value: community, label: chosen }])]),
      ]}
      values={url}
      onChange={onChange}
    />
  );
}
