import { useQuery } from '@tanstack/react-query';
import { Button, Input, Select } from 'antd';
import { useState, type ReactNode } from 'react';
import type { planAnswer } from '#modules/cdp/contract';
import type { z } from 'zod';
import { api } from '../../../shared/api.ts';
import { Icon } from '../../../shared/icons.tsx';
import { useAct } from '../../../shared/query.tsx';
import { Await, ProblemLine } from '../../../shared/states.tsx';
import { PanelSection } from '../../parts/panel-section.tsx';
import { SOURCES_KEY, SOURCES_PATH } from './source-words.ts';
import {
  draftFault,
  draftOf,
  EMPTY_PLAN,
  requiredOf,
  TYPE_NAMES,
  type PlanDraft,
  type PropertyType,
} from './plan-draft.ts';

type Plan = z.infer<typeof planAnswer>;
const TYPES = Object.entries(TYPE_NAMES).map(([value, label]) => ({ value, label }));

/** What events of a source must carry; what does not is held back. */
export function TrackingPlan({ sourceId }: { sourceId: string }): ReactNode {
  const path = `${SOURCES_PATH}/${sourceId}/plan`;
  const queryKey = [...SOURCES_KEY, sourceId, 'plan'];
  const query = useQuery({ queryKey, queryFn: ({ signal }) => api.get<Plan>(path, { signal }) });
  const [draft, setDraft] = useState<PlanDraft>();
  const act = useAct(
    (it: PlanDraft, key) => api.put(path, { body: { eventName: it.eventName.trim(), required: requiredOf(it) }, key }),
    { stale: [queryKey], onDone: () => setDraft(undefined) },
  );
  return (
    <PanelSection
      title="埋点规范"
      action={
        draft === undefined ? (
          <Button size="small" onClick={() => setDraft(EMPTY_PLAN)}>
            加一条
          </Button>
        ) : undefined
      }
    >
      <p className="panel-note">少了必填字段或类型不对的事件会进隔离；没写规范的事件照收。</p>
      {draft === undefined ? null : (
        <PlanForm
          draft={draft}
          busy={act.busy}
          onChange={setDraft}
          onClose={() => setDraft(undefined)}
          onSave={() => void act.run(draft)}
        />
      )}
      <ProblemLine problem={act.problem} />
      <Await query={query}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="panel-note">还没有规范。</p>
          ) : (
            <ul className="plan-list">
              {items.map((item) => (
                <li key={item.eventName}>
                  <div>
                    <strong>{item.eventName}</strong>
                    <span>
                      {Object.entries(item.required)
                        .map(([name, type]) => `${name}（${TYPE_NAMES[type]}）`)
                        .join('、')}
                    </span>
                  </div>
                  <Button size="small" type="text" onClick={() => setDraft(draftOf(item.eventName, item.required))}>
                    改
                  </Button>
                </li>
              ))}
            </ul>
          )
        }
      </Await>
    </PanelSection>
  );
}

interface PlanFormProps {
  readonly draft: PlanDraft;
  readonly busy: boolean;
  readonly onChange: (draft: PlanDraft) => void;
  readonly onClose: () => void;
  readonly onSave: () => void;
}

function PlanForm({ draft, busy, onChange, onClose, onSave }: PlanFormProps): ReactNode {
  const fault = draftFault(draft);
  const setField = (at: number, part: Partial<PlanDraft['fields'][number]>): void =>
    onChange({ ...draft, fields: draft.fields.map((field, index) => (index === at ? { ...field, ...part } : field)) });
  return (
    <div className="source-form plan-form">
      <Input
        aria-label="事件名"
        placeholder="事件名，比如 Product Viewed"
        value={draft.eventName}
        disabled={draft.known}
        onChange={(event) => onChange({ ...draft, eventName: event.target.value })}
      />
      {draft.fields.map((field, at) => (
        <div key={at} className="plan-field">
          <Input
            aria-label={`第${at + 1}个必填字段`}
            placeholder="必填字段"
            value={field.name}
            onChange={(event) => setField(at, { name: event.target.value })}
          />
          <Select<PropertyType>
            aria-label={`第${at + 1}个字段的类型`}
            value={field.type}
            options={TYPES as { value: PropertyType; label: string }[]}
            onChange={(type) => setField(at, { type })}
          />
          <Button
            type="text"
            aria-label={`去掉第${at + 1}个字段`}
            icon={<Icon name="trash" size={16} />}
            onClick={() => onChange({ ...draft, fields: draft.fields.filter((_, index) => index !== at) })}
          />
        </div>
      ))}
      <div className="source-buttons">
        <Button
          size="small"
          onClick={() => onChange({ ...draft, fields: [...draft.fields, { name: '', type: 'string' }] })}
        >
          加一个字段
        </Button>
        <span className="source-form-fault">{fault}</span>
        <Button size="small" onClick={onClose}>
          先不改
        </Button>
        <Button size="small" type="primary" disabled={fault !== undefined} loading={busy} onClick={onSave}>
          {draft.known && draft.fields.length === 0 ? '取消这条规范' : '保存'}
        </Button>
      </div>
    </div>
  );
}
