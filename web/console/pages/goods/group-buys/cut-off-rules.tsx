import { useQuery } from '@tanstack/react-query';
import { Button, Input, Select } from 'antd';
import { useState, type ReactNode } from 'react';
import type { CutOffRuleAnswer, CutOffRules as Rules } from '#modules/commerce/contract';
import { api } from '../../../../shared/api.ts';
import { useAct } from '../../../../shared/query.tsx';
import { useMay } from '../../../../shared/session.tsx';
import { Await, ProblemLine } from '../../../../shared/states.tsx';
import { AreaField } from '../../../parts/area-field.tsx';
import { Field, FormEnd, NumberField } from '../../../parts/field.tsx';
import { CUT_OFF_KEY, CUT_OFF_PATH } from '../goods-paths.ts';
import { categoryChoices, useCategories } from '../use-categories.ts';
import { cutOffBodyOf, cutOffDraft, cutOffFault, pickupWords, type CutOffDraft } from './cut-off-draft.ts';

/** When group buys close and when they can be picked up, by area and category; the nearest counts. */
export function CutOffRules(): ReactNode {
  const mayEdit = useMay('group_buy.edit');
  const [editing, setEditing] = useState<string>();
  const query = useQuery({
    queryKey: CUT_OFF_KEY,
    queryFn: ({ signal }) => api.get<Rules>(CUT_OFF_PATH, { signal }),
  });
  const close = (): void => setEditing(undefined);
  return (
    <Await query={query}>
      {({ items, fallback }) => (
        <div className="category-tree">
          <ul>
            {items.map((rule) => (
              <li key={rule.cutOffRuleId}>
                {editing === rule.cutOffRuleId ? (
                  <RuleForm rule={rule} onClose={close} />
                ) : (
                  <RuleLine rule={rule} mayEdit={mayEdit} onEdit={() => setEditing(rule.cutOffRuleId)} />
                )}
              </li>
            ))}
            <li className="category-line">
              <span>其他都按</span>
              <small>
                {fallback.clock} 截单，{pickupWords(fallback.pickupDays)}
              </small>
            </li>
          </ul>
          {editing === 'new' ? (
            <RuleForm rule={undefined} onClose={close} />
          ) : mayEdit ? (
            <Button type="dashed" onClick={() => setEditing('new')}>
              加一条规则
            </Button>
          ) : null}
          <p className="panel-note">近的先算：城市比大区先，大区比全国先；同一级里，分类比全部商品先。</p>
        </div>
      )}
    </Await>
  );
}

interface RuleLineProps {
  readonly rule: CutOffRuleAnswer;
  readonly mayEdit: boolean;
  readonly onEdit: () => void;
}

function RuleLine({ rule, mayEdit, onEdit }: RuleLineProps): ReactNode {
  const remove = useAct((_: undefined, key) => api.delete(`${CUT_OFF_PATH}/${rule.cutOffRuleId}`, { key }), {
    stale: [CUT_OFF_KEY],
  });
  const [sure, setSure] = useState(false);
  const name = `${rule.areaName}的${rule.categoryName ?? '全部商品'}`;
  return (
    <>
      <div className="category-line">
        <span>{name}</span>
        <small>
          {rule.clock} 截单，{pickupWords(rule.pickupDays)}
        </small>
        {mayEdit ? (
          <>
            <Button size="small" type="text" onClick={onEdit}>
              改<span className="visually-hidden">{name}</span>
            </Button>
            <Button
              size="small"
              type="text"
              danger={sure}
              loading={remove.busy}
              onBlur={() => setSure(false)}
              onClick={() => (sure ? void remove.run(undefined) : setSure(true))}
            >
              {sure ? '再点一下去掉' : '去掉'}
              <span className="visually-hidden">{name}</span>
            </Button>
          </>
        ) : null}
      </div>
      <ProblemLine problem={remove.problem} />
    </>
  );
}

function RuleForm({ rule, onClose }: { rule: CutOffRuleAnswer | undefined; onClose: () => void }): ReactNode {
  const [draft, setDraft] = useState(() => cutOffDraft(rule));
  const categories = categoryChoices(useCategories());
  const saving = useAct(
    (it: CutOffDraft, key) => {
      const body = cutOffBodyOf(it);
      return rule === undefined
        ? api.post(CUT_OFF_PATH, { body, key })
        : api.put(`${CUT_OFF_PATH}/${rule.cutOffRuleId}`, { body, key, ifMatch: rule.revision });
    },
    { stale: [CUT_OFF_KEY], onDone: onClose },
  );
  const set = (part: Partial<CutOffDraft>): void => setDraft({ ...draft, ...part });
  return (
    <div className="category-form form-stack">
      <AreaField
        label="哪里"
        kinds={['all', 'region', 'city']}
        value={draft}
        onChange={set}
        fault={saving.problem?.faultAt('areaId')}
      />
      <div className="form-row">
        <Field label="什么商品">
          {(id) => (
            <Select
              id={id}
              showSearch={{ optionFilterProp: 'label' }}
              value={draft.categoryId ?? ''}
              options={[{ value: '', label: '全部商品' }, ...categories]}
              onChange={(value) => set({ categoryId: value === '' ? undefined : value })}
            />
          )}
        </Field>
        <Field label="几点截单">
          {(id) => (
            <Input id={id} type="time" value={draft.clock} onChange={(event) => set({ clock: event.target.value })} />
          )}
        </Field>
        <NumberField
          label="截单后几天提货"
          precision={0}
          min={0}
          max={14}
          suffix="天"
          value={draft.pickupDays}
          onChange={(pickupDays) => set({ pickupDays })}
        />
      </div>
      <ProblemLine problem={saving.problem} />
      <FormEnd
        verb={rule === undefined ? '加上' : '存下'}
        fault={cutOffFault(draft)}
        busy={saving.busy}
        onDo={() => void saving.run(draft)}
        onClose={onClose}
      />
    </div>
  );
}
