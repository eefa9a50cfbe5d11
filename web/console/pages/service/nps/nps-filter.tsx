import type { ReactNode } from 'react';
import type { NpsAnswer } from '#modules/growth/contract';
import { choicesOf, useCities, useStores, type Choice } from '../../../parts/choices.ts';
import { FilterSentence, type Blank, type FilterValues } from '../../../parts/filter-sentence.tsx';
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
  const choice = (name: string, label: string, any: string, options: readonly Choice[]): Blank => ({
    kind: 'choice',
    name,
    label,
    any,
    options,
  });
  const community = url['community'];
  const chosen = nps?.groups.find((group) => group.id === community)?.name ?? '这个小区';
  return (
    <FilterSentence
      parts={[
        '看',
        choice('days', '哪段时间', SPANS.quarter, spans),
        '在',
        choice('city', '城市', '所有城市', choicesOf(useCities())),
        '、',
        choice('store', '门店', '所有门店', choicesOf(useStores(url['city']))),
        '的回答，按',
        choice('by', '按什么分', '小区', GROUPS),
        '分开看',
        ...(community === undefined
          ? []
          : ['，只看', choice('community', '小区', '不限', [{ value: community, label: chosen }])]),
      ]}
      values={url}
      onChange={onChange}
    />
  );
}
