import { useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { ForecastRunAnswer, ForecastRunsAnswer } from '#modules/intelligence/contract';
import { api } from '../../../../shared/api.ts';
import { useAct, type Act } from '../../../../shared/query.tsx';
import { useMay, useMe } from '../../../../shared/session.tsx';
import { SUPPLY_KEY } from '../supply/supply-paths.ts';
import { FORECAST_KEY, RUNS_KEY, RUNS_PATH } from './forecast-paths.ts';
import { isUnderWay } from './forecast-words.ts';

type RunKind = ForecastRunAnswer['kind'];

const LOOK_AGAIN_MS = 2_000;
const LIMIT = 20;

const anyUnderWay = (runs: ForecastRunsAnswer | undefined): boolean => runs?.items.some(isUnderWay) ?? false;

/** The last runs; looked at again every two seconds while one is under way, and what it made is fetched at its end. */
export function useRuns(kind?: RunKind): UseQueryResult<ForecastRunsAnswer> {
  const client = useQueryClient();
  const query = useQuery({
    queryKey: [...RUNS_KEY, kind],
    queryFn: ({ signal }) => api.get<ForecastRunsAnswer>(RUNS_PATH, { query: { kind, limit: LIMIT }, signal }),
    refetchInterval: ({ state }) => (anyUnderWay(state.data) ? LOOK_AGAIN_MS : false),
  });
  const isRunning = anyUnderWay(query.data);
  const wasRunning = useRef(false);
  useEffect(() => {
    if (wasRunning.current && !isRunning) {
      for (const queryKey of [FORECAST_KEY, SUPPLY_KEY]) void client.invalidateQueries({ queryKey });
    }
    wasRunning.current = isRunning;
  }, [isRunning, client]);
  return query;
}

/** Asks for a run of everything. */
export const useAskRun = (): Act<RunKind, { runId: string }> =>
  useAct((kind, key) => api.post<{ runId: string }>(RUNS_PATH, { body: { kind }, key }), { stale: [RUNS_KEY] });

/** Runs, and the calendar, are the whole company's. */
export function useIsHeadquarters(): boolean {
  const mayEdit = useMay('stock.edit');
  return useMe().grants.some(({ areaKind }) => areaKind === 'all') && mayEdit;
}
