import { useQuery } from '@tanstack/react-query';
import type { BillItem, DifferenceItem, DifferencesAnswer, ProvidersAnswer } from '#modules/commerce/contract';
import { api, queryString } from '../../../../shared/api.ts';
import { useMe } from '../../../../shared/session.tsx';
import type { Choice } from '../../../parts/choices.ts';
import { useAddress } from '../../../parts/use-desk.ts';
import { useList, type List } from '../../../parts/use-list.ts';
import { BILLS_KEY, BILLS_PATH, DIFFERENCES_PATH, PROVIDERS_PATH } from '../deals-paths.ts';
import { boardDays } from '../../boards/board-words.ts';
import { queryOfTab, TAB_NAMES, type DifferenceTab } from './bill-words.ts';

type BillFilter = 'provider' | 'period' | 'kind' | 'bill';
const BILLS = { row: 'open', filters: ['provider', 'period', 'kind', 'bill'] as const, tabs: TAB_NAMES };

export const useBillDesk = () => useAddress<BillFilter, DifferenceTab>(BILLS);
export type BillDesk = ReturnType<typeof useBillDesk>;

export function useBills({ filters }: BillDesk, now: number): List<BillItem> {
  const days = filters.period === undefined ? {} : boardDays(filters.period, new Date(now));
  return useList<BillItem>([...BILLS_KEY, 'days'], BILLS_PATH, { query: { provider: filters.provider, ...days } });
}

const askedOf = ({ filters, chosen }: BillDesk) => ({
  provider: filters.provider,
  kind: filters.kind,
  billId: filters.bill,
  ...queryOfTab(chosen ?? 'open'),
});

export const useDifferences = (desk: BillDesk): List<DifferenceItem> =>
  useList<DifferenceItem>([...BILLS_KEY, 'differences'], DIFFERENCES_PATH, { query: askedOf(desk) });

export const differencesFile = (desk: BillDesk): string => `${DIFFERENCES_PATH}.csv${queryString(askedOf(desk))}`;

/** What waits for a person, kind by kind. */
export function useOpenDifferences(provider: string | undefined): DifferencesAnswer['byKind'] | undefined {
  return useQuery({
    queryKey: [...BILLS_KEY, 'open', provider],
    queryFn: ({ signal }) =>
      api.get<DifferencesAnswer>(DIFFERENCES_PATH, { query: { provider, state: 'open', limit: 1 }, signal }),
  }).data?.byKind;
}

/** Providers that are set up, the sandbox among them outside production. */
export function useProviders(): ProvidersAnswer['items'] {
  return (
    useQuery({
      queryKey: ['payments', 'providers'],
      queryFn: ({ signal }) => api.get<ProvidersAnswer>(PROVIDERS_PATH, { signal }),
      staleTime: 60_000,
    }).data?.items ?? []
  );
}

export const useProviderChoices = (): readonly Choice[] =>
  useProviders().map(({ code, name }) => ({ value: code, label: name }));

/** A bill is of no city: only who sees everything brings one in. */
export const useMayBring = (): boolean => useMe().grants.some(({ areaKind }) => areaKind === 'all');
