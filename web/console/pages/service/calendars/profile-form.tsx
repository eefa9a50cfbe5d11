import { Button, InputNumber, Select, Switch } from 'antd';
import { useId, useState, type ReactNode } from 'react';
import type { WorkerItem } from '#modules/fulfilment/contract';
import { api } from '../../../../shared/api.ts';
import { useAct } from '../../../../shared/query.tsx';
import { useMay } from '../../../../shared/session.tsx';
import { ProblemLine } from '../../../../shared/states.tsx';
import { Facts, PanelSection } from '../../../parts/panel-section.tsx';
import { FormEnd } from '../../../parts/field.tsx';
import { WORKERS_KEY, WORKERS_PATH } from '../service-paths.ts';
import { LEVELS, SKILLS, type Skill } from './worker-words.ts';

interface Profile {
  readonly levels: Readonly<Partial<Record<Skill, number>>>;
  readonly maxVisitsADay: number;
  readonly radiusKm: number;
  readonly takesVisits: boolean;
}

const profileOf = (person: WorkerItem): Profile => ({
  levels: Object.fromEntries(person.skills.map(({ skill, level }) => [skill, level])),
  maxVisitsADay: person.maxVisitsADay,
  radiusKm: person.radiusKm,
  takesVisits: person.takesVisits,
});

/** What somebody can do, how much a day, and how far from the store. */
export function ProfileForm({ person }: { person: WorkerItem }): ReactNode {
  const [draft, setDraft] = useState<Profile>();
  const may = useMay('calendar.edit');
  const act = useAct(
    ({ levels, ...facts }: Profile, key) => {
      const skills = (Object.entries(levels) as [Skill, number][]).map(([skill, level]) => ({ skill, level }));
      return api.put(`${WORKERS_PATH}/${person.touchpointId}`, { body: { ...facts, skills }, key });
    },
    { stale: [WORKERS_KEY, ['slots']], onDone: () => setDraft(undefined) },
  );
  return (
    <PanelSection
      title="手艺和范围"
      action={
        may && draft === undefined ? (
          <Button size="small" onClick={() => setDraft(profileOf(person))}>
            改
          </Button>
        ) : null
      }
    >
      {draft === undefined ? (
        <Facts
          facts={[
            ...person.skills.map((each) => [each.skillName, LEVELS[each.level] ?? `${each.level} 级`] as const),
            ['一天最多', `${person.maxVisitsADay} 单`],
            ['服务半径', `离门店 ${person.radiusKm} 公里（直线）`],
            ['接上门', person.takesVisits ? '接' : '不接，系统不会派'],
          ]}
        />
      ) : (
        <div className="service-form">
          <Fields draft={draft} onChange={setDraft} />
          <ProblemLine problem={act.problem} />
          <FormEnd
            verb="存下"
            fault={undefined}
            busy={act.busy}
            onDo={() => void act.run(draft)}
            onClose={() => setDraft(undefined)}
          />
        </div>
      )}
    </PanelSection>
  );
}

function Fields({ draft, onChange }: { draft: Profile; onChange: (draft: Profile) => void }): ReactNode {
  const id = useId();
  const setLevel = (skill: Skill, level: number): void => {
    const { [skill]: _before, ...others } = draft.levels;
    onChange({ ...draft, levels: level === 0 ? others : { ...others, [skill]: level } });
  };
  return (
    <div className="profile-fields">
      {(Object.entries(SKILLS) as [Skill, string][]).map(([skill, name]) => (
        <div key={skill}>
          <label htmlFor={`${id}-${skill}`}>{name}</label>
          <Select<number>
            id={`${id}-${skill}`}
            value={draft.levels[skill] ?? 0}
            options={[
              { value: 0, label: '不会' },
              ...[1, 2, 3].map((level) => ({ value: level, label: LEVELS[level] ?? '' })),
            ]}
            onChange={(level) => setLevel(skill, level)}
          />
        </div>
      ))}
      <div>
        <label htmlFor={`${id}-most`}>一天最多</label>
        <InputNumber<number>
          id={`${id}-most`}
          min={1}
          max={20}
          precision={0}
          suffix="单"
          value={draft.maxVisitsADay}
          onChange={(most) => most !== null && onChange({ ...draft, maxVisitsADay: most })}
        />
      </div>
      <div>
        <label htmlFor={`${id}-radius`}>服务半径</label>
        <InputNumber<number>
          id={`${id}-radius`}
          min={1}
          max={200}
          precision={0}
          suffix="公里"
          value={draft.radiusKm}
          onChange={(radiusKm) => radiusKm !== null && onChange({ ...draft, radiusKm })}
        />
      </div>
      <div>
        <label htmlFor={`${id}-takes`}>接上门</label>
        <Switch
          id={`${id}-takes`}
          checked={draft.takesVisits}
          checkedChildren="接"
          unCheckedChildren="不接"
          onChange={(takesVisits) => onChange({ ...draft, takesVisits })}
        />
      </div>
    </div>
  );
}
