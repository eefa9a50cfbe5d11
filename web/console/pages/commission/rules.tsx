import type { ReactNode } from 'react';
import { ListTable } from '../../parts/list-table.tsx';
import { ruleColumns, rulesBesidePanel } from './commission-columns.tsx';
import { useRules } from './rule-panel.tsx';
import type { CommissionDesk } from './use-commission.ts';

/** Who gets which share: what holds, what held, and what will. */
export function Rules({ desk }: { desk: CommissionDesk }): ReactNode {
  return (
    <>
      <p className="panel-note">
        佣金只给带来订单的人和小区所在的机构，按收到的钱算，只有一级。新规则从开始那天起算，已经挣的不变。
      </p>
      <ListTable
        name="commission-rules"
        noun="规则"
        measure="条"
        columns={desk.rule === undefined ? ruleColumns : rulesBesidePanel}
        list={useRules()}
        idOf={(row) => row.ruleId}
        openId={desk.rule}
        onOpen={(row) => desk.open({ rule: row.ruleId })}
        empty={{ title: '还没有规则', hint: '没有规则，就没有人挣佣金。' }}
      />
    </>
  );
}
