import { useQuery } from '@tanstack/react-query';
import type { ServiceItem, WorkerItem } from '#modules/fulfilment/contract';
import { api, type Query } from '../../../shared/api.ts';
import type { Choice } from '../../parts/choices.ts';
import { SERVICES_KEY, SERVICES_PATH, WORKERS_KEY, WORKERS_PATH } from './service-paths.ts';

const NONE: readonly never[] = [];

/** The service types. */
export function useServices(): readonly ServiceItem[] {
  const found = useQuery({
    queryKey: SERVICES_KEY,
    queryFn: ({ signal }) => api.get<{ items: ServiceItem[] }>(SERVICES_PATH, { signal }),
    staleTime: 60_000,
  });
  return found.data?.items ?? NONE;
}

/** Up to 200 people who visit homes, as choices; none are fetched until there is a query. */
export function useWorkerChoices(query: Query | undefined): readonly Choice[] {
  const found = useQuery({
    queryKey: [...WORKERS_KEY, 'choices', query],
    queryFn: ({ signal }) =>
      api.get<{ items: WorkerItem[] }>(WORKERS_PATH, { query: { ...query, limit: 200 }, signal }),
    enabled: query !== undefined,
    staleTime: 60_000,
  });
  return (found.data?.items ?? NONE).map((worker) => ({
    value: worker.touchpointId,
    label: `${worker.name} · ${worker.roleName} · ${worker.storeName}`,
  }));
}
