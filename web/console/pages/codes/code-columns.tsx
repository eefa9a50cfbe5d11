import type { ReactNode } from 'react';
import type { CodeItem } from '#modules/growth/contract';
import { count, date } from '../../../shared/format.ts';
import { useNow } from '../../../shared/use-now.ts';
import { Two } from '../../parts/list-parts.tsx';
import type { Column } from '../../parts/list-table.tsx';
import { StateWord } from '../../parts/state-word.tsx';
import { CODE_STATES, CODE_TONES } from './code-words.ts';

export const codeColumns: readonly Column<CodeItem>[] = [
  {
    key: 'code',
    title: '码',
    width: 200,
    always: true,
    render: (row) => <Two first={<strong>{row.label}</strong>} second={row.code} />,
  },
  {
    key: 'place',
    title: '小区',
    width: 140,
    render: (row) => row.communityName ?? `${row.touchpointName ?? ''}服务的小区`,
  },
  {
    key: 'person',
    title: '算谁的',
    width: 130,
    render: (row) =>
      row.touchpointName === null ? '谁上门算谁的' : <Two first={row.touchpointName} second={row.roleName ?? ''} />,
  },
  { key: 'package', title: '约什么', width: 150, render: (row) => row.packageName ?? '套餐任选' },
  { key: 'scans', title: '扫了', width: 90, align: 'right', render: (row) => count(row.scans) },
  { key: 'bookings', title: '约了', width: 90, align: 'right', render: (row) => count(row.bookings) },
  {
    key: 'state',
    title: '状态',
    width: 90,
    always: true,
    render: (row) => <StateWord tone={CODE_TONES[row.state]}>{CODE_STATES[row.state]}</StateWord>,
  },
  { key: 'made', title: '做的', width: 100, render: (row) => <Made at={row.madeAt} /> },
];
export const besidePanel = codeColumns.filter(({ key }) =>
  ['code', 'place', 'scans', 'bookings', 'state'].includes(key),
);

function Made({ at }: { at: string }): ReactNode {
  return date(at, useNow());
}
