import { Button, Input } from 'antd';
import { useId, useState, type ReactNode } from 'react';
import type { DayPreviewAnswer } from '#modules/fulfilment/contract';
import { count, timeOfDay } from '../../../../shared/format.ts';
import { useMay } from '../../../../shared/session.tsx';
import { Loading, ProblemLine } from '../../../../shared/states.tsx';
import { FormEnd } from '../../../parts/field.tsx';
import { PanelSection } from '../../../parts/panel-section.tsx';
import type { Preview, PreviewAsked } from './use-preview.ts';

interface PreviewPanelProps {
  readonly preview: Preview;
  /** From now, or the beginning of the day, to its end. */
  readonly restOfDay: { readonly from: string; readonly to: string };
  readonly onOpen: (visitId: string) => void;
}

const titleOf = (asked: PreviewAsked): string =>
  asked.kind === 'whole'
    ? '重排预览'
    : asked.kind === 'away'
      ? `如果${asked.name}来不了`
      : `如果${asked.name}晚${asked.in}`;

/** What would change, said before anything does; the board shows the same. */
export function PreviewPanel({ preview, restOfDay, onOpen }: PreviewPanelProps): ReactNode {
  const { asked, answer, busy, problem, close } = preview;
  if (asked === undefined) return null;
  return (
    <PanelSection
      title={titleOf(asked)}
      action={
        <Button size="small" onClick={close}>
          不要了
        </Button>
      }
    >
      {busy ? <Loading label="正在把这一天重算一遍，最多几秒" /> : null}
      <ProblemLine problem={problem} />
      {problem === undefined || busy ? null : <Button onClick={() => preview.ask(asked)}>再算一次</Button>}
      {answer === undefined || busy ? null : (
        <>
          <p className="board-preview-sum" role="status">
            {sumInWords(asked, answer)}
          </p>
          <Moves answer={answer} onOpen={onOpen} />
          <Left answer={answer} onOpen={onOpen} />
          <End preview={preview} asked={asked} answer={answer} restOfDay={restOfDay} />
          <p className="panel-note">
            上门时间都不变。{asked.kind === 'whole' ? `${answer.kept} 单没有动：人派的、快开始的、已经出发的。` : ''}
            {answer.travelNote}。
          </p>
        </>
      )}
    </PanelSection>
  );
}

function sumInWords(asked: PreviewAsked, { moves, left, before, after }: DayPreviewAnswer): string {
  const stays = left.length === 0 ? '' : `，${left.length} 单没人能去`;
  if (asked.kind !== 'whole') {
    if (moves.length + left.length === 0) return '没有受影响的单。';
    return moves.length === 0 ? `${left.length} 单没人能顶上。` : `${moves.length} 单能转给同事${stays}。`;
  }
  const more = after.visits - before.visits;
  if (moves.length === 0) return left.length === 0 ? '已经排得很好，换谁都不会更省。' : `换谁都不会更省${stays}。`;
  const way = before.way - after.way;
  const said = [
    ...(more > 0 ? [`多派出 ${more} 单`] : []),
    way > 0 ? `路上少走 ${count(way)} 分钟` : way < 0 ? `路上多走 ${count(-way)} 分钟` : '路程不变',
  ];
  return `改派 ${moves.length} 单，${said.join('，')}（${count(before.way)} → ${count(after.way)} 分钟）${stays}。`;
}

function Moves({ answer, onOpen }: { answer: DayPreviewAnswer; onOpen: (visitId: string) => void }): ReactNode {
  if (answer.moves.length === 0) return null;
  return (
    <ul className="board-moves" aria-label="要改派的单">
      {answer.moves.map((move) => (
        <li key={move.visitId}>
          <button type="button" onClick={() => onOpen(move.visitId)}>
            <time>{timeOfDay(move.startsAt)}</time>
            <span>
              {move.communityName} {move.serviceName}
            </span>
            <span className="board-move-who">
              {move.from?.name ?? '没人去'} → <strong>{move.to.name}</strong>
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}

function Left({ answer, onOpen }: { answer: DayPreviewAnswer; onOpen: (visitId: string) => void }): ReactNode {
  if (answer.left.length === 0) return null;
  return (
    <>
      <h4 className="board-left-head">没人能去</h4>
      <ul className="board-moves" aria-label="没人能去的单">
        {answer.left.map((visit) => (
          <li key={visit.visitId}>
            <button type="button" onClick={() => onOpen(visit.visitId)}>
              <time>{timeOfDay(visit.startsAt)}</time>
              <span>
                {visit.communityName} {visit.serviceName}
              </span>
              <span className="board-move-who">
                {visit.hints.length === 0
                  ? '当天往后也没有人有空，要另约时间'
                  : visit.hints.map((hint) => `${hint.name}：${hint.wouldDo}`).join('；')}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}

interface EndProps extends Pick<PreviewPanelProps, 'preview' | 'restOfDay'> {
  readonly asked: PreviewAsked;
  readonly answer: DayPreviewAnswer;
}

/** Whoever is away is entered as such, which moves their visits; any other plan is adopted with a reason. */
function End({ preview, asked, answer, restOfDay }: EndProps): ReactNode {
  const fieldId = useId();
  const { adopt, enterAway, close } = preview;
  const mayEnter = useMay('calendar.edit');
  const [reason, setReason] = useState(
    asked.kind === 'late' ? `${asked.name}晚${asked.in}` : asked.kind === 'away' ? `${asked.name}来不了` : '重排更省',
  );
  if (asked.kind === 'away' && mayEnter) {
    return (
      <>
        <ProblemLine problem={enterAway.problem} />
        <FormEnd
          verb="登记请假并改派"
          fault={undefined}
          busy={enterAway.busy}
          onDo={() => void enterAway.run(restOfDay)}
          onClose={close}
        />
      </>
    );
  }
  if (answer.moves.length === 0) return null;
  return (
    <div className="service-form">
      <label htmlFor={fieldId}>为什么改派</label>
      <Input id={fieldId} value={reason} maxLength={200} onChange={(event) => setReason(event.target.value)} />
      <ProblemLine problem={adopt.problem} />
      <FormEnd
        verb={`改派这 ${answer.moves.length} 单`}
        fault={reason.trim().length < 2 ? '写一句理由' : undefined}
        busy={adopt.busy}
        onDo={() => void adopt.run(reason.trim())}
        onClose={close}
      />
    </div>
  );
}
