import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { CommunityAnswer } from '#modules/territory/contract';
import { api } from '../../../shared/api.ts';
import { choicesOf, useAudiences, useCities, usePackages } from '../../parts/choices.ts';
import { FilterSentence, type Blank } from '../../parts/filter-sentence.tsx';
import type { PlayFilter } from './use-play-desk.ts';

interface PlaysFilterProps {
  readonly filters: Readonly<Record<PlayFilter, string | undefined>>;
  readonly onChange: (name: PlayFilter, value: string | undefined) => void;
}

/** 「看人群【…】在【…】推【…】的方案」; a community or an approval comes from a link and can be taken out. */
export function PlaysFilter({ filters, onChange }: PlaysFilterProps): ReactNode {
  const audience: Blank = {
    kind: 'choice',
    name: 'audience',
    label: '人群',
    any: '所有人群',
    options: choicesOf(useAudiences()),
  };
  const city: Blank = { kind: 'choice', name: 'city', label: '城市', any: '所有城市', options: choicesOf(useCities()) };
  const packages: Blank = {
    kind: 'choice',
    name: 'package',
    label: '套餐',
    any: '任何套餐',
    options: choicesOf(usePackages()),
  };
  const community = useCommunityBlank(filters.community);
  const approval: Blank = {
    kind: 'choice',
    name: 'approval',
    label: '常设授权',
    any: '不限授权',
    options: filters.approval === undefined ? [] : [{ value: filters.approval, label: '这份授权' }],
  };
  return (
    <FilterSentence
      parts={[
        '看',
        city,
        audience,
        '里推',
        packages,
        '的方案',
        ...(community === undefined ? [] : ['，只看', community]),
        ...(filters.approval === undefined ? [] : ['，只看按', approval, '批的']),
      ]}
      values={filters}
      onChange={(name, value) => onChange(name as PlayFilter, value)}
    />
  );
}

function useCommunityBlank(id: string | undefined): Blank | undefined {
  const found = useQuery({
    queryKey: ['communities', 'name', id],
    queryFn: ({ signal }) => api.get<CommunityAnswer>(`/api/territory/communities/${id}`, { signal }),
    enabled: id !== undefined,
    staleTime: 5 * 60_000,
  });
  if (id === undefined) return undefined;
  const label = found.data?.name ?? '这个小区';
  return { kind: 'choice', name: 'community', label: '小区', any: '所有小区', options: [{ value: id, label }] };
}
