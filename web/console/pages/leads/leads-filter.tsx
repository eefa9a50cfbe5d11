import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { CommunityAnswer } from '#modules/territory/contract';
import { api } from '../../../shared/api.ts';
import { choicesOf, useCities, usePackages, useStores } from '../../parts/choices.ts';
import { choiceBlank } from '../../parts/filter-blanks.ts';
import { FilterSentence, type Blank } from '../../parts/filter-sentence.tsx';
import type { LeadFilters } from './use-leads.ts';

interface LeadsFilterProps {
  readonly filters: LeadFilters;
  readonly onChange: (name: string, value: string | undefined) => void;
}

/** 「看【城市】【门店】由【套餐】带来、编号是【…】的线索」; community, touchpoint and play come from links. */
export function LeadsFilter({ filters, onChange }: LeadsFilterProps): ReactNode {
  const community = useCommunityName(filters.community);
  const given = (name: string, label: string, value: string | undefined, words: string): (string | Blank)[] =>
    value === undefined ? [] : ['，只看', choiceBlank(name, label, '不限', [{ value, label: words }])];
  return (
    <FilterSentence
      parts={[
        '看',
        choiceBlank('city', '城市', '所有城市', choicesOf(useCities())),
        '、',
        choiceBlank('store', '门店', '所有门店', choicesOf(useStores(filters.city))),
        '里由',
        choiceBlank('package', '套餐', '任何套餐', choicesOf(usePackages())),
        '带来、编号是',
        { kind: 'text', name: 'text', label: '线索编号或末四位', any: '不限' },
        '的线索',
        ...given('community', '小区', filters.community, community ?? '这个小区'),
        ...given('touchpoint', '触点', filters.touchpoint, '这位触点'),
        ...given('play', '方案', filters.play, '这份方案'),
        ...given('from', '起始日', filters.from, `${filters.from ?? ''}起`),
        ...given('to', '截止日', filters.to, `到${filters.to ?? ''}`),
      ]}
      values={filters}
      onChange={onChange}
    />
  );
}

function useCommunityName(id: string | undefined): string | undefined {
  const found = useQuery({
    queryKey: ['communities', 'name', id],
    queryFn: ({ signal }) => api.get<CommunityAnswer>(`/api/territory/communities/${id}`, { signal }),
    enabled: id !== undefined,
    staleTime: 5 * 60_000,
  });
  return found.data?.name;
}
