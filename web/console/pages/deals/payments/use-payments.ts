import type { PaymentItem } from '#modules/commerce/contract';
import { useDesk, type Desk, type DeskKind } from '../../../parts/use-desk.ts';
import { PAYMENT_TOPICS, PAYMENTS_KEY, PAYMENTS_PATH } from '../deals-paths.ts';
import { countOfTab, queryOfTab, TAB_NAMES, type PaymentCounts, type PaymentTab } from './payment-words.ts';

type PaymentFilter = 'city' | 'store' | 'community';
export type PaymentDesk = Desk<PaymentItem, PaymentFilter, PaymentTab, PaymentCounts>;

const PAYMENTS: DeskKind<PaymentFilter, PaymentTab, PaymentCounts> = {
  row: 'payment',
  filters: ['city', 'store', 'community'],
  tabs: TAB_NAMES,
  clears: { city: ['store'] },
  key: PAYMENTS_KEY,
  path: PAYMENTS_PATH,
  topics: PAYMENT_TOPICS,
  pauseMs: 1_000,
  staysInTab: true,
  firstTab: (_filtered, counts) => firstOf(counts),
  queryOf: (url) => ({ cityId: url.city, storeId: url.store, communityId: url.community }),
  queryOfTab,
  countOfTab,
};

/** What waits for a person comes first, if anything does. */
export const usePayments = (): PaymentDesk => useDesk(PAYMENTS);

function firstOf(counts: PaymentCounts | undefined): PaymentTab {
  if (counts === undefined || countOfTab('held', counts) > 0) return 'held';
  return counts.refundsFailed > 0 ? 'failed' : 'all';
}
