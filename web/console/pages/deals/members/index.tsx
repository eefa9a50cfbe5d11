import type { ReactNode } from 'react';
import { useUrlState } from '../../../parts/url-state.ts';
import type { MemberView } from './member-words.ts';
import { Members } from './members.tsx';
import { Rewards } from './rewards.tsx';
import { Vouchers } from './vouchers.tsx';
import '../deals.css';
import './members.css';

/** 谁是常客，积分花在哪了？ Members, what their points are spent on, and what was handed in. */
export default function MembersPage(): ReactNode {
  const [url, setUrl] = useUrlState(['view', 'state', 'member', 'reward', 'voucher', 'text', 'of']);
  const show = (view: MemberView): void =>
    setUrl({
      view,
      state: undefined,
      member: undefined,
      reward: undefined,
      voucher: undefined,
      text: undefined,
      of: undefined,
    });
  if (url.view === 'rewards' || (url.view === undefined && url.reward !== undefined)) return <Rewards onShow={show} />;
  return url.view === 'vouchers' ? <Vouchers onShow={show} /> : <Members onShow={show} />;
}
