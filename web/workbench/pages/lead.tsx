import { useState, type ReactNode } from 'react';
import type { LeadDetail, LeadItem } from '#modules/growth/contract';
import { dateTime } from '../../shared/format.ts';
import { asProblem } from '../../shared/problem.ts';
import { ProblemLine, ProblemView } from '../../shared/states.tsx';
import { useNow } from '../../shared/use-now.ts';
import { dueWords } from '../my/due.ts';
import { whyNow } from '../my/lead-words.ts';
import { LEADS, readPath } from '../my/paths.ts';
import { useLead, useWaitingOps } from '../my/queries.ts';
import { leadDueAt } from '../my/queue.ts';
import { leadAfter } from '../my/waiting.ts';
import { AsOf } from '../parts/as-of.tsx';
import { CardSkeletons } from '../parts/card-skeletons.tsx';
import { DueMark } from '../parts/due-mark.tsx';
import { Page } from '../parts/page.tsx';
import { WaitingMark } from '../parts/queue-card.tsx';
import { CallButton, Notes, useReveal } from './lead/call.tsx';
import { Progress } from './lead/progress.tsx';
import { Timeline } from './lead/timeline.tsx';

/** One lead: call, then say in one tap how it went. */
export function LeadPage({ params }: { params: Readonly<Record<string, string>> }): ReactNode {
  const leadId = params['leadId'] ?? '';
  const { query, item } = useLead(leadId);
  const own = useWaitingOps().filter((op) => readPath(LEADS, op.path)?.id === leadId);
  if (item === undefined) {
    return (
      <Page title="线索" parent="/leads">
        {query.isError ? (
          <ProblemView problem={asProblem(query.error)} onRetry={() => void query.refetch()} />
        ) : (
          <CardSkeletons cards={2} />
        )}
      </Page>
    );
  }
  const ended = own.some((op) => readPath(LEADS, op.path)?.verb === 'outcome');
  const lead = own.reduce<LeadItem>((one, op) => leadAfter(one, readPath(LEADS, op.path)?.verb ?? '', op) ?? one, item);
  return (
    <LeadView
      lead={ended ? { ...lead, moves: [] } : lead}
      detail={query.data}
      waiting={own.length > 0}
      asOf={<AsOf query={query} />}
    />
  );
}

interface LeadViewProps {
  readonly lead: LeadItem;
  readonly detail: LeadDetail | undefined;
  readonly waiting: boolean;
  readonly asOf: ReactNode;
}

function LeadView({ lead, detail, waiting, asOf }: LeadViewProps): ReactNode {
  const now = useNow(30_000);
  const [callNow] = useState(() => location.hash === '#call');
  const reveal = useReveal(lead, callNow);
  const closed = lead.state === 'won' || lead.state === 'lost';
  const callable = !lead.consentWithdrawn && !closed;
  return (
    <Page
      title={reveal.answer?.name ?? (lead.name || '已注销')}
      parent="/leads"
      answer={`${lead.communityName} · ${lead.needName}`}
      {...(callable ? { next: <CallButton lead={lead} reveal={reveal} /> } : {})}
    >
      {asOf}
      <ProblemLine problem={reveal.problem} />
      <div className="task-state">
        <strong>{lead.stateName}</strong>
        {waiting ? <WaitingMark /> : null}
        <DueMark due={closed ? undefined : dueWords(leadDueAt(lead), now)} />
      </div>
      {lead.consentWithdrawn ? (
        <p className="card">本人要求不再联系，号码不再显示。</p>
      ) : (
        <p className="lead-why">{closed ? closedWords(lead) : whyNow(lead, now)}</p>
      )}
      <Notes reveal={reveal} />
      <Progress lead={lead} />
      <section className="card" aria-labelledby="about">
        <h2 id="about">这条线索</h2>
        <dl className="facts">
          <dt>编号</dt>
          <dd>{lead.leadNumber}</dd>
          <dt>手机</dt>
          <dd>{reveal.answer?.phone ?? lead.phone}</dd>
          <dt>来自</dt>
          <dd>{lead.packageName ?? '你当面登记'}</dd>
          <dt>留下时间</dt>
          <dd>{dateTime(lead.createdAt, now)}</dd>
        </dl>
      </section>
      {detail === undefined ? null : <Timeline entries={detail.timeline} now={now} />}
    </Page>
  );
}

function closedWords(lead: LeadItem): string {
  return lead.state === 'won' ? '成交了，辛苦。' : `没成：${lead.lostReasonName ?? '没有写原因'}`;
}
