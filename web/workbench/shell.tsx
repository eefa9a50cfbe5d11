import type { ReactNode } from 'react';
import { Icon, type IconName } from '../shared/icons.tsx';
import { OfflineBanner } from '../shared/states.tsx';
import { useMe } from '../shared/session.tsx';
import { useLiveQuery } from '../shared/use-live.ts';
import { OutboxBadge } from './outbox-badge.tsx';
import { Toasts } from './parts/toast.tsx';
import { Link, usePath } from '../shared/router.tsx';

interface Tab {
  readonly to: string;
  readonly name: string;
  readonly icon: IconName;
  /** Other pages that belong to it. */
  readonly also?: readonly string[];
  /** Only for who holds it. */
  readonly may?: string;
}

const TABS: readonly Tab[] = [
  { to: '/', name: '今日', icon: 'today' },
  { to: '/visits', name: '上门', icon: 'visit', also: ['/works', '/contracts'], may: 'visit.act' },
  { to: '/groups', name: '团购', icon: 'goods', may: 'group_buy.act' },
  { to: '/pickup', name: '自提', icon: 'parcel', may: 'pickup.act' },
  { to: '/leads', name: '线索', icon: 'leads' },
  {
    to: '/me',
    name: '我的',
    icon: 'me',
    also: ['/calendar', '/codes', '/orders', '/commission', '/finished', '/waiting', '/points', '/vouchers'],
  },
];

/** What is told live, by what one may do. */
const TOPICS: readonly { readonly topics: readonly string[]; readonly may?: string }[] = [
  { topics: ['my-task', 'my-lead'] },
  { topics: ['my-visit', 'my-project'], may: 'visit.act' },
  { topics: ['my-group-buy'], may: 'group_buy.act' },
  { topics: ['my-pickup-point', 'my-pick-up', 'my-claim'], may: 'pickup.act' },
  { topics: ['my-opportunity', 'my-contract', 'my-order'], may: 'quote.act' },
];

/** The frame of every page: what waits to be sent on top, the tabs at the thumb. */
export function Shell({ children }: { children: ReactNode }): ReactNode {
  const path = usePath();
  const { permissions } = useMe();
  const allowed = (one: { readonly may?: string }): boolean => one.may === undefined || permissions.includes(one.may);
  // On every page: a lead that comes in while a task is open must be there when 线索 is tapped.
  useLiveQuery(
    TOPICS.filter(allowed).flatMap((one) => one.topics),
    ['my'],
  );
  const tabs = TABS.filter(allowed);
  const tab = tabs.findLast((one) => belongs(one, path));
  return (
    <div className="shell">
      <div className="shell-top">
        <OfflineBanner>没有网络，照常干活，连上网自动发出。</OfflineBanner>
        <OutboxBadge />
      </div>
      <main className="shell-main">{children}</main>
      <Toasts />
      <nav className="shell-tabs" aria-label="主导航">
        {tabs.map((one) => (
          <Link key={one.to} to={one.to} aria-current={one === tab ? 'page' : undefined}>
            <Icon name={one.icon} size={24} />
            {one.name}
          </Link>
        ))}
      </nav>
    </div>
  );
}

function belongs({ to, also = [] }: Tab, path: string): boolean {
  return path === to || (to !== '/' && [to, ...also].some((start) => `${path}/`.startsWith(`${start}/`)));
}
