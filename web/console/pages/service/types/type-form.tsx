import { Button, Input, InputNumber, Select, Switch } from 'antd';
import { useId, useState, type ReactNode } from 'react';
import type { ServiceItem } from '#modules/fulfilment/contract';
import { api } from '../../../../shared/api.ts';
import { useAct } from '../../../../shared/query.tsx';
import { useMay, useMe } from '../../../../shared/session.tsx';
import { ProblemLine } from '../../../../shared/states.tsx';
import { usePackages } from '../../../parts/choices.ts';
import { Facts, Panel, PanelSection } from '../../../parts/panel-section.tsx';
import { LEVELS } from '../calendars/worker-words.ts';
import { FormEnd } from '../../../parts/field.tsx';
import { SERVICES_KEY, SERVICES_PATH } from '../service-paths.ts';
import { BOOKERS, draftOf, faultOf, minutesInWords, type Booker, type TypeDraft } from './type-draft.ts';
import './types.css';

/** One service, read; headquarters edit it in place. Whoever was slower is told so and keeps what they typed. */
export function TypeBody({ item }: { item: ServiceItem }): ReactNode {
  const [draft, setDraft] = useState<TypeDraft>();
  const me = useMe();
  const may = useMay('calendar.edit') && me.grants.some((grant) => grant.areaKind === 'all');
  const act = useAct(
    (it: TypeDraft, key) =>
      api.put(`${SERVICES_PATH}/${item.service}`, {
        body: { ...it, name: it.name.trim(), revision: item.revision },
        ifMatch: item.revision,
        key,
      }),
    { stale: [SERVICES_KEY, ['slots']] },
  );
  if (draft === undefined) {
    return (
      <Panel>
        <PanelSection
          title="怎么约"
          action={
            may ? (
              <Button size="small" onClick={() => setDraft(draftOf(item))}>
                改
              </Button>
            ) : null
          }
        >
          <Read item={item} />
          {may ? null : <p className="panel-note">全公司用同一份，由总部修改。</p>}
        </PanelSection>
      </Panel>
    );
  }
  return (
    <Panel>
      <div className="service-form">
        <Fields draft={draft} onChange={setDraft} />
        <ProblemLine problem={act.problem} />
        <FormEnd
          verb="存下，全公司生效"
          fault={faultOf(draft)}
          busy={act.busy}
          onDo={() => void act.run(draft)}
          onClose={() => setDraft(undefined)}
        />
      </div>
    </Panel>
  );
}

function Read({ item }: { item: ServiceItem }): ReactNode {
  const packages = usePackages();
  const raised = item.packageLevels.map(
    ({ packageId, level }) => `${packages.find((each) => each.id === packageId)?.name ?? '某个套餐'} ${level} 级`,
  );
  return (
    <Facts
      facts={[
        ['时长', minutesInWords(item.minutes)],
        ['前后留空', `${item.bufferMinutes}分钟，停车上楼用；路上的时间另算`],
        ['要会', `${item.skillName} ${item.level} 级${item.level === 3 ? '' : '以上'}`],
        ['更难的套餐', raised.length === 0 ? '没有' : raised.join('、')],
        ['提前', `至少${item.minNoticeHours}小时，最远${item.maxDays}天`],
        ['谁能约', item.bookedBy.map((by) => BOOKERS[by]).join('、')],
        ['状态', item.active ? '可以约' : '停约：不再接新的，已约的照常'],
      ]}
    />
  );
}

type Figure = 'minutes' | 'bufferMinutes' | 'minNoticeHours' | 'maxDays';
const FIGURES: readonly (readonly [Figure, string, string, number, number, number])[] = [
  ['minutes', '时长', '分钟', 15, 720, 15],
  ['bufferMinutes', '前后留空', '分钟', 0, 240, 5],
  ['minNoticeHours', '至少提前', '小时', 0, 720, 1],
  ['maxDays', '最远能约', '天', 1, 90, 1],
];

function Fields({ draft, onChange }: { draft: TypeDraft; onChange: (draft: TypeDraft) => void }): ReactNode {
  const id = useId();
  return (
    <div className="type-fields">
      <div>
        <label htmlFor={`${id}-name`}>名字</label>
        <Input
          id={`${id}-name`}
          value={draft.name}
          maxLength={40}
          onChange={(event) => onChange({ ...draft, name: event.target.value })}
        />
      </div>
      {FIGURES.map(([name, label, unit, min, max, step]) => (
        <div key={name}>
          <label htmlFor={`${id}-${name}`}>{label}</label>
          <InputNumber<number>
            id={`${id}-${name}`}
            min={min}
            max={max}
            step={step}
            precision={0}
            suffix={unit}
            value={draft[name]}
            onChange={(value) => value !== null && onChange({ ...draft, [name]: value })}
          />
        </div>
      ))}
      <div>
        <label htmlFor={`${id}-level`}>要几级</label>
        <Select<number>
          id={`${id}-level`}
          value={draft.level}
          options={[1, 2, 3].map((level) => ({ value: level, label: LEVELS[level] ?? '' }))}
          onChange={(level) => onChange({ ...draft, level })}
        />
      </div>
      <div>
        <label htmlFor={`${id}-by`}>谁能约</label>
        <Select<Booker[]>
          id={`${id}-by`}
          mode="multiple"
          value={[...draft.bookedBy]}
          options={(Object.entries(BOOKERS) as [Booker, string][]).map(([value, label]) => ({ value, label }))}
          onChange={(bookedBy) => onChange({ ...draft, bookedBy })}
        />
      </div>
      <Packages draft={draft} onChange={onChange} />
      <div>
        <label htmlFor={`${id}-active`}>可以约</label>
        <Switch
          id={`${id}-active`}
          checked={draft.active}
          checkedChildren="可以约"
          unCheckedChildren="停约"
          onChange={(active) => onChange({ ...draft, active })}
        />
      </div>
    </div>
  );
}

/** Packages that ask for more than the service itself. */
function Packages({ draft, onChange }: { draft: TypeDraft; onChange: (draft: TypeDraft) => void }): ReactNode {
  const id = useId();
  const packages = usePackages();
  const of = (level: number): string[] =>
    draft.packageLevels.filter((each) => each.level === level).map((each) => each.packageId);
  const set = (level: number, chosen: readonly string[]): void => {
    const kept = draft.packageLevels.filter((each) => each.level !== level && !chosen.includes(each.packageId));
    const added = packages.filter((each) => chosen.includes(each.id)).map((each) => ({ packageId: each.id, level }));
    onChange({ ...draft, packageLevels: [...kept, ...added] });
  };
  return [2, 3]
    .filter((level) => level > draft.level)
    .map((level) => (
      <div key={level} className="type-field-wide">
        <label htmlFor={`${id}-${level}`}>要 {level} 级的套餐</label>
        <Select<string[]>
          id={`${id}-${level}`}
          mode="multiple"
          placeholder="没有"
          value={of(level)}
          options={packages.map((each) => ({ value: each.id, label: each.name }))}
          showSearch={{ optionFilterProp: 'label' }}
          onChange={(chosen) => set(level, chosen)}
        />
      </div>
    ));
}
