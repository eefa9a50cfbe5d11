import type { CodeItem } from '#modules/growth/contract';
import { useDesk, type Desk, type DeskKind } from '../../parts/use-desk.ts';
import {
  CODE_TOPICS,
  CODES_KEY,
  CODES_PATH,
  countOfTab,
  TAB_NAMES,
  type CodeCounts,
  type CodeTab,
} from './code-words.ts';

type CodeFilter = 'city' | 'community' | 'touchpoint';
export type CodeDesk = Desk<CodeItem, CodeFilter, CodeTab, CodeCounts>;

/** What is open, when it is not there yet. */
export const NEW = 'new';

const CODES: DeskKind<CodeFilter, CodeTab, CodeCounts> = {
  row: 'code',
  filters: ['city', 'community', 'touchpoint'],
  tabs: TAB_NAMES,
  key: CODES_KEY,
  path: CODES_PATH,
  topics: CODE_TOPICS,
  firstTab: () => 'live',
  queryOf: (url) => ({ cityId: url.city, communityId: url.community, touchpointId: url.touchpoint }),
  queryOfTab: (tab) => ({ state: tab === 'all' ? undefined : tab }),
  countOfTab,
};

export const useCodes = (): CodeDesk => useDesk(CODES);
