import type { PromotionItem } from '#modules/commerce/contract';
import { useDesk, type Desk, type DeskKind } from '../../../parts/use-desk.ts';
import { PROMOTIONS_KEY, PROMOTIONS_PATH } from '../goods-paths.ts';
import { countOfTab, queryOfTab, TAB_NAMES, type PromotionCounts, type PromotionTab } from './promotion-words.ts';

type PromotionFilter = 'rule' | 'way' | 'who' | 'city' | 'text';
export type PromotionDesk = Desk<PromotionItem, PromotionFilter, PromotionTab, PromotionCounts>;

const PROMOTIONS: DeskKind<PromotionFilter, PromotionTab, PromotionCounts> = {
  row: 'promotion',
  filters: ['rule', 'way', 'who', 'city', 'text'],
  tabs: TAB_NAMES,
  key: PROMOTIONS_KEY,
  path: PROMOTIONS_PATH,
  topics: [],
  firstTab: (filtered, counts) =>
    filtered || (counts !== undefined && (counts.byState['live'] ?? 0) === 0) ? 'all' : 'live',
  queryOf: (url) => ({ ruleKind: url.rule, way: url.way, eligibility: url.who, cityId: url.city, text: url.text }),
  queryOfTab,
  countOfTab,
  staysInTab: true,
};

export const usePromotions = (): PromotionDesk => useDesk(PROMOTIONS);
