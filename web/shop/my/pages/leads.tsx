import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import type { OwnLeadItem, OwnLeadsAnswer } from '#modules/growth/contract';
import { api } from '../../shared/api.ts';
import { dateTime } from '../../shared/format.ts';
import { useAct } from '../../shared/query.tsx';
import { Await, Empty, ProblemLine } from '../../shared/states.tsx';

const OWN_LEADS = ['growth', 'own-leads'];

export function MyLeads(): ReactNode {
  const query = useQuery({
    queryKey: OWN_LEADS,
    queryFn: () => api.get<OwnLeadsAnswer>('/api/growth/own/leads'),
  });
  return (
    <main className="my-page">
      <h1>我的预约</h1>
      <Await query={query}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title="这个手机号还没有预约" hint="从小区群里、管家发给你的链接预约后，就能在这里看到。" />
          ) : (
            <ul className="my-list">
              {items.map((lead) => (
                <li key={lead.leadId}>
                  <LeadCard lead={lead} />
                </li>
              ))}
            </ul>
          )
        }
      </Await>
    </main>
  );
}

function LeadCard({ lead }: { lead: OwnLeadItem }): ReactNode {
  return (
    <article className="my-card" aria-label={lead.subject}>
      <header>
        <h2>{lead.subject}</h2>
        <span className={lead.open ? 'my-state' : 'my-state my-state-over'}>{lead.stateName}</span>
      </header>
      <p className="my-next">{whatNext(lead)}</p>
      <dl>
        <dt>预约号</dt>
        <dd>{lead.leadNumber}</dd>
        <dt>小区</dt>
        <dd>{lead.communityName}</dd>
        <dt>预约时间</dt>
        <dd>{dateTime(lead.createdAt)}</dd>
      </dl>
      <footer>
        {lead.shareToken === null ? <span /> : <a href={`/o/${encodeURIComponent(lead.shareToken)}`}>看方案</a>}
        {lead.open ? <Withdraw lead={lead} /> : null}
      </footer>
    </article>
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

/** Calling it off takes a second tap, and says what it means. */
function Withdraw({ lead }: { lead: OwnLeadItem }): ReactNode {
  const [asking, setAsking] = useState(false);
  const withdraw = useAct(
    (leadId: string, key: string) => api.post<OwnLeadItem>(`/api/growth/own/leads/${leadId}/withdraw`, { key }),
    { stale: [OWN_LEADS] },
  );
  if (!asking) {
    return (
      <button type="button" className="my-quiet" onClick={() => setAsking(true)}>
        取消预约
      </button>
    );
  }
  return (
    <div className="my-asking" role="group" aria-label="取消预约">
      <p>取消后不会再有人为这件事打给你。想做时再从链接预约就好。</p>
      <ProblemLine problem={withdraw.problem} />
      <div>
        <button type="button" disabled={withdraw.busy} onClick={() => setAsking(false)}>
          先不取消
        </button>
        <button
          type="button"
          className="my-strong"
          disabled={withdraw.busy}
          onClick={() => void withdraw.run(lead.leadId)}
        >
          {withdraw.busy ? '正在取消…' : '确定取消'}
        </button>
      </div>
    </div>
  );
}
