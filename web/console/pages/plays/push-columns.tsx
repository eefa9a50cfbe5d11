import type { ReactNode } from 'react';
import { relativeTime } from '../../../shared/format.ts';
import { Ring } from '../../../shared/logo.tsx';
import { useNow } from '../../../shared/use-now.ts';
import type { Column } from '../../parts/list-table.tsx';
import type { PushRow } from './use-decide-pushes.tsx';

export const pushColumns: readonly Column<PushRow>[] = [
  {
    key: 'community',
    title: '小区',
    width: 150,
    always: true,
    render: (row) => (
      <span className="push-place">
        <strong>{row.communityName}</strong>
        <small>{row.cityName}</small>
      </span>
    ),
  },
  { key: 'turn', title: '主推', width: 210, always: true, render: (row) => <Turn row={row} /> },
  {
    key: 'reasons',
    title: '为什么',
    render: (row) => (
      <ul className="push-reasons">
        {row.reasons.slice(0, 2).map((reason) => (
          <li key={reason}>{reason}</li>
        ))}
      </ul>
    ),
  },
  { key: 'at', title: '什么时候提的', width: 110, hidden: true, render: (row) => <Ago at={row.proposedAt} /> },
];

function Ago({ at }: { at: string }): ReactNode {
  return relativeTime(at, useNow());
}

function Turn({ row }: { row: PushRow }): ReactNode {
  return (
    <span className="push-row-turn">
      <span className="push-current">
        <Ring by="people" size={10} />
        {row.currentPackageName ?? '还没有主推'}
      </span>
      <span className="push-proposed">
        <Ring by="system" size={10} />
        换成 {row.proposedPackageName}
      </span>
    </span>
  );
}
