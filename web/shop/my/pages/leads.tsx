import type { ReactNode } from 'react';
import type { OwnLeadItem } from '#modules/growth/contract';
import { api } from '../../../shared/api.ts';
import { dateTime } from '../../../shared/format.ts';
import { useAct } from '../../../shared/query.tsx';
import { Confirm } from '../parts/confirm.tsx';
import { Card, Facts } from '../parts/page.tsx';
import { keyOf, OWN } from '../paths.ts';

/** A lead that has not become a visit: who will call, and the way out. */
export function LeadCard({ lead }: { lead: OwnLeadItem }): ReactNode {
  const withdraw = useAct(
    (leadId: string, key: string) => api.post<OwnLeadItem>(`${OWN.leads}/${leadId}/withdraw`, { key }),
    { stale: [keyOf('leads')] },
  );
  return (
    <Card title={lead.subject} state={{ words: lead.stateName, ...(lead.open ? {} : { tone: 'over' }) }}>
      <p className="my-next">{whatNext(lead)}</p>
      <Facts
        rows={[
          ['预约号', lead.leadNumber],
          ['小区', lead.communityName],
          ['预约时间', dateTime(lead.createdAt)],
        ]}
      />
      <footer>
        {lead.shareToken === null ? <span /> : <a href={`/o/${encodeURIComponent(lead.shareToken)}`}>看方案</a>}
        {lead.open ? (
          <Confirm
            ask="取消预约"
            means="取消后不会再有人为这件事打给你。想做时再从链接预约就好。"
            stay="先不取消"
            go="确定取消"
            busy={withdraw.busy}
            problem={withdraw.problem}
            onGo={() => void withdraw.run(lead.leadId)}
          />
        ) : null}
      </footer>
    </Card>
  );
}

/** What happens next, said to who waits. */
function whatNext(lead: OwnLeadItem): string {
  const who = `${lead.roleName} ${lead.touchpointName}`;
  switch (lead.state) {
    case 'new':
      return new Date(lead.firstContactDueAt).getTime() > Date.now()
        ? `${who}会在 ${dateTime(lead.firstContactDueAt)} 前打给你。`
        : `${who}会尽快打给你。`;
    case 'contacted':
      return `${who}已经联系过你，有变化直接跟他说。`;
    case 'visit_booked':
      return lead.visitAt === null ? `上门时间由${who}跟你约。` : `${dateTime(lead.visitAt)} 上门，由${who}安排。`;
    case 'quoted':
      return `报价已经给你，做不做你说了算。`;
    case 'won':
      return `已经签约，谢谢信任。`;
    case 'lost':
      return `这次预约已经结束，不会再因此联系你。`;
  }
}
