import { Button, Input } from 'antd';
import { useState, type ReactNode } from 'react';
import type { CalendarAnswer } from '#modules/fulfilment/contract';
import { api } from '../../../../shared/api.ts';
import { useAct } from '../../../../shared/query.tsx';
import { useMay } from '../../../../shared/session.tsx';
import { ProblemLine } from '../../../../shared/states.tsx';
import { Facts, PanelSection } from '../../../parts/panel-section.tsx';
import { FormEnd } from '../../../parts/field.tsx';
import { WORKERS_KEY, WORKERS_PATH } from '../service-paths.ts';
import {
  draftOf,
  faultOf,
  hoursAWeek,
  hoursInWords,
  ORDINARY,
  requestOf,
  WEEKDAYS,
  type Hours,
  type WeekDraft,
} from './week-draft.ts';

interface WeekHoursProps {
  readonly touchpointId: string;
  readonly today: string;
  readonly calendar: CalendarAnswer;
}

/** The hours of a week, and the days that differ: read, and edited in place. */
export function WeekHours({ touchpointId, today, calendar }: WeekHoursProps): ReactNode {
  const [draft, setDraft] = useState<WeekDraft>();
  const may = useMay('calendar.edit');
  const now = draftOf(calendar);
  const act = useAct(
    (it: WeekDraft, key) => api.put(`${WORKERS_PATH}/${touchpointId}/shifts`, { body: requestOf(it, today), key }),
    { stale: [WORKERS_KEY, ['slots']], onDone: () => setDraft(undefined) },
  );
  return (
    <PanelSection
      title="每周班次"
      action={
        may && draft === undefined ? (
          <Button size="small" onClick={() => setDraft(now)}>
            改班次
          </Button>
        ) : null
      }
    >
      {draft === undefined ? (
        <>
          <Facts facts={now.week.map((hours, at) => [WEEKDAYS[at] ?? '', hoursInWords(hours)] as const)} />
          <Facts facts={now.exceptions.map(({ day, hours }) => [day, `调整：${hoursInWords(hours)}`] as const)} />
          <p className="panel-note">一周{hoursAWeek(now)}小时。节假日不上班，要上班就给那天单独调整。</p>
        </>
      ) : (
        <div className="service-form">
          {draft.week.map((hours, at) => (
            <HoursRow
              key={WEEKDAYS[at]}
              name={WEEKDAYS[at] ?? ''}
              hours={hours}
              onChange={(next) => setDraft({ ...draft, week: draft.week.with(at, next) })}
            />
          ))}
          <Button
            size="small"
            onClick={() =>
              setDraft({ ...draft, week: draft.week.map((hours, at) => (at < 5 ? draft.week[0]! : hours)) })
            }
          >
            周二到周五同周一
          </Button>
          <Exceptions draft={draft} today={today} onChange={setDraft} />
          <p className="panel-note">已经约好的上门不会变，要换时间到「预约派单」里改。</p>
          <ProblemLine problem={act.problem} />
          <FormEnd
            verb="存班次"
            fault={faultOf(draft, today)}
            busy={act.busy}
            onDo={() => void act.run(draft)}
            onClose={() => setDraft(undefined)}
          />
        </div>
      )}
    </PanelSection>
  );
}

interface HoursRowProps {
  readonly name: string;
  readonly hours: readonly Hours[];
  readonly onChange: (hours: readonly Hours[]) => void;
  /** In place of the name. */
  readonly head?: ReactNode;
}

function HoursRow({ name, hours, onChange, head }: HoursRowProps): ReactNode {
  return (
    <div className="hours-row" role="group" aria-label={name}>
      {head ?? <span>{name}</span>}
      <div>
        {hours.length === 0 ? <span className="hours-off">休息</span> : null}
        {hours.map((span, at) => (
          <span key={at} className="hours-span">
            <Input
              type="time"
              step={1800}
              aria-label={`${name}第${at + 1}段开始`}
              value={span.from}
              onChange={(event) => onChange(hours.with(at, { ...span, from: event.target.value }))}
            />
            到
            <Input
              type="time"
              step={1800}
              aria-label={`${name}第${at + 1}段结束`}
              value={span.to}
              onChange={(event) => onChange(hours.with(at, { ...span, to: event.target.value }))}
            />
            <Button
              size="small"
              type="text"
              aria-label={`去掉${name}第${at + 1}段`}
              onClick={() => onChange(hours.filter((_, each) => each !== at))}
            >
              去掉
            </Button>
          </span>
        ))}
        {hours.length >= 4 ? null : (
          <Button
            size="small"
            type="text"
            onClick={() => onChange([...hours, hours.length === 0 ? ORDINARY : { from: '', to: '' }])}
          >
            {hours.length === 0 ? '上班' : '加一段'}
          </Button>
        )}
      </div>
    </div>
  );
}

interface ExceptionsProps {
  readonly draft: WeekDraft;
  readonly today: string;
  readonly onChange: (draft: WeekDraft) => void;
}

function Exceptions({ draft, today, onChange }: ExceptionsProps): ReactNode {
  const { exceptions } = draft;
  const set = (next: WeekDraft['exceptions']): void => onChange({ ...draft, exceptions: next });
  return (
    <div className="hours-exceptions">
      <h4>单独调整的日子</h4>
      {exceptions.map((each, at) => (
        <HoursRow
          key={at}
          name={each.day === '' ? '新的一天' : each.day}
          hours={each.hours}
          onChange={(hours) => set(exceptions.with(at, { ...each, hours }))}
          head={
            <span className="hours-day">
              <Input
                type="date"
                aria-label="哪一天"
                min={today}
                value={each.day}
                onChange={(event) => set(exceptions.with(at, { ...each, day: event.target.value }))}
              />
              <Button size="small" type="text" onClick={() => set(exceptions.filter((_, index) => index !== at))}>
                不调了
              </Button>
            </span>
          }
        />
      ))}
      <Button size="small" onClick={() => set([...exceptions, { day: '', hours: [] }])}>
        加一天
      </Button>
    </div>
  );
}
