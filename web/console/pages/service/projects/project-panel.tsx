import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { ProjectDetail } from '#modules/fulfilment/contract';
import { api } from '../../../../shared/api.ts';
import { dateTime } from '../../../../shared/format.ts';
import { Icon } from '../../../../shared/icons.tsx';
import { Await } from '../../../../shared/states.tsx';
import { useLiveQuery } from '../../../../shared/use-live.ts';
import { useNow } from '../../../../shared/use-now.ts';
import { Facts, Panel, PanelSection } from '../../../parts/panel-section.tsx';
import type { SidePanelProps } from '../../../parts/side-panel.tsx';
import { StateWord } from '../../../parts/state-word.tsx';
import { PROJECTS_KEY, PROJECTS_PATH, PROJECT_TOPICS, VISIT_TOPICS } from '../service-paths.ts';
import { BookInstall } from './book-install.tsx';
import { Milestones } from './milestones.tsx';
import { Progress } from './project-columns.tsx';
import { turnOf, waitedOf } from './project-words.ts';
import { Workers } from './project-workers.tsx';

export function useProjectPanel(id: string | undefined, onClose: () => void): SidePanelProps | undefined {
  const queryKey = [...PROJECTS_KEY, 'one', id];
  const query = useQuery({
    queryKey,
    queryFn: ({ signal }) => api.get<ProjectDetail>(`${PROJECTS_PATH}/${id ?? ''}`, { signal }),
    enabled: id !== undefined,
  });
  useLiveQuery(id === undefined ? [] : [...PROJECT_TOPICS, ...VISIT_TOPICS], queryKey);
  if (id === undefined) return undefined;
  const project = query.data;
  return {
    title: project === undefined ? '工程' : `${project.communityName} · ${project.packageName}`,
    subtitle: project === undefined ? '' : `${project.orderNumber} · ${project.customerName} · ${project.cityName}`,
    onClose,
    children: <Await query={query}>{(found) => <ProjectBody key={found.projectId} project={found} />}</Await>,
  };
}

/** One project: whose turn it is, its milestones with every round, who works on it, its visits, the delivery file. */
function ProjectBody({ project }: { project: ProjectDetail }): ReactNode {
  const now = useNow();
  const turn = turnOf(project);
  const waited = waitedOf(project.next, now);
  return (
    <Panel>
      <p className="project-turn">
        <StateWord tone={turn.tone}>{turn.words}</StateWord>
        {project.next === null ? null : <span>{project.next.name}</span>}
        {waited === undefined ? null : <span>{waited.words}</span>}
        <Progress project={project} />
      </p>
      <Delivery project={project} />
      <PanelSection title="节点">
        <Milestones project={project} />
      </PanelSection>
      <Workers project={project} />
      <PanelSection title="施工上门">
        <Visits project={project} />
        <BookInstall project={project} />
      </PanelSection>
      <PanelSection title="这个工程">
        <Facts
          facts={[
            ['订单', project.orderNumber],
            [
              '小区',
              <Link key="where" to="/communities" search={{ open: project.communityId } as never}>
                {project.communityName}
              </Link>,
            ],
            ['开工', dateTime(project.startedAt, now)],
            ['竣工', project.completedAt === null ? undefined : dateTime(project.completedAt, now)],
            ['停工', project.stoppedAt === null ? undefined : dateTime(project.stoppedAt, now)],
          ]}
        />
      </PanelSection>
    </Panel>
  );
}

function Delivery({ project }: { project: ProjectDetail }): ReactNode {
  const { delivery } = project;
  if (delivery === null) {
    return project.state === 'completed' ? <p className="panel-note">交付书正在生成，几秒后出现在这里。</p> : null;
  }
  return (
    <PanelSection title="交付书">
      <a href={delivery.url} target="_blank" rel="noreferrer" className="project-delivery">
        <Icon name="download" size={16} />
        打开交付书（PDF）
      </a>
      <p className="panel-note">
        {dateTime(delivery.madeAt)}生成。校验码（SHA-256）<code>{delivery.sha256.slice(0, 16)}…</code>
      </p>
    </PanelSection>
  );
}

function Visits({ project }: { project: ProjectDetail }): ReactNode {
  const now = useNow();
  if (project.visits.length === 0) return <p className="panel-note">还没有约施工上门。</p>;
  return (
    <ul className="project-visits">
      {project.visits.map((visit) => (
        <li key={visit.visitId}>
          <Link to="/service" search={{ visit: visit.visitId, state: 'all' } as never}>
            {dateTime(visit.startsAt, now)}
          </Link>
          <span>
            {visit.who === null ? '没人去' : `${visit.who.name} ${visit.who.roleName}`} · {visit.stateName}
          </span>
        </li>
      ))}
    </ul>
  );
}
