import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import type { DeliveryRuleItem } from '#modules/commerce/contract';
import { api } from '../../../../shared/api.ts';
import { useAct } from '../../../../shared/query.tsx';
import { useMay } from '../../../../shared/session.tsx';
import { Await, ProblemLine } from '../../../../shared/states.tsx';
import { AreaField } from '../../../parts/area-field.tsx';
import { areaBodyOf, areaFault, type AreaDraft } from '../../../parts/area-kinds.ts';
import { FormEnd, NumberField } from '../../../parts/field.tsx';
import { PanelSection } from '../../../parts/panel-section.tsx';
import { DELIVERY_RULES_KEY, DELIVERY_RULES_PATH } from '../goods-paths.ts';

interface DeliveryDraft extends AreaDraft {
  readonly feeYuan: number | null;
  readonly freeFromYuan: number | null;
}

const EMPTY: DeliveryDraft = { areaKind: 'all', areaId: undefined, feeYuan: null, freeFromYuan: null };

/** What delivery costs where; the nearest area counts. */
export function DeliveryRules(): ReactNode {
  const mayEdit = useMay('promotion.edit');
  const query = useQuery({
    queryKey: DELIVERY_RULES_KEY,
    queryFn: ({ signal }) => api.get<{ items: DeliveryRuleItem[] }>(DELIVERY_RULES_PATH, { signal }),
  });
  return (
    <div className="panel">
      <Await query={query}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="panel-note">没有定过运费：送到家不收钱。</p>
          ) : (
            <ul className="bulk-edits">
              {items.map((rule) => (
                <Rule key={rule.ruleId} rule={rule} mayEdit={mayEdit} />
              ))}
            </ul>
          )
        }
      </Await>
      {mayEdit ? <RuleForm /> : null}
    </div>
  );
}

function Rule({ rule, mayEdit }: { rule: DeliveryRuleItem; mayEdit: boolean }): ReactNode {
  const [sure, setSure] = useState(false);
  const end = useAct((_: undefined, key) => api.post(`${DELIVERY_RULES_PATH}/${rule.ruleId}/end`, { key }), {
    stale: [DELIVERY_RULES_KEY],
  });
  return (
    <li>
      <div>
        <strong>{rule.areaName}</strong>
        <small>{rule.published}</small>
      </div>
      {mayEdit ? (
        <Button
          size="small"
          danger={sure}
          loading={end.busy}
          onBlur={() => setSure(false)}
          onClick={() => (sure ? void end.run(undefined) : setSure(true))}
        >
          {sure ? '再点一下，按上一级收' : '结束'}
        </Button>
      ) : null}
      <ProblemLine problem={end.problem} />
    </li>
  );
}

function RuleForm(): ReactNode {
  const [draft, setDraft] = useState(EMPTY);
  const saving = useAct(
    (it: DeliveryDraft, key) =>
      api.post(DELIVERY_RULES_PATH, {
        body: {
          ...areaBodyOf(it),
          feeFen: Math.round((it.feeYuan ?? 0) * 100),
          freeFromFen: it.freeFromYuan === null ? null : Math.round(it.freeFromYuan * 100),
        },
        key,
      }),
    { stale: [DELIVERY_RULES_KEY], onDone: () => setDraft(EMPTY) },
  );
  const set = (part: Partial<DeliveryDraft>): void => setDraft({ ...draft, ...part });
  const fault = draft.feeYuan === null ? '写上收多少' : areaFault(draft);
  return (
    <PanelSection title="定一个地方的运费">
      <div className="form-stack">
        <AreaField label="哪里" value={draft} onChange={set} fault={saving.problem?.faultAt('areaId')} />
        <div className="form-row">
          <NumberField
            label="收多少"
            precision={2}
            min={0}
            suffix="元"
            value={draft.feeYuan}
            onChange={(feeYuan) => set({ feeYuan })}
          />
          <NumberField
            label="满多少免（可不填）"
            precision={2}
            min={0.01}
            suffix="元"
            value={draft.freeFromYuan}
            onChange={(freeFromYuan) => set({ freeFromYuan })}
          />
        </div>
        <ProblemLine problem={saving.problem} />
        <FormEnd verb="从现在起这样收" fault={fault} busy={saving.busy} onDo={() => void saving.run(draft)} />
      </div>
    </PanelSection>
  );
}
