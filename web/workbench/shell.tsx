import type { ReactNode } from 'react';
import { Icon, type IconName } from '../shared/icons.tsx';
import { OfflineBanner } from '../shared/states.tsx';
import { useLiveQuery } from '../shared/use-live.ts';
import { OutboxBadge } from './outbox-badge.tsx';
import { Toasts } from './parts/toast.tsx';
import { Link, usePath } from '../shared/router.tsx';

const TABS: readonly { to: string; name: string; icon: IconName }[] = [
  { to: '/', name: '今日', icon: 'today' },
  { to: '/leads', name: '线索', icon: 'leads' },
  { to: '/me', name: '我的', icon: 'me' },
];

/** The frame of every page: what waits to be sent on top, three tabs at the thumb. */
export function Shell({ children }: { children: ReactNode }): ReactNode {
  const path = usePath();
  // On every page: a lead that comes in while a task is open must be there when 线索 is tapped.
  useLiveQuery(['my-task', 'my-lead'], ['my']);
  const tab = TABS.toReversed().find((one) => path === one.to || (one.to !== '/' && path.startsWith(`${one.to}/`)));
  return (
    <div className="shell">
      <div className="shell-top">
        <OfflineBanner>没有网络，照常干活，连上网自动发出。</OfflineBanner>
        <OutboxBadge />
      </div>
      <main className="shell-main">{children}</main>
      <Toasts />
      <nav className="shell-tabs" aria-label="主导航">
        {TABS.map((one) => (
          <Link key={one.to} to={one.to} aria-current={one === tab ? 'page' : undefined}>
            <Icon name={one.icon} size={24} />
            {one.name}
          </Link>
        ))}
      </nav>
    </div>
  );
}
