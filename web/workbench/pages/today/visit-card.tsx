import type { ReactNode } from 'react';
import type { MyVisitItem } from '#modules/fulfilment/contract';
import { nextStep } from '../../my/visit-steps.ts';
import { hours, visitDue, visitWhy } from '../../my/visit-words.ts';
import { QueueCard } from '../../parts/queue-card.tsx';
import { StepButton } from '../visit/step-button.tsx';
import type { CardProps } from './task-card.tsx';

/** A visit in the queue: somebody is at home for it. */
export function VisitCard({ of: { item: visit, waiting }, now, first, fresh }: CardProps<MyVisitItem>): ReactNode {
  return (
    <QueueCard
      to={`/visits/${visit.visitId}`}
      who={`${hours(visit)} · ${visit.communityName}`}
      what={`${visit.serviceName} · ${visit.customerName || '已注销'} · ${visit.stateName}`}
      why={visitWhy(visit)}
      by={visit.moved > 0 ? 'people' : 'system'}
      due={visitDue(visit, now)}
      waiting={waiting}
      fresh={fresh}
    >
      {nextStep(visit) === undefined ? null : <StepButton visit={visit} main={first} />}
    </QueueCard>
  );
}
