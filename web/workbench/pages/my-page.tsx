import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { Icon } from '../../shared/icons.tsx';
import { useMe } from '../../shared/session.tsx';
import { tasksQuery, usePlaces } from '../my/queries.ts';
import { useOutbox } from '../outbox/use-outbox.ts';
import { Page } from '../parts/page.tsx';
import { Tabs } from '../parts/tabs.tsx';
import { Link } from '../../shared/router.tsx';
import { SignOut } from './sign-out.tsx';
import { setTextSize, useTextSize } from '../text-size.ts';

interface RowProps {
  readonly to: string;
  readonly name: string;
  /** What one finds there. */
  readonly says: string;
}

/** Pages of mine, for who may do what they are for. */
const ROWS: readonly (RowProps & { readonly may?: string })[] = [
  { to: '/calendar', name: '我的日历', says: '哪天上门，请假、病了也在这里', may: 'visit.act' },
  { to: '/works', name: '我的施工', says: '拍照提交验收，看业主怎么说', may: 'visit.act' },
  { to: '/codes', name: '我的码', says: '亮给客户扫，约上门算你带来的', may: 'lead.act' },
  { to: '/orders', name: '我的订单', says: '签了哪几家，付了多少', may: 'quote.act' },
  { to: '/points', name: '我的自提点', says: '今天多少份，哪天休息，按商品汇总', may: 'pickup.act' },
  { to: '/vouchers', name: '收兑换券', says: '邻居报 10 位券码，在这里核销', may: 'pickup.act' },
  { to: '/commission', name: '我的佣金', says: '哪一单、按什么算、哪天能结' },
];

/** Who I am, where I work, what I have done, what waits on this phone, the way out. */
export function MyPage(): ReactNode {
  const me = useMe();
  const { ops } = useOutbox();
  const own = ops.filter((op) => op.userId === me.userId).length;
  const finished = useQuery(tasksQuery('closed')).data?.items.length;
  const roles = [...new Set(me.grants.map((grant) => grant.roleName))];
  return (
    <Page title={me.displayName} answer={roles.join('、') || '还没有分配岗位'}>
      <Places />
      <ul className="row-list">
        {ROWS.filter(({ may }) => may === undefined || me.permissions.includes(may)).map((row) => (
          <Row key={row.to} {...row} />
        ))}
        <Row to="/finished" name="做完的任务" says={finishedWords(finished)} />
        <Row to="/waiting" name="待发送" says={own === 0 ? '都发出去了' : `${own} 件还在手机里`} />
      </ul>
      <TextSizeChoice />
      {me.mode === 'demo' ? (
        <p className="sandbox-note">演示环境：小区、住户和号码都是编的，不会发短信，别真的拨打。</p>
      ) : null}
      <SignOut waiting={own} />
    </Page>
  );
}

function Row({ to, name, says }: RowProps): ReactNode {
  return (
    <li>
      <Link to={to} className="row">
        <span>
          {name}
          <small>{says}</small>
        </span>
        <Icon name="forward" size={20} />
      </Link>
    </li>
  );
}

function finishedWords(count: number | undefined): string {
  if (count === undefined) return '点开看';
  return count === 0 ? '还没有，转发完说说反响就算做完' : `${count} 件`;
}

/** So many are told at once: what one wants from this page lies below. */
const PLACES_SHOWN = 6;

function Places(): ReactNode {
  const places = usePlaces().data?.items;
  const [all, setAll] = useState(false);
  if (places === undefined) return null;
  return (
    <section aria-labelledby="places">
      <h2 id="places" className="section-title">
        {places.length === 0 ? '还没有负责的小区' : `我负责的 ${places.length} 个小区`}
      </h2>
      <ul className="places">
        {places.slice(0, all ? undefined : PLACES_SHOWN).map((place) => (
          <li key={place.communityId}>
            <Icon name="place" size={18} /> {place.communityName}
          </li>
        ))}
        {all || places.length <= PLACES_SHOWN ? null : (
          <li>
            <button type="button" className="places-all" onClick={() => setAll(true)}>
              全部
            </button>
          </li>
        )}
      </ul>
    </section>
  );
}

function TextSizeChoice(): ReactNode {
  const size = useTextSize();
  return (
    <section aria-labelledby="text-size">
      <h2 id="text-size" className="section-title">
        字的大小
      </h2>
      <Tabs
        label="字的大小"
        value={size}
        onChange={setTextSize}
        tabs={[
          { value: 'standard', name: '标准' },
          { value: 'large', name: '大' },
        ]}
      />
    </section>
  );
}
