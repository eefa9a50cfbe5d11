import type { ReactNode } from 'react';
import type { LeadItem } from '#modules/growth/contract';
import { dueWords } from '../../my/due.ts';
import { whyNow } from '../../my/lead-words.ts';
import { leadDueAt } from '../../my/queue.ts';
import { QueueCard } from '../../parts/queue-card.tsx';
import { Link } from '../../../shared/router.tsx';
import type { CardProps } from './task-card.tsx';

/** A lead in the queue: somebody waits for a call. */
export function LeadCard({ of: { item: lead, waiting }, now, first, fresh }: CardProps<LeadItem>): ReactNode {
  const page = `/leads/${lead.leadId}`;
  return (
    <QueueCard
      to={page}
      who={`${lead.name || '已注销'} · ${lead.communityName}`}
      what={`${lead.stateName} · ${lead.needName}`}
      why={whyNow(lead, now)}
      by={lead.state === 'new' && lead.channel === 'offer_page' ? 'system' : 'people'}
      due={dueWords(leadDueAt(lead), now)}
      waiting={waiting}
      fresh={fresh}
    >
      {lead.consentWithdrawn ? null : (
        <Link to={`${page}#call`} className={first ? 'button button-main' : 'button button-second'}>
          打电话
        </Link>
      )}
    </QueueCard>
  );
}
