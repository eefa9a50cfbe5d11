import { useQuery } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useState, type ReactNode } from 'react';
import { addDays, businessDay, startOfBusinessDay } from '#kernel/time';
import type { CommissionRuleItem } from '#modules/touchpoints/contract';
import { api } from '../../../shared/api.ts';
import { dateTime } from '../../../shared/format.ts';
import { asProblem } from '../../../shared/problem.ts';
import { useAct } from '../../../shared/query.tsx';
import { useMay } from '../../../shared/session.tsx';
import { Empty, Skeleton } from '../../../shared/states.tsx';
import { useNow } from '../../../shared/use-now.ts';
import { Facts, Panel, PanelSection } from '../../parts/panel-section.tsx';
import { ReasonDialog } from '../../parts/reason-dialog.tsx';
import type { SidePanelProps } from '../../parts/side-panel.tsx';
import { StateWord } from '../../parts/state-word.tsx';
import type { List } from '../../parts/use-list.ts';
import { PackageName, RuleSpan } from './commission-columns.tsx';
import { rateInWords, RULE_STATES, RULE_TONES, RULES_KEY, RULES_PATH } from './commission-words.ts';
import { RuleForm } from './rule-form.tsx';
import type { CommissionDesk } from './use-commission.ts';

/** All rules: there are few, and they come at once. */
export function useRules(enabled = true): List<CommissionRuleItem> {
  const result = useQuery({
    queryKey: RULES_KEY,
    queryFn: ({ signal }) => api.get<{ items: CommissionRuleItem[] }>(RULES_PATH, { signal }),
    enabled,
  });
  return {
    rows: result.data?.items,
    total: undefined,
    problem: result.error === null ? undefined : asProblem(result.error),
    hasMore: false,
    loading: result.isPending,
    loadingMore: false,
    loadMore: () => undefined,
    retry: () => void result.refetch(),
  };
}

/** One rule beside the list, or a new one. */
export function useRulePanel(desk: CommissionDesk, onClose: () => void): SidePanelProps | undefined {
  const rules = useRules(desk.rule !== undefined);
  const maySign = useMay('commission.edit');
  if (desk.rule === undefined) return undefined;
  if (desk.rule === 'new') {
    return {
      title: '签一条新规则',
      subtitle: '从开始那天起，它先于旧的',
      onClose,
      children: <RuleForm onDone={onClose} />,
    };
  }
  const rule = rules.rows?.find(({ ruleId }) => ruleId === desk.rule);
  return {
    title: rule === undefined ? '规则' : `${rule.partyName} · ${rateInWords(rule.rateBps)}`,
    onClose,
    children:
      rule === undefined ? (
        rules.rows === undefined ? (
          <Skeleton />
        ) : (
          <Empty title="没有这条规则" />
        )
      ) : (
        <RuleBody key={rule.ruleId} rule={rule} maySign={maySign} />
      ),
  };
}

function RuleBody({ rule, maySign }: { rule: CommissionRuleItem; maySign: boolean }): ReactNode {
  const now = useNow();
  const [ending, setEnding] = useState(false);
  return (
    <Panel>
      <PanelSection
        title="规则"
        action={<StateWord tone={RULE_TONES[rule.state]}>{RULE_STATES[rule.state]}</StateWord>}
      >
        <Facts
          facts={[
            ['给谁', `${rule.partyName}（${rule.partyKind === 'role' ? '带来订单的人' : '小区所在的机构'}）`],
            ['比例', `收到的钱的${rateInWords(rule.rateBps)}`],
            ['哪些套餐', <PackageName key="package" id={rule.packageId} />],
            ['几天后可结', `收款后${rule.holdDays}天`],
            ['什么时候', <RuleSpan key="span" rule={rule} />],
            ['为什么', rule.reason],
            ['签署', `${dateTime(rule.signedAt, now)}${rule.signedBy === null ? ' · 安装时自带' : ''}`],
            ['为什么停', rule.endReason ?? undefined],
          ]}
        />
      </PanelSection>
      {maySign && rule.validUntil === null ? (
        <div>
          <Button onClick={() => setEnding(true)}>停掉这条规则</Button>
          {ending ? <EndRule rule={rule} onClose={() => setEnding(false)} /> : null}
        </div>
      ) : null}
    </Panel>
  );
}

const END_REASONS = ['比例要调整', '活动结束', '合作到期'];

function EndRule({ rule, onClose }: { rule: CommissionRuleItem; onClose: () => void }): ReactNode {
  const today = businessDay(new Date(useNow()));
  const [lastDay, setLastDay] = useState('');
  const act = useAct(
    (reason: string, key) =>
      api.post(`${RULES_PATH}/${rule.ruleId}/end`, {
        body: {
          reason,
          ...(lastDay === '' ? {} : { validUntil: addDays(startOfBusinessDay(lastDay), 1).toISOString() }),
        },
        key,
      }),
    { stale: [RULES_KEY], onDone: onClose },
  );
  return (
    <ReasonDialog
      title={`停掉${rule.partyName}${rateInWords(rule.rateBps)}的规则`}
      lead="停了以后收的钱不再按它算，已经挣的不变。"
      frequent={END_REASONS}
      verb={lastDay === '' ? '现在就停' : '到那天停'}
      placeholder="点上面的，或者自己写一句；会记入审计"
      blocked={lastDay !== '' && lastDay < today}
      fields={
        <>
          <label htmlFor="rule-last-day">最后一天（不填就是现在）</label>
          <Input
            id="rule-last-day"
            type="date"
            min={today}
            value={lastDay}
            onChange={(event) => setLastDay(event.target.value)}
            style={{ width: 200 }}
          />
        </>
      }
      busy={act.busy}
      problem={act.problem}
      onSubmit={(reason) => void act.run(reason)}
      onClose={onClose}
    />
  );
}
