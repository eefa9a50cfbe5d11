import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import type { TextModel, TextModelsAnswer } from '#modules/cdp/contract';
import { api } from '../../../../shared/api.ts';
import type { ApiProblem } from '../../../../shared/problem.ts';
import { useAct, type Act } from '../../../../shared/query.tsx';
import { useMay, useMe } from '../../../../shared/session.tsx';
import { LEARN_PATH, MODELS_KEY, MODELS_PATH, shippedPath } from '../listening-paths.ts';
import type { ListeningDesk } from '../use-listening-desk.ts';
import type { ModelKind } from './model-words.ts';

const LOOK_AGAIN_MS = 2_000;

/** What was learnt; looked at again every two seconds while a learning is under way. */
export const useModels = ({ view }: ListeningDesk): UseQueryResult<TextModelsAnswer, ApiProblem> =>
  useQuery({
    queryKey: MODELS_KEY,
    queryFn: ({ signal }) => api.get<TextModelsAnswer>(MODELS_PATH, { signal }),
    enabled: view === 'models',
    // Whoever comes from the messages has just corrected some.
    staleTime: 0,
    refetchInterval: ({ state }) => ((state.data?.underWay ?? null) === null ? false : LOOK_AGAIN_MS),
  });

/** Everybody's messages are read with the same models: headquarters learns and goes back. */
export function useMayManageModels(): boolean {
  const mayManage = useMay('source.manage');
  return useMe().grants.some(({ areaKind }) => areaKind === 'all') && mayManage;
}

export const useLearnNow = (): Act<void, { runId: string }> =>
  useAct((_, key) => api.post<{ runId: string }>(LEARN_PATH, { key }), { stale: [MODELS_KEY] });

export const useReturnToShipped = (onDone: () => void): Act<ModelKind, TextModel> =>
  useAct((kind, key) => api.post<TextModel>(shippedPath(kind), { key }), { stale: [MODELS_KEY], onDone });
