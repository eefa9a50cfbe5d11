import { Button, Checkbox, Input } from 'antd';
import { useState, type ReactNode } from 'react';
import type { CalendarDayAnswer } from '#modules/intelligence/contract';
import { api } from '../../../../shared/api.ts';
import { useAct } from '../../../../shared/query.tsx';
import { ProblemLine } from '../../../../shared/states.tsx';
import { Chips } from '../../../parts/chips.tsx';
import { Field, FormEnd } from '../../../parts/field.tsx';
import { CALENDAR_KEY, calendarDayPath } from './forecast-paths.ts';

type Said = Pick<CalendarDayAnswer, 'name' | 'isOff' | 'isFestival'>;

const OFF = [
  { value: 'off', label: '休息' },
  { value: 'work', label: '上班' },
] as const;

/** Says of a day what the official calendar does not, or takes that back. */
export function CalendarForm({ day, onDone }: { day: CalendarDayAnswer; onDone: () => void }): ReactNode {
  const { name, isOff, isFestival } = day;
  const [said, setSaid] = useState<Said>({ name, isOff, isFestival });
  const saving = useAct(
    (it: Said | null, key) =>
      api.put(calendarDayPath(day.day), { body: { expectedRevision: day.revision, said: it }, key }),
    { stale: [CALENDAR_KEY], onDone },
  );
  const set = (part: Partial<Said>): void => setSaid({ ...said, ...part });
  const isSame = said.name.trim() === name && said.isOff === isOff && said.isFestival === isFestival;
  return (
    <div className="form-stack forecast-calendar-form">
      <Field label="叫什么（可不填）">
        {(id) => (
          <Input
            id={id}
            value={said.name}
            maxLength={40}
            placeholder="庙会、校运会、停水…"
            onChange={(event) => set({ name: event.target.value })}
          />
        )}
      </Field>
      <Field label="大家休息还是上班">
        {() => (
          <Chips
            label="大家休息还是上班"
            options={OFF}
            value={said.isOff ? 'off' : 'work'}
            onChange={(value) => set({ isOff: value === 'off' })}
          />
        )}
      </Field>
      <Checkbox checked={said.isFestival} onChange={(event) => set({ isFestival: event.target.checked })}>
        是节日，提前几天就有人备东西
      </Checkbox>
      <ProblemLine problem={saving.problem} />
      <div className="forecast-calendar-end">
        {day.isOverridden ? (
          <Button type="text" disabled={saving.busy} onClick={() => void saving.run(null)}>
            照官方日历
          </Button>
        ) : null}
        <FormEnd
          verb="存下"
          fault={isSame ? '还没有改' : undefined}
          busy={saving.busy}
          onDo={() => void saving.run({ ...said, name: said.name.trim() })}
        />
      </div>
    </div>
  );
}
