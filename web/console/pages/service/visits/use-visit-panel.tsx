import { useQuery } from '@tanstack/react-query';
import type { VisitDetail } from '#modules/fulfilment/contract';
import { api } from '../../../../shared/api.ts';
import { Await } from '../../../../shared/states.tsx';
import { useLiveQuery } from '../../../../shared/use-live.ts';
import type { SidePanelProps } from '../../../parts/side-panel.tsx';
import { VISITS_KEY, VISITS_PATH, VISIT_TOPICS } from '../service-paths.ts';
import { VisitBody } from './visit-body.tsx';
import { spanInWords } from './visit-words.ts';

/** The open visit beside its list. */
export function useVisitPanel(
  id: string | undefined,
  onOpen: (id: string | undefined) => void,
): SidePanelProps | undefined {
  const queryKey = [...VISITS_KEY, 'one', id];
  const query = useQuery({
    queryKey,
    queryFn: ({ signal }) => api.get<VisitDetail>(`${VISITS_PATH}/${id ?? ''}`, { signal }),
    enabled: id !== undefined,
  });
  useLiveQuery(id === undefined ? [] : VISIT_TOPICS, queryKey);
  if (id === undefined) return undefined;
  const visit = query.data;
  return {
    title: visit === undefined ? '上门' : `${visit.communityName} · ${visit.serviceName}`,
    subtitle: visit === undefined ? '' : `${spanInWords(visit)} · ${visit.visitNumber}`,
    onClose: () => onOpen(undefined),
    children: <Await query={query}>{(found) => <VisitBody key={found.visitId} visit={found} onOpen={onOpen} />}</Await>,
  };
}
