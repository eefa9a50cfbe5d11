import { Button, Input, Tooltip } from 'antd';
import { useState, type ReactNode } from 'react';
import { dateTime } from '../../../../shared/format.ts';
import { useNow } from '../../../../shared/use-now.ts';
import { AreaTabs } from '../../../parts/area-tabs.tsx';
import { ListTable, type Column } from '../../../parts/list-table.tsx';
import { PageFrame } from '../../../parts/page-frame.tsx';
import type { SidePanelProps } from '../../../parts/side-panel.tsx';
import { StateTabs } from '../../../parts/state-tabs.tsx';
import { StateWord } from '../../../parts/state-word.tsx';
import { useAddress } from '../../../parts/use-desk.ts';
import { useList } from '../../../parts/use-list.ts';
import { AddStaff } from './add-staff.tsx';
import { OpenAccount } from './open-account.tsx';
import { STAFF_KEY, STAFF_PATH, type StaffAccount, type StaffGrant } from './staff-types.ts';
import { grantInWords, seenInWords, staffAnswer, STATES, type StaffState } from './staff-words.ts';
import './staff.css';

const NEW = 'new';
const PAGE = 100;
const ADDRESS = { row: 'account', filters: ['search'], tabs: STATES } as const;

type Address = ReturnType<typeof useAddress<'search', StaffState>>;

/** 谁能进后台，能管哪一片？ */
export default function StaffPage(): ReactNode {
  const address = useAddress<'search', StaffState>(ADDRESS);
  const state = address.chosen ?? 'open';
  const { search } = address.filters;
  const list = useList<StaffAccount>(STAFF_KEY, STAFF_PATH, { query: { state, search }, limit: PAGE });
  const opened = list.rows?.find(({ userId }) => userId === address.openId);
  const panel = panelOf(address, opened);
  // Whatever is looked for, the answer is about everybody; without a filter it is the same list, read once.
  const everybody = useList<StaffAccount>(STAFF_KEY, STAFF_PATH, { query: { state: 'open' }, limit: PAGE });
  return (
    <PageFrame
      title="账号"
      question="谁能进后台，能管哪一片？"
      tabs={<AreaTabs area="system" />}
      actions={
        <Button type="primary" onClick={() => address.open(NEW)}>
          添加账号
        </Button>
      }
      {...(everybody.rows === undefined || everybody.hasMore ? {} : { answer: staffAnswer(everybody.rows) })}
      panel={panel}
    >
      <StateTabs
        label="状态"
        value={state}
        onChange={(value) => address.show(value as StaffState)}
        tabs={Object.entries(STATES).map(([value, label]) => ({ value, label }))}
      >
        <Search search={search} onSearch={(text) => address.filter('search', text)} />
      </StateTabs>
      <ListTable
        name="staff"
        noun="账号"
        columns={panel === undefined ? columns : besidePanel}
        list={list}
        idOf={(row) => row.userId}
        openId={address.openId}
        onOpen={(row) => address.open(row.userId)}
        empty={emptyOf(state, search)}
      />
    </PageFrame>
  );
}

function panelOf(address: Address, account: StaffAccount | undefined): SidePanelProps | undefined {
  const onClose = (): void => address.open(undefined);
  if (address.openId === NEW) {
    return {
      title: '添加账号',
      subtitle: '给在后台工作的人；一线的人在「触点」里加',
      onClose,
      children: <AddStaff onClose={onClose} />,
    };
  }
  if (account === undefined) return undefined;
  return {
    title: account.login,
    subtitle: account.own ? `${account.title} · 我` : account.title,
    onClose,
    children: <OpenAccount key={account.userId} account={account} onMoved={(to) => address.open(account.userId, to)} />,
  };
}

function emptyOf(state: StaffState, search: string | undefined): { title: string; hint: string } {
  if (search !== undefined) return { title: '没有找到这样的账号', hint: '换一个词，或者看看另一个标签里有没有。' };
  return state === 'closed'
    ? { title: '没有停用的账号', hint: '在账号里点「停用账号」，它就会到这里来。' }
    : { title: '还没有账号', hint: '点「添加账号」，给第一位同事开通。' };
}

interface SearchProps {
  readonly search: string | undefined;
  readonly onSearch: (text: string | undefined) => void;
}

function Search({ search = '', onSearch }: SearchProps): ReactNode {
  const [typed, setTyped] = useState(search);
  const [shown, setShown] = useState(search);
  // The back button changes the address, too.
  if (shown !== search) {
    setShown(search);
    setTyped(search);
  }
  return (
    <Input.Search
      className="staff-search"
      aria-label="账号或称呼"
      placeholder="找账号或称呼"
      value={typed}
      maxLength={60}
      allowClear
      onChange={(event) => setTyped(event.target.value)}
      onSearch={(text) => onSearch(text.trim() === '' ? undefined : text.trim())}
    />
  );
}

const columns: readonly Column<StaffAccount>[] = [
  {
    key: 'login',
    title: '账号',
    always: true,
    render: (row) => (
      <span className="staff-login">
        <strong>{row.login}</strong>
        {row.own ? <StateWord tone="system">我</StateWord> : null}
      </span>
    ),
  },
  { key: 'title', title: '称呼', always: true, render: (row) => (row.title === '' ? '—' : row.title) },
  { key: 'grants', title: '角色与范围', render: (row) => <Grants grants={row.grants} /> },
  { key: 'seen', title: '最近使用', width: 140, render: (row) => <Seen account={row} /> },
  { key: 'since', title: '加入时间', width: 170, render: (row) => <Since at={row.createdAt} /> },
];

const besidePanel = columns.filter(({ key }) => ['login', 'title', 'seen'].includes(key));

const SHOWN_GRANTS = 2;

function Grants({ grants }: { grants: readonly StaffGrant[] }): ReactNode {
  if (grants.length === 0) return '—';
  const words = grants.map(grantInWords);
  const rest = words.slice(SHOWN_GRANTS);
  return (
    <ul className="staff-grants">
      {words.slice(0, SHOWN_GRANTS).map((each, at) => (
        <li key={each}>
          {each}
          {at === SHOWN_GRANTS - 1 && rest.length > 0 ? (
            <Tooltip title={rest.join('、')}>
              <small>+{rest.length}</small>
            </Tooltip>
          ) : null}
        </li>
      ))}
    </ul>
  );
}

function Seen({ account }: { account: StaffAccount }): ReactNode {
  return seenInWords(account, useNow());
}

function Since({ at }: { at: string }): ReactNode {
  return dateTime(at, useNow());
}
