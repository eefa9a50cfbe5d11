import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { LeadDetail, RevealAnswer } from '#modules/growth/contract';
import { api } from '../../../shared/api.ts';
import { useAct, type Act } from '../../../shared/query.tsx';
import { Await } from '../../../shared/states.tsx';
import { useLiveQuery } from '../../../shared/use-live.ts';
import type { SidePanelProps } from '../../parts/side-panel.tsx';
import { LeadBody } from './lead-detail.tsx';
import { LEADS_KEY, LEADS_PATH, LEAD_TOPICS } from './use-leads.ts';

/** The open lead beside its list. */
export function useLeadPanel(id: string | undefined, onClose: () => void): SidePanelProps | undefined {
  const queryKey = [...LEADS_KEY, 'one', id];
  const query = useQuery({
    queryKey,
    queryFn: ({ signal }) => api.get<LeadDetail>(`${LEADS_PATH}/${id ?? ''}`, { signal }),
    enabled: id !== undefined,
  });
  useLiveQuery(id === undefined ? [] : LEAD_TOPICS, queryKey);
  if (id === undefined) return undefined;
  const lead = query.data;
  return {
    title: lead === undefined ? '线索' : `${lead.communityName} · ${lead.name === '' ? '已删除' : lead.name}`,
    subtitle: lead === undefined ? '' : `${lead.leadNumber} · ${lead.stateName} · ${lead.cityName}`,
    onClose,
    children: <Await query={query}>{(found) => <Opened key={found.leadId} lead={found} />}</Await>,
  };
}

/** What was revealed is kept by this panel alone and gone when it closes. */
function Opened({ lead }: { lead: LeadDetail }): ReactNode {
  const reveal: Act<void, RevealAnswer> = useAct((_: void, key) =>
    api.post<RevealAnswer>(`${LEADS_PATH}/${lead.leadId}/reveal`, { key }),
  );
  return <LeadBody lead={lead} reveal={reveal} />;
}
