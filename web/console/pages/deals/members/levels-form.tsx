import { Button, Checkbox, Input, InputNumber } from 'antd';
import { useState, type ReactNode } from 'react';
import type { LevelRulesAnswer } from '#modules/commerce/contract';
import { api } from '../../../../shared/api.ts';
import { useAct } from '../../../../shared/query.tsx';
import { ProblemLine } from '../../../../shared/states.tsx';
import { Chips } from '../../../parts/chips.tsx';
import { Field, FormEnd } from '../../../parts/field.tsx';
import { MEMBER_RULES_PATH, MEMBERS_KEY } from '../deals-paths.ts';
import { levelsBody, levelsDraft, levelsFault, NEW_LEVEL, type LevelDraft, type LevelsDraft } from './rules-draft.ts';

const MOST = 10;
const MEASURES = [
  { value: 'points', label: '得的积分' },
  { value: 'spend', label: '花的钱' },
] as const;

interface LevelsFormProps {
  readonly rules: LevelRulesAnswer;
  readonly onClose: () => void;
}

/** All levels at once: members rise by them as soon as they are published. */
export function LevelsForm({ rules, onClose }: LevelsFormProps): ReactNode {
  const [draft, setDraft] = useState<LevelsDraft>(() => levelsDraft(rules));
  const saving = useAct(
    (it: LevelsDraft, key) =>
      api.put(`${MEMBER_RULES_PATH}/levels`, { body: levelsBody(it), key, ifMatch: rules.revision }),
    { stale: [MEMBERS_KEY], onDone: onClose },
  );
  const setLevel = (at: number, part: Partial<LevelDraft>): void =>
    setDraft({ ...draft, levels: draft.levels.map((level, each) => (each === at ? { ...level, ...part } : level)) });
  return (
    <div className="deal-box form-stack">
      <Field label="近365天里看什么">
        {() => (
          <Chips
            label="近365天里看什么"
            options={MEASURES}
            value={draft.measure}
            onChange={(measure) => setDraft({ ...draft, measure })}
          />
        )}
      </Field>
      {draft.levels.map((level, at) => (
        <LevelFields
          key={at}
          level={level}
          first={at === 0}
          unit={draft.measure === 'points' ? '分' : '元'}
          onChange={(part) => setLevel(at, part)}
          {...(at === draft.levels.length - 1 && at > 0
            ? { onRemove: () => setDraft({ ...draft, levels: draft.levels.slice(0, -1) }) }
            : {})}
        />
      ))}
      {draft.levels.length >= MOST ? null : (
        <Button type="dashed" onClick={() => setDraft({ ...draft, levels: [...draft.levels, NEW_LEVEL] })}>
          加一级
        </Button>
      )}
      <p className="panel-note">发布以后马上按新的升级；降级要等到他现在这一级到期。</p>
      <ProblemLine problem={saving.problem} />
      <FormEnd
        verb="发布"
        fault={levelsFault(draft)}
        busy={saving.busy}
        onDo={() => void saving.run(draft)}
        onClose={onClose}
      />
    </div>
  );
}

interface LevelFieldsProps {
  readonly level: LevelDraft;
  readonly first: boolean;
  readonly unit: string;
  readonly onChange: (part: Partial<LevelDraft>) => void;
  readonly onRemove?: () => void;
}

function LevelFields({ level, first, unit, onChange, onRemove }: LevelFieldsProps): ReactNode {
  return (
    <fieldset className="member-level">
      <div className="member-line">
        <Input
          aria-label="等级名"
          placeholder="等级名"
          maxLength={12}
          value={level.name}
          onChange={(event) => onChange({ name: event.target.value })}
        />
        {first ? (
          <span>完成一单就是</span>
        ) : (
          <InputNumber<number>
            aria-label={`${level.name}从多少起`}
            min={1}
            suffix={unit}
            value={level.from}
            onChange={(from) => onChange({ from })}
          />
        )}
        {onRemove === undefined ? null : (
          <Button type="text" onClick={onRemove}>
            去掉<span className="visually-hidden">{level.name}</span>
          </Button>
        )}
      </div>
      <div className="member-line">
        <Checkbox
          checked={level.freeFromYuan !== null}
          onChange={(event) => onChange({ freeFromYuan: event.target.checked ? 49 : null })}
        >
          满多少免运费
        </Checkbox>
        {level.freeFromYuan === null ? null : (
          <InputNumber<number>
            aria-label={`${level.name}满多少免运费`}
            min={0}
            max={1_000}
            suffix="元"
            value={level.freeFromYuan}
            onChange={(freeFromYuan) => onChange({ freeFromYuan: freeFromYuan ?? 0 })}
          />
        )}
        <Checkbox checked={level.priority} onChange={(event) => onChange({ priority: event.target.checked })}>
          优先服务
        </Checkbox>
        <Checkbox checked={level.agent} onChange={(event) => onChange({ agent: event.target.checked })}>
          专人服务
        </Checkbox>
      </div>
      <Input.TextArea
        aria-label={`${level.name}别的权益`}
        placeholder="别的权益，一行一条"
        autoSize={{ minRows: 1, maxRows: 4 }}
        value={level.others}
        onChange={(event) => onChange({ others: event.target.value })}
      />
    </fieldset>
  );
}
