import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { App, Button, Dropdown, Tooltip } from 'antd';
import type { ReactNode } from 'react';
import { Icon } from '../../shared/icons.tsx';
import { asProblem } from '../../shared/problem.ts';
import { areaName, signOut, useMe } from '../../shared/session.tsx';
import { useLiveState } from '../../shared/use-live.ts';
import { openPalette } from './palette-state.ts';
import { useThemeMode } from './theme-mode.ts';

export function TopBar(): ReactNode {
  const me = useMe();
  return (
    <header className="top-bar">
      <p className="top-bar-area">
        <Icon name="place" size={16} />
        <span className="visually-hidden">你的范围：</span>
        {areaName(me)}
        {me.mode === 'demo' ? <span className="top-bar-demo">演示数据</span> : null}
      </p>
      <button type="button" className="top-bar-find" onClick={openPalette} aria-keyshortcuts="Meta+K Control+K">
        <Icon name="search" size={16} />
        <span>找小区、线索、订单、客户</span>
        <kbd>{isMac() ? '⌘K' : 'Ctrl K'}</kbd>
      </button>
      <LiveMark />
      <ThemeButton />
      <UserMenu />
    </header>
  );
}

function isMac(): boolean {
  return /Mac|iPhone|iPad/.test(navigator.userAgent);
}

/** Says when the page does not keep itself up to date; quiet while all is well. */
function LiveMark(): ReactNode {
  const state = useLiveState();
  if (state !== 'waiting') return null;
  return (
    <span className="top-bar-live" role="status">
      <Icon name="waiting" size={16} />
      实时更新断开，正在重连
    </span>
  );
}

function ThemeButton(): ReactNode {
  const { mode, toggle } = useThemeMode();
  const label = mode === 'dark' ? '换成浅色' : '换成深色';
  return (
    <Tooltip title={label}>
      <Button type="text" aria-label={label} icon={<Icon name={mode === 'dark' ? 'sun' : 'moon'} />} onClick={toggle} />
    </Tooltip>
  );
}

function UserMenu(): ReactNode {
  const me = useMe();
  const client = useQueryClient();
  const navigate = useNavigate();
  const { message } = App.useApp();
  const leave = (): void => {
    signOut(client).catch((error: unknown) => void message.error(asProblem(error).message));
  };
  const roles = me.grants.map((grant) => ({
    key: `${grant.role}:${grant.areaId ?? ''}`,
    label: `${grant.roleName} · ${grant.areaName}`,
    disabled: true,
  }));
  return (
    <Dropdown
      trigger={['click']}
      placement="bottomRight"
      menu={{
        items: [
          { type: 'group', label: '岗位', children: roles },
          { type: 'divider' },
          {
            key: 'sessions',
            label: '我的登录',
            icon: <Icon name="me" size={16} />,
            onClick: () => void navigate({ to: '/system/sessions' }),
          },
          { key: 'leave', label: '退出登录', icon: <Icon name="signOut" size={16} />, onClick: leave },
        ],
      }}
    >
      <button type="button" className="top-bar-user">
        <span className="top-bar-face" aria-hidden data-letter={me.displayName.slice(0, 1)} />
        {me.displayName}
        <span className="visually-hidden">，账号菜单</span>
        <Icon name="down" size={16} />
      </button>
    </Dropdown>
  );
}
