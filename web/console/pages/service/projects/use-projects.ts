import type { ProjectItem } from '#modules/fulfilment/contract';
import { useDesk, type Desk, type DeskKind } from '../../../parts/use-desk.ts';
import { PROJECTS_KEY, PROJECTS_PATH, PROJECT_TOPICS } from '../service-paths.ts';
import { countOfTab, queryOfTab, TABS, type ProjectCounts, type ProjectTab } from './project-words.ts';

type ProjectFilter = 'city' | 'store' | 'person' | 'community' | 'text';
export type ProjectDesk = Desk<ProjectItem, ProjectFilter, ProjectTab, ProjectCounts>;

const PROJECTS: DeskKind<ProjectFilter, ProjectTab, ProjectCounts> = {
  row: 'project',
  filters: ['city', 'store', 'person', 'community', 'text'],
  tabs: TABS,
  key: PROJECTS_KEY,
  path: PROJECTS_PATH,
  topics: PROJECT_TOPICS,
  firstTab: (filtered) => (filtered ? 'all' : 'active'),
  queryOf: (url) => ({
    cityId: url.city,
    storeId: url.store,
    touchpointId: url.person,
    communityId: url.community,
    text: url.text,
  }),
  queryOfTab,
  countOfTab,
};

export const useProjects = (): ProjectDesk => useDesk(PROJECTS);
