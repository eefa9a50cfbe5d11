import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import type { LeadDetail, RevealAnswer } from '#modules/growth/contract';
import { dateTime, yuan } from '../../../shared/format.ts';
import { Icon } from '../../../shared/icons.tsx';
import type { Act } from '../../../shared/query.tsx';
import { useMay } from '../../../shared/session.tsx';
import { ProblemLine } from '../../../shared/states.tsx';
import { useNow } from '../../../shared/use-now.ts';
import { Facts, Panel, PanelSection, Steps } from '../../parts/panel-section.tsx';
import { StateWord } from '../../parts/state-word.tsx';
import { FollowUp } from './follow-up.tsx';
import { CHANNELS, contactDue, stepsOf } from './lead-words.ts';

interface LeadBodyProps {
  readonly lead: LeadDetail;
  readonly reveal: Act<void, RevealAnswer>;
}

/** One lead, whole: who and how to reach them, where it stands, what brought it, what was agreed to. */
export function LeadBody({ lead, reveal }: LeadBodyProps): ReactNode {
  const now = useNow();
  const due = contactDue(lead, now);
  const notes = reveal.answer && new Map(reveal.answer.notes.map(({ step, text }) => [step, text]));
  return (
    <Panel>
      {due === undefined ? null : (
        <p className={due.late ? 'lead-due lead-due-late' : 'lead-due'}>
          {due.late
            ? `应在${dateTime(lead.firstContactDueAt, now)}前联系，已经${due.text}。`
            : `请在${dateTime(lead.firstContactDueAt, now)}前联系，${due.text}。`}
        </p>
      )}
      <Contact lead={lead} reveal={reveal} />
      <FollowUp lead={lead} />
      <PanelSection title="跟进经过">
        <Steps steps={stepsOf(lead, notes, now)} />
      </PanelSection>
      <Origin lead={lead} />
      <Consent lead={lead} now={now} />
    </Panel>
  );
}

function Contact({ lead, reveal }: LeadBodyProps): ReactNode {
  const mayReveal = useMay('lead.reveal');
  const shown = reveal.answer;
  return (
    <PanelSection title="联系方式">
      <p className="lead-contact">
        <strong>{shown?.name ?? lead.name}</strong>
        {shown === undefined ? (
          <span>{lead.phone}</span>
        ) : (
          <a href={`tel:${shown.phone}`}>
            <Icon name="phone" size={16} />
            {shown.phone}
          </a>
        )}
        {mayReveal && shown === undefined && !lead.consentWithdrawn ? (
          <Button size="small" loading={reveal.busy} onClick={() => void reveal.run()}>
            为跟进线索查看电话
          </Button>
        ) : null}
      </p>
      {shown !== undefined && shown.note !== '' ? <p className="lead-note">住户留言：{shown.note}</p> : null}
      <p className="panel-note">{contactNote(lead, mayReveal, shown !== undefined)}</p>
      <ProblemLine problem={reveal.problem} />
    </PanelSection>
  );
}

function contactNote(lead: LeadDetail, mayReveal: boolean, shown: boolean): string {
  if (lead.consentWithdrawn) return '本人要求不再联系，电话不再显示。';
  if (shown) return '这次查看已记入审计：你的账号、时间和目的「跟进线索」。';
  return mayReveal ? '查看会记入审计：谁、什么时候、为了什么。' : '完整电话只给跟进的人和店长看。';
}

function Origin({ lead }: { lead: LeadDetail }): ReactNode {
  return (
    <PanelSection title="怎么来的">
      <Facts
        facts={[
          ['需求', lead.needName],
          ['渠道', CHANNELS[lead.channel]],
          ['套餐', lead.packageName ?? undefined],
          [
            '方案',
            lead.playId === null ? undefined : (
              <Link key="play" to="/plays" search={{ play: lead.playId, state: 'approved' } as never}>
                {lead.headline ?? '看方案'}
              </Link>
            ),
          ],
          [
            '任务',
            lead.taskId === null ? undefined : (
              <Link key="task" to="/touchpoints/tasks" search={{ task: lead.taskId, state: 'all' } as never}>
                看派给谁、怎么转发的
              </Link>
            ),
          ],
          [
            '负责人',
            <Link key="who" to="/touchpoints" search={{ person: lead.touchpointId } as never}>
              {lead.touchpointName} · {lead.roleName}
            </Link>,
          ],
          [
            '小区',
            <Link key="where" to="/communities" search={{ open: lead.communityId } as never}>
              {lead.communityName}
            </Link>,
          ],
          ['签单', lead.amountFen === null ? undefined : yuan(lead.amountFen)],
        ]}
      />
    </PanelSection>
  );
}

function Consent({ lead, now }: { lead: LeadDetail; now: number }): ReactNode {
  const { consent } = lead;
  return (
    <PanelSection
      title="本人同意"
      action={
        consent.withdrawnAt === null ? (
          <StateWord tone="good">有效</StateWord>
        ) : (
          <StateWord tone="bad">已撤回</StateWord>
        )
      }
    >
      <Facts
        facts={[
          ['同意什么', '就这条线索与我联系'],
          [
            '怎么同意的',
            consent.givenBy === 'self' ? '本人在页面上勾选' : `当面口头同意，见证人${consent.witnessName ?? '—'}`,
          ],
          ['什么时候', dateTime(consent.givenAt, now)],
          ['说明版本', consent.version],
          ['撤回时间', consent.withdrawnAt === null ? undefined : dateTime(consent.withdrawnAt, now)],
        ]}
      />
    </PanelSection>
  );
}
