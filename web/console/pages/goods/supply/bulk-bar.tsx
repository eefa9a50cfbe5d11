import { Button } from 'antd';
import type { ReactNode } from 'react';
import { count } from '../../../../shared/format.ts';
import { targetOf, targetsSentence } from './supply-draft.ts';
import type { SupplyDesk } from './use-supply-desk.ts';

/** What can be done with the chosen rows; without any, with those whose amounts were changed. */
export function BulkBar({ desk }: { desk: SupplyDesk }): ReactNode {
  const { chosen, typed, decisions, mayTake, drafts } = desk;
  const isChosen = chosen.length > 0;
  const lines = isChosen ? chosen : typed;
  if (lines.length === 0 || !desk.mayDecide) return null;
  return (
    <div className="goods-bulk" role="region" aria-label={isChosen ? '选上的行' : '改过的行'}>
      <p>
        <strong>
          {isChosen ? '选上了' : '改了'} {count(lines.length)} 行
        </strong>
        <span>{targetsSentence(lines.map((line) => targetOf(line, drafts)))}</span>
      </p>
      <Button type="text" onClick={() => (isChosen ? desk.choose([]) : desk.forgetTyped())}>
        {isChosen ? '取消选择' : '不改了'}
      </Button>
      {isChosen ? (
        <Button disabled={decisions.busy} onClick={() => desk.refuse(lines)}>
          不办 {count(lines.length)} 行
        </Button>
      ) : null}
      {mayTake ? (
        <Button type="primary" loading={decisions.busy} onClick={() => desk.take(lines)}>
          {isChosen ? '照办' : '按改的办'} {count(lines.length)} 行
        </Button>
      ) : null}
    </div>
  );
}
