import { Button, Input } from 'antd';
import { useState, type ReactNode } from 'react';
import type { TicketDetail } from '#modules/desk/contract';
import { api } from '../../../../shared/api.ts';
import { useAct } from '../../../../shared/query.tsx';
import { ProblemLine } from '../../../../shared/states.tsx';
import { PanelSection } from '../../../parts/panel-section.tsx';
import { ticketPath, TICKETS_KEY } from '../service-paths.ts';

/** What was done so far, in a sentence, for whoever goes on with it. */
export function TicketNote({ ticket }: { ticket: TicketDetail }): ReactNode {
  const [text, setText] = useState('');
  const note = text.trim();
  const act = useAct(
    (body: { revision: number; note: string }, key) =>
      api.post<TicketDetail>(`${ticketPath(ticket.ticketId)}/notes`, { body, key }),
    { stale: [TICKETS_KEY], onDone: () => setText('') },
  );
  return (
    <PanelSection title="记一笔">
      <Input.TextArea
        aria-label="做了什么"
        placeholder="做了什么，比如：打了电话，物业周三来修"
        value={text}
        maxLength={500}
        autoSize={{ minRows: 1, maxRows: 5 }}
        onChange={(event) => setText(event.target.value)}
      />
      <ProblemLine problem={act.problem} />
      <p className="ticket-note-end">
        <span className="panel-note">
          {ticket.state === 'open' ? '加密保存。记下就算你接手了。' : '加密保存，看过会留下记录。'}
        </span>
        <Button
          type={note === '' ? 'default' : 'primary'}
          disabled={note === ''}
          loading={act.busy}
          onClick={() => void act.run({ revision: ticket.revision, note })}
        >
          记下
        </Button>
      </p>
    </PanelSection>
  );
}
