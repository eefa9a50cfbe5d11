import { useQuery } from '@tanstack/react-query';
import type { PaymentItem, PaymentsAnswer } from '#modules/commerce/contract';
import { api, type Query } from '../../../../shared/api.ts';
import { useUrlState } from '../../../parts/url-state.ts';
import { useList, type List } from '../../../parts/use-list.ts';
import { useLiveSlowly } from '../../../parts/use-live-slowly.ts';
import { PAYMENT_TOPICS, PAYMENTS_KEY, PAYMENTS_PATH } from '../deals-paths.ts';
import { countOfTab, isPaymentTab, queryOfTab, type PaymentCounts, type PaymentTab } from './payment-words.ts';

const FILTERS = ['city', 'store', 'community'] as const;
export type PaymentFilters = Readonly<Record<(typeof FILTERS)[number], string | undefined>>;

export interface PaymentDesk {
  readonly tab: PaymentTab;
  readonly filters: PaymentFilters;
  readonly filtered: boolean;
  readonly list: List<PaymentItem>;
  readonly counts: PaymentCounts | undefined;
  readonly openId: string | undefined;
  readonly show: (tab: PaymentTab) => void;
  readonly filter: (name: string, value: string | undefined) => void;
  readonly open: (id: string | undefined) => void;
}

/** Everything that the page of payments shows; what waits for a person comes first, if anything does. */
export function usePayments(): PaymentDesk {
  const [url, setUrl] = useUrlState(['state', 'payment', ...FILTERS]);
  const query = { cityId: url.city, storeId: url.store, communityId: url.community };
  const counts = useCounts(query);
  const tab = isPaymentTab(url.state) ? url.state : firstOf(counts);
  const list = useList<PaymentItem>(PAYMENTS_KEY, PAYMENTS_PATH, {
    query: { ...query, ...queryOfTab(tab) },
    topics: PAYMENT_TOPICS,
  });
  return {
    tab,
    filters: url,
    filtered: FILTERS.some((name) => url[name] !== undefined),
    list: counts === undefined ? list : { ...list, total: countOfTab(tab, counts) },
    counts,
    openId: url.payment,
    show: (next) => setUrl({ state: next, payment: undefined }),
    filter: (name, value) =>
      setUrl({ [name]: value, payment: undefined, ...(name === 'city' ? { store: undefined } : {}) }),
    // The tab stays while what was open is decided on and leaves it.
    open: (id) => setUrl({ state: tab, payment: id }, { push: url.payment === undefined && id !== undefined }),
  };
}

function firstOf(counts: PaymentCounts | undefined): PaymentTab {
  if (counts === undefined || countOfTab('held', counts) > 0) return 'held';
  return counts.refundsFailed > 0 ? 'failed' : 'all';
}

function useCounts(query: Query): PaymentCounts | undefined {
  const queryKey = [...PAYMENTS_KEY, 'counts', query];
  const result = useQuery({
    queryKey,
    queryFn: ({ signal }) => api.get<PaymentsAnswer>(PAYMENTS_PATH, { query: { ...query, limit: 1 }, signal }),
    placeholderData: (before) => before,
  });
  useLiveSlowly(PAYMENT_TOPICS, queryKey, { pauseMs: 1_000 });
  return result.data?.counts;
}
