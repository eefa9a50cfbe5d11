import { Input, Select } from 'antd';
import { useState, type ReactNode } from 'react';
import type { RewardItem } from '#modules/commerce/contract';
import { api } from '../../../../shared/api.ts';
import type { ApiProblem } from '../../../../shared/problem.ts';
import { useAct } from '../../../../shared/query.tsx';
import { ProblemLine } from '../../../../shared/states.tsx';
import { useNow } from '../../../../shared/use-now.ts';
import { AreaField } from '../../../parts/area-field.tsx';
import { Chips } from '../../../parts/chips.tsx';
import { DayField, Field, FormEnd, NumberField } from '../../../parts/field.tsx';
import { PicturesField } from '../../goods/products/pictures-field.tsx';
import { SkuFinder } from '../../goods/sku-finder.tsx';
import { REWARDS_KEY, REWARDS_PATH } from '../deals-paths.ts';
import {
  newReward,
  PLACES,
  rewardBody,
  rewardDraft,
  rewardFault,
  REWARD_KINDS,
  type RewardDraft,
  type RewardKind,
} from './reward-draft.ts';
import { useLevelRules } from './use-rules.ts';

interface RewardFormProps {
  /** Undefined makes a new one. */
  readonly reward: RewardItem | undefined;
  readonly onDone: (reward: RewardItem) => void;
}

interface PartProps {
  readonly draft: RewardDraft;
  readonly problem: ApiProblem | undefined;
  readonly set: (part: Partial<RewardDraft>) => void;
}

const optionsOf = <Value extends string>(names: Readonly<Record<Value, string>>) =>
  (Object.entries(names) as [Value, string][]).map(([value, label]) => ({ value, label }));

/** Adds or edits what points are spent on. */
export function RewardForm({ reward, onDone }: RewardFormProps): ReactNode {
  const now = useNow();
  const [draft, setDraft] = useState(() => (reward === undefined ? newReward(now) : rewardDraft(reward)));
  const saving = useAct(
    (it: RewardDraft, key) => {
      const body = rewardBody(it);
      return reward === undefined
        ? api.post<RewardItem>(REWARDS_PATH, { body: { ...body, stock: it.stock }, key })
        : api.put<RewardItem>(`${REWARDS_PATH}/${reward.rewardId}`, { body, key, ifMatch: reward.revision });
    },
    { stale: [REWARDS_KEY], onDone },
  );
  const set = (part: Partial<RewardDraft>): void => setDraft((before) => ({ ...before, ...part }));
  const { problem } = saving;
  return (
    <div className="form-stack">
      <What draft={draft} problem={problem} set={set} isNew={reward === undefined} />
      <Terms draft={draft} problem={problem} set={set} isNew={reward === undefined} />
      <Where draft={draft} problem={problem} set={set} />
      <ProblemLine problem={problem} />
      <FormEnd
        verb={reward === undefined ? '存成草稿' : '存下'}
        fault={rewardFault(draft)}
        busy={saving.busy}
        onDo={() => void saving.run(draft)}
      />
    </div>
  );
}

type NewPartProps = PartProps & { readonly isNew: boolean };

function What({ draft, problem, set, isNew }: NewPartProps): ReactNode {
  return (
    <>
      {isNew ? (
        <Field label="是什么">
          {() => (
            <Chips<RewardKind>
              label="是什么"
              options={optionsOf(REWARD_KINDS)}
              value={draft.kind}
              onChange={(kind) => set({ kind })}
            />
          )}
        </Field>
      ) : null}
      {isNew && draft.kind === 'goods' ? (
        <Field
          label="商品"
          fault={problem?.faultAt('skuId')}
          {...(draft.sku === undefined ? {} : { hint: `选的是：${draft.sku.name}` })}
        >
          {() => (
            <SkuFinder
              label="按名字、编码或条码找"
              onFind={(sku) => set({ sku, ...(draft.title === '' ? { title: sku.name.slice(0, 20) } : {}) })}
            />
          )}
        </Field>
      ) : null}
      <Field label="名称" fault={problem?.faultAt('title')}>
        {(id) => (
          <Input id={id} value={draft.title} maxLength={20} onChange={(event) => set({ title: event.target.value })} />
        )}
      </Field>
      <Field label="说明（可不写）">
        {(id) => (
          <Input.TextArea
            id={id}
            value={draft.words}
            maxLength={200}
            autoSize={{ minRows: 1, maxRows: 4 }}
            onChange={(event) => set({ words: event.target.value })}
          />
        )}
      </Field>
      <PicturesField
        imageIds={draft.imageIds as never}
        most={1}
        onChange={(change) => set({ imageIds: change(draft.imageIds as never) })}
      />
      {draft.kind === 'experience' ? (
        <Field label="活动时间" fault={problem?.faultAt('takesPlaceAt')}>
          {(id) => (
            <Input
              id={id}
              type="datetime-local"
              value={draft.takesPlaceAt}
              onChange={(event) => set({ takesPlaceAt: event.target.value })}
            />
          )}
        </Field>
      ) : null}
    </>
  );
}

function Terms({ draft, set, isNew }: NewPartProps): ReactNode {
  const levels = useLevelRules().data?.levels ?? [];
  const figure = (
    label: string,
    field: 'points' | 'stock' | 'perPersonLimit' | 'voucherDays' | 'cancelHours',
    suffix: string,
    min = 1,
  ): ReactNode => (
    <NumberField
      label={label}
      precision={0}
      min={min}
      suffix={suffix}
      value={draft[field]}
      onChange={(value) => set({ [field]: value })}
    />
  );
  return (
    <>
      <div className="form-row">
        {figure('要几分', 'points', '分')}
        {isNew ? figure('有几份', 'stock', '份', 0) : null}
        {figure('每人最多（可不填）', 'perPersonLimit', '份')}
      </div>
      <div className="form-row">
        {figure('换到的券管几天', 'voucherDays', '天')}
        {figure('几小时内可以退', 'cancelHours', '小时', 0)}
        <Field label="哪些等级能换">
          {(id) => (
            <Select
              id={id}
              value={draft.minLevel}
              options={levels.map(({ level, name }) => ({
                value: level,
                label: level === 0 ? '都能换' : `${name}起`,
              }))}
              onChange={(minLevel) => set({ minLevel })}
            />
          )}
        </Field>
      </div>
    </>
  );
}

function Where({ draft, problem, set }: PartProps): ReactNode {
  return (
    <>
      <div className="form-row">
        <DayField label="从哪天" value={draft.from} onChange={(from) => set({ from })} />
        <DayField label="到哪天" value={draft.to} min={draft.from} onChange={(to) => set({ to })} />
      </div>
      <Field label="在哪领">
        {() => (
          <Chips
            label="在哪领"
            options={optionsOf(PLACES)}
            value={draft.handedInAt}
            onChange={(handedInAt) => set({ handedInAt })}
          />
        )}
      </Field>
      <AreaField label="哪里能换" value={draft} onChange={set} fault={problem?.faultAt('areaId')} />
    </>
  );
}
