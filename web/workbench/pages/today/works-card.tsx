import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { projectQuery } from '../../my/works-queries.ts';
import { rejectionOf, type WorksToday } from '../../my/works-steps.ts';
import { worksWhat, worksWhy } from '../../my/works-words.ts';
import { QueueCard } from '../../parts/queue-card.tsx';
import { Link } from '../../../shared/router.tsx';
import type { CardProps } from './task-card.tsx';

/** Works in the queue: something to be redone, or photos to be taken while one is there. */
export function WorksCard({ of, now, first, fresh }: CardProps<WorksToday>): ReactNode {
  const { project } = of.item;
  // Fetched here already: what is to be redone is read, and photographed, where there is no network.
  const detail = useQuery(projectQuery(project.projectId)).data;
  const redo = project.next?.state === 'rejected';
  const milestone = detail?.milestoneList.find((each) => each.milestoneId === project.next?.milestoneId);
  const comment = milestone === undefined ? undefined : rejectionOf(milestone)?.comment;
  const page = `/works/${project.projectId}`;
  return (
    <QueueCard
      to={page}
      who={`${project.communityName} · ${project.customerName || '已注销'}`}
      what={worksWhat(project)}
      why={redo && comment ? `业主说：${comment}` : (milestone?.instruction ?? worksWhy(project, now))}
      by={redo ? 'people' : 'system'}
      due={undefined}
      waiting={of.waiting}
      fresh={fresh}
    >
      <Link to={page} className={first ? 'button button-main' : 'button button-second'}>
        {redo ? '去返工' : '拍照提交'}
      </Link>
    </QueueCard>
  );
}
