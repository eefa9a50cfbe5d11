import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useState, type ReactNode } from 'react';
import type { CommunitiesAnswer, CommunityAnswer } from '#modules/territory/contract';
import { api } from '../../shared/api.ts';
import { useSettled } from '../../shared/use-settled.ts';

interface CommunityFinderProps {
  /** What it is for; also its placeholder. */
  readonly label: string;
  readonly onFind: (community: CommunityAnswer) => void;
  readonly cityId?: string | undefined;
  /** Those that need not be found again. */
  readonly without?: readonly string[];
  readonly width?: number | string;
}

const PAUSE_MS = 250;

/** Finds one community by a part of its name; the field is empty again afterwards. */
export function CommunityFinder({ label, onFind, cityId, without = [], width = 220 }: CommunityFinderProps): ReactNode {
  const [typed, setTyped] = useState('');
  const text = useSettled(typed.trim(), PAUSE_MS);
  const found = useQuery({
    queryKey: ['communities', 'find', text, cityId],
    queryFn: ({ signal }) =>
      api.get<CommunitiesAnswer>('/api/territory/communities', {
        query: { text: text === '' ? undefined : text, cityId, limit: 20 },
        signal,
      }),
    placeholderData: (before) => before,
  });
  const items = (found.data?.items ?? []).filter((community) => !without.includes(community.id));
  return (
    <Select
      aria-label={label}
      placeholder={label}
      style={{ width }}
      value={null}
      showSearch={{ filterOption: false, onSearch: setTyped }}
      loading={found.isFetching}
      notFoundContent={found.isPending ? '正在找…' : '没有这个小区'}
      options={items.map(({ id, name, cityName, district }) => ({
        value: id as string,
        label: `${name} · ${district === '' ? cityName : `${cityName}${district}`}`,
      }))}
      onChange={(id) => {
        const community = items.find((each) => each.id === id);
        setTyped('');
        if (community !== undefined) onFind(community);
      }}
    />
  );
}
