import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Icon } from '../../../shared/icons.tsx';
import { leadsQuery } from '../../my/queries.ts';
import { Link } from '../../../shared/router.tsx';

/** Who left a phone number because of this task. */
export function TaskLeads({ taskId }: { taskId: string }): ReactNode {
  const open = useQuery(leadsQuery('open')).data?.items ?? [];
  const closed = useQuery(leadsQuery('closed')).data?.items ?? [];
  const leads = [...open, ...closed].filter((lead) => lead.taskId === taskId);
  if (leads.length === 0) return null;
  return (
    <section aria-labelledby="task-leads">
      <h2 id="task-leads" className="section-title">
        这次转发带来 {leads.length} 条线索
      </h2>
      <ul className="row-list">
        {leads.map((lead) => (
          <li key={lead.leadId}>
            <Link to={`/leads/${lead.leadId}`} className="row">
              <span>
                {lead.name || '已注销'} · {lead.needName}
                <small>{lead.stateName}</small>
              </span>
              <Icon name="forward" size={20} />
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
