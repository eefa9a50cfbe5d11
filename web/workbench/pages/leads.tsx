import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import type { LeadItem } from '#modules/growth/contract';
import { Icon } from '../../shared/icons.tsx';
import { Await, Empty } from '../../shared/states.tsx';
import { useNow } from '../../shared/use-now.ts';
import { dueWords } from '../my/due.ts';
import { whyNow } from '../my/lead-words.ts';
import { LEADS } from '../my/paths.ts';
import { leadsQuery, useWaitingOps } from '../my/queries.ts';
import { leadDueAt, mergeQueue } from '../my/queue.ts';
import { leadsAfter, type WithWaiting } from '../my/waiting.ts';
import { AsOf } from '../parts/as-of.tsx';
import { CardSkeletons } from '../parts/card-skeletons.tsx';
import { Page } from '../parts/page.tsx';
import { PullToRefresh } from '../parts/pull-to-refresh.tsx';
import { QueueCard, WaitingMark } from '../parts/queue-card.tsx';
import { Tabs } from '../parts/tabs.tsx';
import { Link } from '../../shared/router.tsx';

type Part = 'new' | 'going' | 'closed';

let lastPart: Part = 'new';

/** My leads by how far they are: to be called, in progress, at their end. */
export function Leads(): ReactNode {
  const client = useQueryClient();
  const [part, setPart] = useState(lastPart);
  const ops = useWaitingOps();
  const open = useQuery(leadsQuery('open'));
  const closed = useQuery({ ...leadsQuery('closed'), enabled: part === 'closed' });
  const all = inOrder(leadsAfter(open.data?.items ?? [], ops));
  const parts = { new: all.filter(isNew), going: all.filter((one) => !isNew(one)) };
  const show = (next: Part): void => {
    lastPart = next;
    setPart(next);
  };
  const query = part === 'closed' ? closed : open;
  const ended = (closed.data?.items ?? []).map((item) => ({ item, waiting: false }));
  return (
    <Page title="线索" next={<AddButton />}>
      <Tabs
        label="线索的进展"
        value={part}
        onChange={show}
        tabs={[
          { value: 'new', name: '待联系', count: parts.new.length },
          { value: 'going', name: '跟进中', count: parts.going.length },
          { value: 'closed', name: '已结束' },
        ]}
      />
      <PullToRefresh onRefresh={() => client.invalidateQueries({ queryKey: ['my', 'leads'] })}>
        <div className="page-stack">
          <AsOf query={query} />
          {part === 'new' ? <WaitingLeads /> : null}
          <Await query={query} loading={<CardSkeletons />}>
            {() => <LeadList leads={part === 'closed' ? ended : parts[part]} part={part} />}
          </Await>
        </div>
      </PullToRefresh>
    </Page>
  );
}

const isNew = ({ item }: WithWaiting<LeadItem>): boolean => item.state === 'new';

function inOrder(leads: readonly WithWaiting<LeadItem>[]): readonly WithWaiting<LeadItem>[] {
  return mergeQueue([], leads).flatMap((one) => (one.kind === 'lead' ? [one.of] : []));
}

function AddButton(): ReactNode {
  return (
    <Link to="/leads/new" className="button button-main">
      <Icon name="add" size={22} /> 登记线索
    </Link>
  );
}

/** Registered without a network: on this phone only, so far. */
function WaitingLeads(): ReactNode {
  const added = useWaitingOps().filter((op) => op.path === LEADS);
  if (added.length === 0) return null;
  return (
    <ul className="row-list">
      {added.map((op) => (
        <li key={op.opId} className="row">
          <span>{op.label}</span>
          <WaitingMark />
        </li>
      ))}
    </ul>
  );
}

const NOTHING: Readonly<Record<Part, readonly [string, string]>> = {
  new: ['没有等着联系的人', '有住户从你转发的链接留电话，会马上出现在这里。当面有人问起，点下面登记。'],
  going: ['没有跟进中的线索', '打过电话、约了上门、报了价的，都在这里接着跟。'],
  closed: ['还没有结束的线索', '成交的和没成的都会留在这里。'],
};

function LeadList({ leads, part }: { leads: readonly WithWaiting<LeadItem>[]; part: Part }): ReactNode {
  const now = useNow(30_000);
  if (leads.length === 0) return <Empty title={NOTHING[part][0]} hint={NOTHING[part][1]} />;
  return (
    <ul className="page-stack">
      {leads.map(({ item: lead, waiting }) => (
        <li key={lead.leadId}>
          <QueueCard
            to={`/leads/${lead.leadId}`}
            who={lead.name || '已注销'}
            what={`${lead.communityName} · ${lead.needName}`}
            why={part === 'closed' ? endOf(lead) : whyNow(lead, now)}
            by={lead.state === 'new' && lead.channel === 'offer_page' ? 'system' : 'people'}
            due={part === 'closed' ? undefined : dueWords(leadDueAt(lead), now)}
            waiting={waiting}
          />
        </li>
      ))}
    </ul>
  );
}

function endOf(lead: LeadItem): string {
  return lead.state === 'won' ? '成交了' : `没成：${lead.lostReasonName ?? '没有写原因'}`;
}
