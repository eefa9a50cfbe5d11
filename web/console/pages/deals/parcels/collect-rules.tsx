import { useQuery } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useState, type ReactNode } from 'react';
import type { CollectRuleItem } from '#modules/commerce/contract';
import { api } from '../../../../shared/api.ts';
import { count, dateTime } from '../../../../shared/format.ts';
import { useAct } from '../../../../shared/query.tsx';
import { useMay } from '../../../../shared/session.tsx';
import { Await, ProblemLine } from '../../../../shared/states.tsx';
import { useNow } from '../../../../shared/use-now.ts';
import { Chips } from '../../../parts/chips.tsx';
import { Field, FormEnd, NumberField } from '../../../parts/field.tsx';
import { Panel, PanelSection } from '../../../parts/panel-section.tsx';
import { COLLECT_RULES_KEY, COLLECT_RULES_PATH } from '../deals-paths.ts';

const GOODS = [
  { value: 'sellable', label: '放回去卖' },
  { value: 'waste', label: '报废' },
] as const;

/** How long goods lie at points and what becomes of what nobody fetched, by how they are stored. */
export function CollectRules(): ReactNode {
  const query = useQuery({
    queryKey: COLLECT_RULES_KEY,
    queryFn: ({ signal }) => api.get<{ items: CollectRuleItem[] }>(COLLECT_RULES_PATH, { signal }),
  });
  const [editing, setEditing] = useState<string>();
  return (
    <Await query={query}>
      {({ items }) => (
        <Panel>
          {items.map((rule) => (
            <Rule
              key={`${rule.storage}/${rule.revision}`}
              rule={rule}
              editing={editing === rule.storage}
              onEdit={(on) => setEditing(on ? rule.storage : undefined)}
            />
          ))}
        </Panel>
      )}
    </Await>
  );
}

/** 「放到提货日后第3天，提前12小时提醒；没人来取就放回去卖，退80%」 */
function sentenceOf({ keepDays, remindHours, goods, refundPercent }: CollectRuleItem): string {
  const until = keepDays === 0 ? '放到提货日当天' : `放到提货日后第${count(keepDays)}天`;
  const back = refundPercent === 0 ? '不退钱' : refundPercent === 100 ? '全额退款' : `退${count(refundPercent)}%`;
  return `${until}，提前${count(remindHours)}小时提醒；没人来取就${goods === 'sellable' ? '放回去卖' : '报废'}，${back}。`;
}

interface RuleProps {
  readonly rule: CollectRuleItem;
  readonly editing: boolean;
  readonly onEdit: (on: boolean) => void;
}

function Rule({ rule, editing, onEdit }: RuleProps): ReactNode {
  const now = useNow();
  const mayAct = useMay('pickup.act');
  return (
    <PanelSection
      title={rule.storageName}
      action={
        mayAct && !editing ? (
          <Button size="small" onClick={() => onEdit(true)}>
            改<span className="visually-hidden">{rule.storageName}的时限</span>
          </Button>
        ) : null
      }
    >
      <p>{sentenceOf(rule)}</p>
      <p className="panel-note">
        {rule.since === null ? '一开始就这样。' : `${dateTime(rule.since, now)}改的：${rule.reason}`}
      </p>
      {editing ? <RuleForm rule={rule} onClose={() => onEdit(false)} /> : null}
    </PanelSection>
  );
}

interface RuleDraft {
  readonly keepDays: number | null;
  readonly remindHours: number | null;
  readonly goods: CollectRuleItem['goods'];
  readonly refundPercent: number | null;
  readonly reason: string;
}

function RuleForm({ rule, onClose }: { rule: CollectRuleItem; onClose: () => void }): ReactNode {
  const { keepDays, remindHours, goods, refundPercent } = rule;
  const [draft, setDraft] = useState<RuleDraft>({ keepDays, remindHours, goods, refundPercent, reason: '' });
  const saving = useAct(
    (it: RuleDraft, key) =>
      api.put(COLLECT_RULES_PATH, { body: { ...it, storage: rule.storage, reason: it.reason.trim() }, key }),
    { stale: [COLLECT_RULES_KEY], onDone: onClose },
  );
  const set = (part: Partial<RuleDraft>): void => setDraft({ ...draft, ...part });
  const missing = Object.values(draft).some((value) => value === null);
  const fault = missing ? '每一格都要填' : draft.reason.trim().length < 2 ? '写一句为什么改' : undefined;
  return (
    <div className="deal-box form-stack">
      <div className="form-row">
        <NumberField
          label="提货日后放几天"
          precision={0}
          min={0}
          max={14}
          suffix="天"
          value={draft.keepDays}
          onChange={(value) => set({ keepDays: value })}
        />
        <NumberField
          label="提前多久提醒"
          precision={0}
          min={1}
          max={72}
          suffix="小时"
          value={draft.remindHours}
          onChange={(value) => set({ remindHours: value })}
        />
        <NumberField
          label="没人来取退多少"
          precision={0}
          min={0}
          max={100}
          suffix="%"
          value={draft.refundPercent}
          onChange={(value) => set({ refundPercent: value })}
        />
      </div>
      <Field label="货怎么办">
        {() => (
          <Chips label="货怎么办" options={GOODS} value={draft.goods} onChange={(value) => set({ goods: value })} />
        )}
      </Field>
      <Field label="为什么改">
        {(id) => (
          <Input
            id={id}
            value={draft.reason}
            maxLength={200}
            onChange={(event) => set({ reason: event.target.value })}
          />
        )}
      </Field>
      <ProblemLine problem={saving.problem} />
      <FormEnd
        verb="从现在起这样"
        fault={fault}
        busy={saving.busy}
        onDo={() => void saving.run(draft)}
        onClose={onClose}
      />
    </div>
  );
}
