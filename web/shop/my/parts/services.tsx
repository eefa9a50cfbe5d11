import type { ReactNode } from 'react';
import type { OwnOrderItem, OwnQuotation } from '#modules/commerce/contract';
import type { OwnVisitItem, ProjectItem } from '#modules/fulfilment/contract';
import type { OwnLeadItem, OwnSurveysAnswer } from '#modules/growth/contract';
import { dayWithWeekday, timeOfDay, yuan } from '../../../shared/format.ts';
import { useNow } from '../../../shared/use-now.ts';
import { LeadCard } from '../pages/leads.tsx';
import { useOwnList } from '../use-own.ts';
import { Card, RowLink } from './page.tsx';

/** How long a visit that is done can be rated. */
const RATED_WITHIN_MS = 14 * 86_400_000;

type Survey = OwnSurveysAnswer['items'][number];

/** Everything about work at home: what was asked for, who comes, what was quoted and built. */
export interface Services {
  readonly leads: readonly OwnLeadItem[];
  readonly visits: readonly OwnVisitItem[];
  readonly quotations: readonly OwnQuotation[];
  readonly projects: readonly ProjectItem[];
  readonly surveys: readonly Survey[];
  /** Not asked for yet, or some of it did not come. */
  readonly waiting: boolean;
}

export function useServices(): Services {
  const leads = useOwnList<OwnLeadItem>('leads');
  const visits = useOwnList<OwnVisitItem>('visits');
  const quotations = useOwnList<OwnQuotation>('quotations');
  const projects = useOwnList<ProjectItem>('projects');
  const surveys = useOwnList<Survey>('surveys');
  return {
    leads: leads.data?.items ?? [],
    visits: visits.data?.items ?? [],
    quotations: quotations.data?.items ?? [],
    projects: projects.data?.items ?? [],
    surveys: surveys.data?.items ?? [],
    waiting: leads.data === undefined || visits.data === undefined,
  };
}

export const hasServices = ({ leads, visits, projects }: Services): boolean =>
  leads.length + visits.length + projects.length > 0;

/** Visits, works, orders of services and what was asked for. */
export function ServiceCards({ services, orders }: { services: Services; orders: readonly OwnOrderItem[] }): ReactNode {
  return (
    <>
      <Visits visits={services.visits} />
      <Works projects={services.projects} />
      <Orders orders={orders} />
      <Leads leads={services.leads} visits={services.visits} />
    </>
  );
}

/** What of services nobody else can do: rows for 轮到你了. */
export function serviceTurns(
  { quotations, projects, surveys }: Services,
  orders: readonly OwnOrderItem[],
): readonly ReactNode[] {
  // The balance is due once the works are finished.
  const finished = new Set(projects.filter((it) => it.state === 'completed').map((it) => it.orderId));
  return [
    ...quotations
      .filter((it) => it.state === 'sent')
      .map((it) => (
        <RowLink
          key={it.quotationId}
          mine
          to={`/my/quotations/${it.quotationId}`}
          title={`看报价：${it.packageName}`}
          hint={`${it.sellerRoleName} ${it.sellerName}给你的报价`}
          state={yuan(it.totalFen)}
        />
      )),
    ...orders.flatMap((it) =>
      it.due === null || (it.due.stage === 'balance' && !finished.has(it.orderId))
        ? []
        : [
            <RowLink
              key={it.orderId}
              mine
              to={`/my/orders/${it.orderId}`}
              title={it.due.stage === 'deposit' ? '付定金' : '付尾款'}
              hint={it.packageName}
              state={yuan(it.due.amountFen)}
            />,
          ],
    ),
    ...projects
      .filter((it) => it.next?.state === 'submitted')
      .map((it) => (
        <RowLink
          key={it.projectId}
          mine
          to={`/my/projects/${it.projectId}`}
          title={`验收：${it.next?.name ?? ''}`}
          hint="师傅传了照片，等你看一眼"
        />
      )),
    ...surveys
      .filter((it) => it.state === 'open')
      .map((it) => (
        <a
          key={it.surveyId}
          className="my-row my-row-mine"
          href={`/s/${encodeURIComponent(it.token)}`}
          aria-label="打个分"
        >
          <span>
            <strong>打个分</strong>
            <small>完工了，觉得怎么样？一下就好</small>
          </span>
        </a>
      )),
  ];
}

function Visits({ visits }: { visits: readonly OwnVisitItem[] }): ReactNode {
  const now = useNow(3_600_000);
  const open = visits.filter(
    (it) =>
      !['done', 'cancelled'].includes(it.state) ||
      // As long as it can be rated.
      (it.doneAt !== null && now - new Date(it.doneAt).getTime() < RATED_WITHIN_MS),
  );
  if (open.length === 0) return null;
  return (
    <Card title="上门">
      {open.map((it) => (
        <RowLink
          key={it.visitId}
          to={`/my/visits/${it.visitId}`}
          title={`${it.serviceName} · ${dayWithWeekday(it.startsAt)} ${timeOfDay(it.startsAt)}`}
          hint={it.who === null ? '正在安排师傅' : `${it.who.roleName} ${it.who.name}`}
          state={it.stateName}
        />
      ))}
    </Card>
  );
}

function Works({ projects }: { projects: readonly ProjectItem[] }): ReactNode {
  if (projects.length === 0) return null;
  return (
    <Card title="施工">
      {projects.map((it) => (
        <RowLink
          key={it.projectId}
          to={`/my/projects/${it.projectId}`}
          title={it.packageName}
          hint={`${it.confirmed}/${it.milestones} 个节点已验收`}
          state={it.stateName}
        />
      ))}
    </Card>
  );
}

function Orders({ orders }: { orders: readonly OwnOrderItem[] }): ReactNode {
  if (orders.length === 0) return null;
  return (
    <Card title="服务订单">
      {orders.map((it) => (
        <RowLink
          key={it.orderId}
          to={`/my/orders/${it.orderId}`}
          title={it.packageName}
          hint={it.orderNumber}
          state={it.stateName}
        />
      ))}
    </Card>
  );
}

/** A lead whose visit stands above needs no card of its own. */
function Leads({ leads, visits }: { leads: readonly OwnLeadItem[]; visits: readonly OwnVisitItem[] }): ReactNode {
  const visited = new Set(visits.map((it) => it.communityName));
  const shown = leads.filter(
    (it) => it.state !== 'won' && !(['visit_booked', 'quoted'].includes(it.state) && visited.has(it.communityName)),
  );
  return (
    <ul className="my-list">
      {shown.map((lead) => (
        <li key={lead.leadId}>
          <LeadCard lead={lead} />
        </li>
      ))}
    </ul>
  );
}
