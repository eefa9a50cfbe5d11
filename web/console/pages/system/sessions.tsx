import { App, Button, Popconfirm } from 'antd';
import type { ReactNode } from 'react';
import { api } from '../../../shared/api.ts';
import { count, dateTime, relativeTime } from '../../../shared/format.ts';
import { useAct } from '../../../shared/query.tsx';
import { ProblemLine } from '../../../shared/states.tsx';
import { useNow } from '../../../shared/use-now.ts';
import { AreaTabs } from '../../parts/area-tabs.tsx';
import { ListTable, type Column } from '../../parts/list-table.tsx';
import { PageFrame } from '../../parts/page-frame.tsx';
import { OwnPassword } from './own-password.tsx';
import { deviceName } from './system-words.ts';
import type { Session } from './system-types.ts';
import { useItems } from './use-items.ts';
import './system.css';

const PATH = '/api/auth/sessions';

/** 我在哪些设备上登录着？ Ending one signs that device out. */
export default function SessionsPage(): ReactNode {
  const list = useItems<Session>(PATH);
  const { message } = App.useApp();
  const end = useAct((id: string, key) => api.delete(`${PATH}/${id}`, { key }), {
    stale: [['system', PATH]],
    onDone: () => void message.success('那台设备要重新登录了'),
  });
  const columns: readonly Column<Session>[] = [
    {
      key: 'device',
      title: '设备',
      always: true,
      render: (row) => <strong title={row.device}>{deviceName(row.device)}</strong>,
    },
    { key: 'since', title: '登录时间', render: (row) => <Since at={row.createdAt} /> },
    {
      key: 'end',
      title: '操作',
      width: 120,
      always: true,
      render: (row) => (
        <Popconfirm
          title="退出这台设备？"
          description="如果就是这台，会马上回到登录页。"
          okText="退出"
          cancelText="先不退"
          onConfirm={() => void end.run(row.sessionId)}
        >
          <Button size="small" aria-label={`退出 ${deviceName(row.device)}`}>
            退出
          </Button>
        </Popconfirm>
      ),
    },
  ];
  return (
    <PageFrame
      title="我的登录"
      question="我在哪些设备上登录着？"
      tabs={<AreaTabs area="system" />}
      actions={<OwnPassword />}
      {...(list.total === undefined
        ? {}
        : { answer: { figure: count(list.total), unit: '处登录着', why: '有不认识的，马上退出它，再告诉管理员。' } })}
    >
      <ProblemLine problem={end.problem} />
      <ListTable
        name="sessions"
        noun="登录"
        measure="处"
        columns={columns}
        list={list}
        idOf={(row) => row.sessionId}
        empty={{ title: '没有登录记录' }}
      />
    </PageFrame>
  );
}

function Since({ at }: { at: string }): ReactNode {
  const now = useNow();
  return `${relativeTime(at, now)}（${dateTime(at, now)}）`;
}
