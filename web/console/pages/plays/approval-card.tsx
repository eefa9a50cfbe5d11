import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import type { ApprovalAnswer } from '#modules/intelligence/contract';
import { count, date, dateTime, percent, yuan } from '../../../shared/format.ts';
import { Ring } from '../../../shared/logo.tsx';
import { useMay, useMe } from '../../../shared/session.tsx';
import { APPROVAL_STATES, usedShare } from './approval-draft.ts';

interface ApprovalCardProps {
  readonly approval: ApprovalAnswer;
  readonly onRevoke: () => void;
}

/** One standing approval: what a person signed in orange, what the system has used of it in teal. */
export function ApprovalCard({ approval, onRevoke }: ApprovalCardProps): ReactNode {
  const me = useMe();
  const maySign = useMay('approval.sign');
  const who = (userId: string | null): string => (userId === null ? '系统' : userId === me.userId ? '你' : '同事');
  const live = approval.state === 'live' || approval.state === 'exhausted';
  return (
    <li className={live ? 'approval' : 'approval approval-ended'}>
      <header>
        <h2>{approval.name}</h2>
        <span className={`approval-state approval-state-${approval.state}`}>{APPROVAL_STATES[approval.state]}</span>
        {live && maySign ? (
          <Button size="small" onClick={onRevoke}>
            撤销
          </Button>
        ) : null}
      </header>
      <p className="approval-statement">
        <Ring by="people" />
        <span>{approval.statement}</span>
      </p>
      <Budget approval={approval} />
      <p className="approval-foot">
        {who(approval.signedBy)}
        {dateTime(approval.signedAt)}签署 · 到{date(approval.validUntil)}为止
        {approval.endedAt === null
          ? ''
          : ` · ${who(approval.endedBy)}${date(approval.endedAt)}结束${approval.endReason === null ? '' : `：${approval.endReason}`}`}
        <Link to="/plays" search={{ state: 'approved', approval: approval.id } as never}>
          看它批的{count(approval.plays)}份方案
        </Link>
        <span title={`签署文本的 SHA-256：${approval.statementHash}`}>指纹 {approval.statementHash.slice(0, 8)}</span>
      </p>
    </li>
  );
}

function Budget({ approval }: { approval: ApprovalAnswer }): ReactNode {
  const share = usedShare(approval);
  return (
    <div className="approval-budget">
      <div
        className="approval-track"
        role="meter"
        aria-label="预算用了多少"
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(share * 100)}
      >
        <span style={{ width: `${share * 100}%` }} />
      </div>
      <p>
        <strong>{yuan(approval.spentFen)}</strong> 系统用了{percent(share, 0)}
      </p>
      <p className="approval-signed">
        签了 <strong>{yuan(approval.budgetFen)}</strong>
      </p>
      <p>
        今天下发了{count(approval.playsToday)}/{count(approval.maxPlaysADay)}份
      </p>
    </div>
  );
}
