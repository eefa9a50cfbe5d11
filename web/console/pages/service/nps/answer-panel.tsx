import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import type { TicketsAnswer } from '#modules/desk/contract';
import type { NpsAnswer, SurveyRevealAnswer } from '#modules/growth/contract';
import { api } from '../../../../shared/api.ts';
import { dateTime } from '../../../../shared/format.ts';
import { useAct } from '../../../../shared/query.tsx';
import { useMay } from '../../../../shared/session.tsx';
import { Await, Empty, ProblemLine } from '../../../../shared/states.tsx';
import { useLiveQuery } from '../../../../shared/use-live.ts';
import { useNow } from '../../../../shared/use-now.ts';
import { Panel, PanelSection } from '../../../parts/panel-section.tsx';
import type { SidePanelProps } from '../../../parts/side-panel.tsx';
import { StateWord } from '../../../parts/state-word.tsx';
import { NPS_PATH, TICKETS_KEY, TICKETS_PATH, TICKET_TOPICS } from '../service-paths.ts';
import { STATE_TONES } from '../tickets/ticket-words.ts';
import { KIND_TONES, kindOf, KINDS } from './nps-words.ts';

type Answer = NpsAnswer['lastAnswers'][number];

/** One answer beside the figures: what they wrote, and what is being done about it. */
export function useAnswerPanel(
  surveyId: string | undefined,
  answer: Answer | undefined,
  onClose: () => void,
): SidePanelProps | undefined {
  if (surveyId === undefined) return undefined;
  return {
    title: answer === undefined ? '这次评价' : `${answer.communityName} · ${answer.score}分`,
    subtitle: answer === undefined ? '' : dateTime(answer.answeredAt),
    onClose,
    children: <AnswerBody key={surveyId} surveyId={surveyId} answer={answer} />,
  };
}

function AnswerBody({ surveyId, answer }: { surveyId: string; answer: Answer | undefined }): ReactNode {
  return (
    <Panel>
      {answer === undefined ? null : (
        <p>
          <StateWord tone={KIND_TONES[kindOf(answer.score)]}>{KINDS[kindOf(answer.score)]}</StateWord>{' '}
          <Link to="/service/projects" search={{ project: answer.projectId, state: 'all' } as never}>
            看这个工程
          </Link>
        </p>
      )}
      <Words surveyId={surveyId} answer={answer} />
      {useMay('ticket.read') && (answer === undefined || kindOf(answer.score) === 'detractor') ? (
        <CallBack surveyId={surveyId} />
      ) : null}
    </Panel>
  );
}

function Words({ surveyId, answer }: { surveyId: string; answer: Answer | undefined }): ReactNode {
  const may = useMay('lead.reveal');
  const reveal = useAct((_: void, key) => api.post<SurveyRevealAnswer>(`${NPS_PATH}/${surveyId}/reveal`, { key }));
  const shown = reveal.answer;
  if (answer?.hasComment === false) {
    return (
      <PanelSection title="他们写了什么">
        <p className="panel-note">只打了分，没有留言。</p>
      </PanelSection>
    );
  }
  return (
    <PanelSection title="他们写了什么">
      {shown === undefined ? (
        <>
          {may ? (
            <Button size="small" loading={reveal.busy} onClick={() => void reveal.run()}>
              为回访看留言
            </Button>
          ) : null}
          <p className="panel-note">{may ? '留言是加密存的，查看会记入审计。' : '留言只给跟进的人和店长看。'}</p>
        </>
      ) : (
        <p className="service-quote">{shown.comment === '' ? '没有留言' : shown.comment}</p>
      )}
      <ProblemLine problem={reveal.problem} />
    </PanelSection>
  );
}

/** The ticket that a low score opened. */
function CallBack({ surveyId }: { surveyId: string }): ReactNode {
  const now = useNow();
  const queryKey = [...TICKETS_KEY, 'about', surveyId];
  const query = useQuery({
    queryKey,
    queryFn: ({ signal }) => api.get<TicketsAnswer>(TICKETS_PATH, { query: { subjectId: surveyId, limit: 1 }, signal }),
  });
  useLiveQuery(TICKET_TOPICS, queryKey);
  return (
    <PanelSection title="回访">
      <Await query={query}>
        {({ items: [ticket] }) =>
          ticket === undefined ? (
            <Empty title="还没有回访工单" hint="打 6 分和以下会自动开单，几秒后再看。" />
          ) : (
            <p className="ticket-take">
              <StateWord tone={STATE_TONES[ticket.state]}>{ticket.stateName}</StateWord>
              <Link to="/service/tickets" search={{ ticket: ticket.ticketId, state: 'all' } as never}>
                {ticket.ticketNumber}
              </Link>
              <span className="panel-note">
                {ticket.outcomeName ?? `${dateTime(ticket.dueAt, now)}前回访${ticket.overdue ? '，已经超时' : ''}`}
              </span>
            </p>
          )
        }
      </Await>
    </PanelSection>
  );
}
