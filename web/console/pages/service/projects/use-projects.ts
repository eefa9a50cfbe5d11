import type { ProjectItem, ProjectsAnswer } from '#modules/fulfilment/contract';
import { useQuery } from '@tanstack/react-query';
import { api, queryString, type Query } from '../../../../shared/api.ts';
import { useUrlState } from '../../../parts/url-state.ts';
import { useList, type List } from '../../../parts/use-list.ts';
import { useLiveSlowly } from '../../../parts/use-live-slowly.ts';
import { PROJECTS_KEY, PROJECTS_PATH, PROJECT_TOPICS } from '../service-paths.ts';
import { countOfTab, isProjectTab, queryOfTab, type ProjectCounts, type ProjectTab } from './project-words.ts';

const FILTERS = ['city', 'store', 'person', 'community', 'text'] as const;
export type ProjectFilters = Readonly<Record<(typeof FILTERS)[number], string | undefined>>;

export interface ProjectDesk {
  readonly tab: ProjectTab;
  readonly filters: ProjectFilters;
  readonly filtered: boolean;
  readonly list: List<ProjectItem>;
  readonly counts: ProjectCounts | undefined;
  readonly exportPath: string;
  readonly openId: string | undefined;
  readonly show: (tab: ProjectTab) => void;
  readonly filter: (name: string, value: string | undefined) => void;
  readonly open: (id: string | undefined) => void;
}

export function useProjects(): ProjectDesk {
  const [url, setUrl] = useUrlState(['state', 'project', ...FILTERS]);
  const filtered = FILTERS.some((name) => url[name] !== undefined);
  const tab = isProjectTab(url.state) ? url.state : filtered ? 'all' : 'active';
  const place: Query = {
    cityId: url.city,
    storeId: url.store,
    touchpointId: url.person,
    communityId: url.community,
    text: url.text,
  };
  const query = { ...place, ...queryOfTab(tab) };
  const list = useList<ProjectItem>(PROJECTS_KEY, PROJECTS_PATH, { query, topics: PROJECT_TOPICS });
  const counts = useCounts(place);
  return {
    tab,
    filters: url,
    filtered,
    list: counts === undefined ? list : { ...list, total: countOfTab(tab, counts) },
    counts,
    exportPath: `${PROJECTS_PATH}/export${queryString(query)}`,
    openId: url.project,
    show: (next) => setUrl({ state: next, project: undefined }),
    filter: (name, value) => setUrl({ [name]: value, project: undefined }),
    open: (id) => setUrl({ project: id }, { push: url.project === undefined && id !== undefined }),
  };
}

function useCounts(place: Query): ProjectCounts | undefined {
  const queryKey = [...PROJECTS_KEY, 'counts', place];
  const result = useQuery({
    queryKey,
    queryFn: ({ signal }) => api.get<ProjectsAnswer>(PROJECTS_PATH, { query: { ...place, limit: 1 }, signal }),
    placeholderData: (before) => before,
  });
  useLiveSlowly(PROJECT_TOPICS, queryKey);
  return result.data?.counts;
}
