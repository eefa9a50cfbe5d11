import { useQuery } from '@tanstack/react-query';
import type { CodeItem, CodesAnswer } from '#modules/growth/contract';
import { api, type Query } from '../../../shared/api.ts';
import { useUrlState } from '../../parts/url-state.ts';
import { useList, type List } from '../../parts/use-list.ts';
import { useLiveSlowly } from '../../parts/use-live-slowly.ts';
import {
  CODE_TOPICS,
  CODES_KEY,
  CODES_PATH,
  countOfTab,
  isCodeTab,
  type CodeCounts,
  type CodeTab,
} from './code-words.ts';

const FILTERS = ['city', 'community', 'touchpoint'] as const;
export const NEW = 'new';

export interface CodeDesk {
  readonly tab: CodeTab;
  readonly filters: Readonly<Record<(typeof FILTERS)[number], string | undefined>>;
  readonly filtered: boolean;
  readonly list: List<CodeItem>;
  readonly counts: CodeCounts | undefined;
  readonly openId: string | undefined;
  readonly show: (tab: CodeTab) => void;
  readonly filter: (name: string, value: string | undefined) => void;
  readonly open: (id: string | undefined) => void;
}

/** Everything that the page of printed codes shows. */
export function useCodes(): CodeDesk {
  const [url, setUrl] = useUrlState(['state', 'code', ...FILTERS]);
  const tab = isCodeTab(url.state) ? url.state : 'live';
  const query = { cityId: url.city, communityId: url.community, touchpointId: url.touchpoint };
  const list = useList<CodeItem>(CODES_KEY, CODES_PATH, {
    query: { ...query, state: tab === 'all' ? undefined : tab },
    topics: CODE_TOPICS,
  });
  const counts = useCounts(query);
  return {
    tab,
    filters: url,
    filtered: FILTERS.some((name) => url[name] !== undefined),
    list: counts === undefined ? list : { ...list, total: countOfTab(tab, counts) },
    counts,
    openId: url.code,
    show: (next) => setUrl({ state: next, code: undefined }),
    filter: (name, value) => setUrl({ [name]: value, code: undefined }),
    open: (id) => setUrl({ code: id }, { push: url.code === undefined && id !== undefined }),
  };
}

function useCounts(query: Query): CodeCounts | undefined {
  const queryKey = [...CODES_KEY, 'counts', query];
  const result = useQuery({
    queryKey,
    queryFn: ({ signal }) => api.get<CodesAnswer>(CODES_PATH, { query: { ...query, limit: 1 }, signal }),
    placeholderData: (before) => before,
  });
  useLiveSlowly(CODE_TOPICS, queryKey);
  return result.data?.counts;
}
