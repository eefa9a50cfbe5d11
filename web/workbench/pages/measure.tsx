import { useQuery } from '@tanstack/react-query';
import { useEffect, type ReactNode } from 'react';
import type { MeasureAnswer, MyVisitItem } from '#modules/fulfilment/contract';
import { Await } from '../../shared/states.tsx';
import { Icon } from '../../shared/icons.tsx';
import {
  areasOf,
  basisOf,
  bodyOf,
  changed,
  draftOf,
  EMPTY_DRAFT,
  missingOf,
  openFaults,
  squareMetres,
  WALL_CHOICES,
  whichForm,
  type MeasureDraft,
} from '../my/measure-draft.ts';
import { useMeasureOps } from '../my/measure-waiting.ts';
import { useDraft } from '../my/use-draft.ts';
import { saveMeasure } from '../my/visit-acts.ts';
import { measureQuery, useVisit } from '../my/visit-queries.ts';
import { useVisitNow } from '../my/visit-now.ts';
import { AsOf } from '../parts/as-of.tsx';
import { CardSkeletons } from '../parts/card-skeletons.tsx';
import { Chips } from '../parts/chips.tsx';
import { Page } from '../parts/page.tsx';
import { WaitingMark } from '../parts/queue-card.tsx';
import { tellEnd } from '../parts/tell-end.ts';
import { Leaks } from './measure/leaks.tsx';
import { Photos } from './measure/photos.tsx';
import { Rooms, type FormPartProps } from './measure/rooms.tsx';
import './measure/measure.css';

/** The measuring form of a visit: works in a basement, loses nothing. */
export function MeasurePage({ params }: { params: Readonly<Record<string, string>> }): ReactNode {
  const visitId = params['visitId'] ?? '';
  const query = useVisit(visitId);
  const parent = `/visits/${visitId}`;
  return (
    <Await
      query={query}
      loading={
        <Page title="量房表" parent={parent}>
          <CardSkeletons cards={2} />
        </Page>
      }
    >
      {(visit) => <MeasureForm fetched={visit} parent={parent} />}
    </Await>
  );
}

function MeasureForm({ fetched, parent }: { fetched: MyVisitItem; parent: string }): ReactNode {
  const { visit } = useVisitNow(fetched);
  const { query, form, which, loading, waiting, photos, edit, save, keep } = useMeasureForm(visit);
  const stored = which === 'server' || which === 'taken' || form.sent;
  return (
    <Page
      title="量房表"
      parent={parent}
      answer={`${visit.communityName} · ${visit.customerName}`}
      next={<SaveBar form={form} stored={stored} waiting={waiting} visit={visit} onSave={() => void save()} />}
    >
      <AsOf query={query} />
      {loading ? (
        <CardSkeletons cards={2} />
      ) : (
        <>
          {waiting ? <WaitingMark /> : null}
          {which === 'conflict' ? (
            <Conflict
              onMine={() => keep({ ...form, basedOn: query.data?.revision ?? 0 })}
              onTheirs={() => keep(undefined)}
            />
          ) : null}
          <Rooms form={form} onEdit={edit} />
          <Walls form={form} onEdit={edit} />
          <Leaks form={form} onEdit={edit} />
          <Notes form={form} onEdit={edit} />
          <Photos visit={visit} saved={query.data?.photos ?? []} waiting={photos} />
        </>
      )}
    </Page>
  );
}

/** The form of a visit: what the server has, or what this phone keeps until the server has it. */
function useMeasureForm(visit: MyVisitItem) {
  const query = useQuery(measureQuery(visit.visitId));
  const saved = query.data;
  const { last, photos } = useMeasureOps(visit.visitId);
  const waiting = last !== undefined;
  const { value, keep, ready } = useDraft<MeasureDraft>(`measure:${visit.visitId}`);
  const which = whichForm(value, saved?.revision, waiting);
  useEffect(() => {
    if (ready && which === 'taken') keep(undefined);
  });
  const form = formOf(which, value, saved);
  const save = async (): Promise<void> => {
    const body = { ...bodyOf(form), basedOn: basisOf(form, saved?.revision, waiting) };
    keep({ ...form, basedOn: body.basedOn, sent: true });
    const end = await saveMeasure(visit, body);
    if (end.kind === 'refused') keep({ ...form, sent: false });
    tellEnd(end, '量房表存好了');
  };
  return {
    query,
    form,
    which,
    waiting,
    photos,
    keep,
    save,
    edit: (change: Partial<MeasureDraft>): void => keep(changed(form, change)),
    loading: !ready || (saved === undefined && value === undefined && query.isPending),
  };
}

function Walls({ form, onEdit }: FormPartProps): ReactNode {
  return (
    <section className="card page-stack" aria-labelledby="walls">
      <h2 id="walls">墙面怎么样？</h2>
      <Chips
        label="墙面情况"
        choices={WALL_CHOICES}
        value={form.wallCondition ?? ''}
        onPick={(wallCondition) => onEdit({ wallCondition })}
      />
    </section>
  );
}

function Notes({ form, onEdit }: FormPartProps): ReactNode {
  return (
    <section className="card page-stack" aria-labelledby="measure-notes">
      <h2 id="measure-notes">备注</h2>
      <textarea
        className="field"
        aria-labelledby="measure-notes"
        rows={3}
        maxLength={2_000}
        placeholder="想做哪里、什么时候方便、有没有老人孩子"
        value={form.notes}
        onChange={(event) => onEdit({ notes: event.target.value })}
      />
    </section>
  );
}

function formOf(
  which: ReturnType<typeof whichForm>,
  draft: MeasureDraft | undefined,
  saved: MeasureAnswer | undefined,
): MeasureDraft {
  if (draft !== undefined && (which === 'draft' || which === 'conflict')) return draft;
  return saved === undefined ? EMPTY_DRAFT : draftOf(saved);
}

/** Somebody saved it on another device since: one of the two stays, and the person says which. */
function Conflict({ onMine, onTheirs }: { onMine: () => void; onTheirs: () => void }): ReactNode {
  return (
    <section className="card card-people page-stack" role="alert" aria-label="别处也改过">
      <p>这份表在别处改过并且存了，下面是你手机里没存的。</p>
      <button type="button" className="button button-second" onClick={onMine}>
        用我手机里的
      </button>
      <button type="button" className="button button-second button-plain" onClick={onTheirs}>
        用别处存的，丢掉我的
      </button>
    </section>
  );
}

interface SaveBarProps {
  readonly form: MeasureDraft;
  readonly stored: boolean;
  /** It was handed to the outbox and is not with the server yet. */
  readonly waiting: boolean;
  readonly visit: MyVisitItem;
  readonly onSave: () => void;
}

function SaveBar({ form, stored, waiting, visit, onSave }: SaveBarProps): ReactNode {
  const faults = openFaults(form);
  const empty = form.rooms.length === 0 && form.basedOn === 0;
  const missing = missingOf(form);
  const early = visit.state === 'booked';
  const areas = form.rooms.map(areasOf);
  const floor = areas.reduce((sum, { floor: area = 0 }) => sum + area, 0);
  const walls = areas.reduce((sum, { walls: area = 0 }) => sum + area, 0);
  const note = early
    ? '还没接单，接了单才能存；填的先留在手机里。'
    : (faults[0] ?? (missing.length > 0 ? `还差：${missing.join('、')}` : undefined));
  return (
    <>
      <p className="next-note measure-sum">
        {form.rooms.length === 0 ? null : (
          <strong>
            {form.rooms.length} 间 · 地面 {squareMetres(floor)} · 墙面 {squareMetres(walls)}
          </strong>
        )}
        {note === undefined ? null : <span>{note}</span>}
      </p>
      <button
        type="button"
        className="button button-main"
        disabled={stored || early || faults.length > 0}
        onClick={onSave}
      >
        {stored && !empty ? (
          <>
            <Icon name={waiting ? 'waiting' : 'sent'} size={22} /> {waiting ? '存在手机里了' : '都存好了'}
          </>
        ) : (
          '保存量房表'
        )}
      </button>
    </>
  );
}
