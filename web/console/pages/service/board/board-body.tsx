import { Button } from 'antd';
import { useMemo, useState, type CSSProperties, type ReactNode } from 'react';
import type { ScheduleAnswer } from '#modules/fulfilment/contract';
import { addDays, startOfBusinessDay } from '#kernel/time';
import { useMay } from '../../../../shared/session.tsx';
import { useNow } from '../../../../shared/use-now.ts';
import type { VisitDesk } from '../visits/use-visits.ts';
import { hoursOf, rowsOf, windowOf, withDrafts, type Draft, type Row } from './board-layout.ts';
import { BoardMap } from './board-map.tsx';
import { DraftForm, type Placed } from './draft-form.tsx';
import { mapOf } from './map-layout.ts';
import { PersonDay } from './person-day.tsx';
import { PreviewPanel } from './preview-panel.tsx';
import { useHands } from './use-hands.ts';
import { usePreview, type BoardPlace, type Preview } from './use-preview.ts';
import { WaitingList } from './waiting-list.tsx';
import { Wall } from './wall.tsx';

interface BoardBodyProps {
  readonly schedule: ScheduleAnswer;
  readonly desk: VisitDesk;
  readonly place: BoardPlace;
}

/** The rows, the map and what is being thought of beside them. */
export function BoardBody({ schedule, desk, place }: BoardBodyProps): ReactNode {
  const [draft, setDraft] = useState<Draft>();
  const [placed, setPlaced] = useState<Placed>();
  const [picked, setPicked] = useState<string>();
  const preview = usePreview(place, schedule.day, (says) => setPlaced({ says }));
  const plain = useMemo(() => rowsOf(schedule), [schedule]);
  const drafts = useMemo(() => draftsOf(draft, preview), [draft, preview]);
  const rows = useMemo(() => withDrafts(plain, schedule.unplaced, drafts), [plain, schedule.unplaced, drafts]);
  const window = useMemo(() => windowOf(schedule), [schedule]);
  const think = (next: Draft): void => {
    preview.close();
    setPlaced(undefined);
    setDraft(next);
  };
  const hands = useHands({ schedule, rows, window, draft, think, pick: setPicked, open: desk.open });
  const style = { '--hours': hoursOf(window).length } as CSSProperties;
  return (
    <div className="board">
      <div className="board-rows">
        <Saying placed={placed} onUndo={think} onPreview={() => preview.ask({ kind: 'whole' })} busy={preview.busy} />
        {/* Blocks and names are buttons: what is heard here is heard from them. */}
        <div className="day-wall-scroll" style={style} {...hands}>
          <Wall
            rows={rows}
            unplaced={schedule.unplaced}
            drafted={new Set(drafts.map((each) => each.visitId))}
            window={window}
            openId={desk.openId}
            pickedId={picked}
          />
        </div>
      </div>
      <Side
        schedule={schedule}
        rows={rows}
        draft={draft}
        picked={picked}
        preview={preview}
        openId={desk.openId}
        onOpen={desk.open}
        onPlaced={(done, made) => {
          // The hand may hold the next one by now.
          setDraft((held) => (held === made ? undefined : held));
          setPlaced(done);
        }}
        onForget={() => setDraft(undefined)}
        onUnpick={() => setPicked(undefined)}
      />
    </div>
  );
}

/** What is thought of: one visit in the hand, or everything that a preview would move. */
function draftsOf(draft: Draft | undefined, { answer }: Preview): readonly Draft[] {
  if (draft !== undefined) return [draft];
  return (answer?.moves ?? []).map(({ visitId, startsAt, to }) => ({
    visitId,
    startsAt,
    touchpointId: to.touchpointId,
  }));
}

interface SayingProps {
  readonly placed: Placed | undefined;
  readonly busy: boolean;
  readonly onUndo: (draft: Draft) => void;
  readonly onPreview: () => void;
}

function Saying({ placed, busy, onUndo, onPreview }: SayingProps): ReactNode {
  const may = useMay('visit.dispatch');
  const undo = placed?.undo;
  if (!may) return null;
  return (
    <div className="board-saying">
      <Button onClick={onPreview} loading={busy}>
        看看能不能排得更好
      </Button>
      <p role="status">{placed?.says}</p>
      {undo === undefined ? null : <Button onClick={() => onUndo(undo)}>派回去</Button>}
    </div>
  );
}

interface SideProps {
  readonly schedule: ScheduleAnswer;
  readonly rows: readonly Row[];
  readonly draft: Draft | undefined;
  readonly picked: string | undefined;
  readonly preview: Preview;
  readonly openId: string | undefined;
  readonly onOpen: (visitId: string) => void;
  readonly onPlaced: (placed: Placed, draft: Draft) => void;
  readonly onForget: () => void;
  readonly onUnpick: () => void;
}

/** Beside the rows: the map, and the one thing that is being thought of. */
function Side(props: SideProps): ReactNode {
  const { schedule, rows, picked, openId, onOpen } = props;
  const layout = useMemo(() => mapOf(schedule), [schedule]);
  const row = rows.find(({ person }) => person.touchpointId === picked);
  return (
    <aside className="board-side" aria-label="地图和预览">
      <BoardMap layout={layout} picked={row} openId={openId} onOpen={onOpen} />
      <Thought {...props} row={row} />
    </aside>
  );
}

function Thought(props: SideProps & { readonly row: Row | undefined }): ReactNode {
  const { schedule, draft, preview, row, onOpen, onPlaced, onForget, onUnpick } = props;
  const now = useNow();
  const start = startOfBusinessDay(schedule.day);
  const restOfDay = {
    from: new Date(Math.max(now, start.getTime())).toISOString(),
    to: addDays(start, 1).toISOString(),
  };
  if (draft !== undefined) {
    const from = schedule.people.find((each) => each.visits.some((visit) => visit.visitId === draft.visitId));
    const to = schedule.people.find((each) => each.touchpointId === draft.touchpointId);
    const visits = [...schedule.unplaced, ...(from?.visits ?? [])];
    const visit = visits.find((each) => each.visitId === draft.visitId);
    if (visit !== undefined && to !== undefined) {
      const key = `${draft.visitId}${draft.touchpointId}${draft.startsAt}`;
      return <DraftForm key={key} {...{ draft, visit, from, to, onPlaced }} onClose={onForget} />;
    }
  }
  if (preview.asked !== undefined) {
    return <PreviewPanel key={JSON.stringify(preview.asked)} preview={preview} restOfDay={restOfDay} onOpen={onOpen} />;
  }
  if (row !== undefined) return <PersonDay row={row} onOpen={onOpen} onAsk={preview.ask} onClose={onUnpick} />;
  return <WaitingList visits={schedule.unplaced} onOpen={onOpen} />;
}
