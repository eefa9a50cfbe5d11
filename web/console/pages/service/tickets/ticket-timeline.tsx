import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import type { TicketDetail, TicketRevealAnswer } from '#modules/desk/contract';
import type { Act } from '../../../../shared/query.tsx';
import { useMay } from '../../../../shared/session.tsx';
import { ProblemLine } from '../../../../shared/states.tsx';
import { PanelSection, Steps, type PanelStep } from '../../../parts/panel-section.tsx';
import { hasUnread, wayOf } from './ticket-words.ts';

interface TicketTimelineProps {
  readonly ticket: TicketDetail;
  readonly reveal: Act<void, TicketRevealAnswer>;
}

/** What happened with a ticket so far; notes once somebody opens them. */
export function TicketTimeline({ ticket, reveal }: TicketTimelineProps): ReactNode {
  const notes = new Map(reveal.answer?.notes.map(({ step, text }) => [step, text]));
  const isUnread = useMay('lead.reveal') && hasUnread(ticket, notes);
  return (
    <PanelSection
      title="经过"
      action={
        isUnread ? (
          <Button
            size="small"
            title="备注加密保存；谁在什么时候看过会留下记录"
            loading={reveal.busy}
            onClick={() => void reveal.run()}
          >
            看备注（留痕）
          </Button>
        ) : undefined
      }
    >
      {isUnread ? <ProblemLine problem={reveal.problem} /> : null}
      <Steps steps={ticket.timeline.map((entry) => stepOf(entry, notes))} />
    </PanelSection>
  );
}

function stepOf(entry: TicketDetail['timeline'][number], notes: ReadonlyMap<number, string>): PanelStep {
  const { step, by, moveName, madeAt, outcomeName, hasNote } = entry;
  const way = wayOf(entry);
  const words = [outcomeName, hasNote ? (notes.get(step) ?? '有备注，加密保存着') : null]
    .filter((text) => text !== null && text !== '')
    .join(' · ');
  return {
    id: String(step),
    by: by === 'system' ? 'system' : 'people',
    what: moveName,
    who: by === 'system' ? '系统' : '同事',
    at: madeAt,
    ...(way === undefined
      ? {}
      : {
          note: (
            <Link to={way.to} search={way.search as never}>
              {way.words}
            </Link>
          ),
        }),
    ...(words === '' ? {} : { note: words }),
  };
}
