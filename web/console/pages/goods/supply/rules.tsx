import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import type { SupplyRuleAnswer, SupplyRulesAnswer } from '#modules/intelligence/contract';
import { api } from '../../../../shared/api.ts';
import { useAct } from '../../../../shared/query.tsx';
import { useMay, useMe } from '../../../../shared/session.tsx';
import { Await, ProblemLine } from '../../../../shared/states.tsx';
import { PanelSection } from '../../../parts/panel-section.tsx';
import { Limits } from './limits.tsx';
import { RuleForm } from './rule-form.tsx';
import { termsSentence, type Terms } from './rule-draft.ts';
import { rulePath, RULES_KEY, RULES_PATH } from './supply-paths.ts';
import { TakeBack } from './take-back.tsx';

/** How goods are supplied, by category and item, and what places may spend and hold a day. */
export function Rules(): ReactNode {
  const query = useQuery({
    queryKey: RULES_KEY,
    queryFn: ({ signal }) => api.get<SupplyRulesAnswer>(RULES_PATH, { signal }),
  });
  return (
    <Await query={query}>
      {(rules) => (
        <div className="panel">
          <ByGoods rules={rules} />
          <Limits limits={rules.limits} />
        </div>
      )}
    </Await>
  );
}

const NEW = 'new';

function ByGoods({ rules: { usual, rules } }: { rules: SupplyRulesAnswer }): ReactNode {
  const [editing, setEditing] = useState<string>();
  const isHeadquarters = useMe().grants.some(({ areaKind }) => areaKind === 'all');
  const mayEdit = useMay('stock.edit') && isHeadquarters;
  const close = (): void => setEditing(undefined);
  return (
    <PanelSection title="怎么供货">
      <ul className="supply-rules">
        {rules.map((rule) => (
          <li key={rule.subjectId}>
            {editing === rule.subjectId ? (
              <RuleForm rule={rule} usual={usual} onClose={close} />
            ) : (
              <RuleLine rule={rule} mayEdit={mayEdit} onEdit={() => setEditing(rule.subjectId)} />
            )}
          </li>
        ))}
        <li>
          <div className="supply-rule">
            <div>
              <strong>{rules.length === 0 ? '所有商品' : '其他商品'}</strong>
              <small>{termsSentence(usual)}</small>
            </div>
          </div>
        </li>
      </ul>
      {editing === NEW ? (
        <RuleForm rule={undefined} usual={usual} onClose={close} />
      ) : mayEdit ? (
        <Button type="dashed" onClick={() => setEditing(NEW)}>
          加一条规则
        </Button>
      ) : null}
      <p className="panel-note">
        单品比分类先算，小类比大类先算。{mayEdit ? '' : '规则由总部统一定，要改请联系总部运营。'}
      </p>
    </PanelSection>
  );
}

interface RuleLineProps {
  readonly rule: SupplyRuleAnswer;
  readonly mayEdit: boolean;
  readonly onEdit: () => void;
}

function RuleLine({ rule, mayEdit, onEdit }: RuleLineProps): ReactNode {
  const { subjectId, subjectKind, revision, name } = rule;
  const remove = useAct(
    (_: undefined, key) =>
      api.put(rulePath(subjectId), { body: { subjectKind, terms: null, expectedRevision: revision }, key }),
    { stale: [RULES_KEY] },
  );
  const terms: Terms = rule;
  return (
    <>
      <div className="supply-rule">
        <div>
          <strong>
            {name}
            {subjectKind === 'sku' ? null : '（整类）'}
          </strong>
          <small>{termsSentence(terms)}</small>
        </div>
        {mayEdit ? (
          <>
            <Button size="small" type="text" onClick={onEdit}>
              改<span className="visually-hidden">{name}的规则</span>
            </Button>
            <TakeBack name={`${name}的规则`} busy={remove.busy} onDo={() => void remove.run(undefined)} />
          </>
        ) : null}
      </div>
      <ProblemLine problem={remove.problem} />
    </>
  );
}
