import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { GroupBuyDetail } from '#modules/commerce/contract';
import { count, date, dateTime, timeLeft, yuan } from '../../../../shared/format.ts';
import { useMay } from '../../../../shared/session.tsx';
import { useNow } from '../../../../shared/use-now.ts';
import { Facts, Panel, PanelSection } from '../../../parts/panel-section.tsx';
import { StateWord } from '../../../parts/state-word.tsx';
import { Thumb } from '../thumb.tsx';
import { GroupBuyActs } from './group-buy-acts.tsx';
import { formingOf, limitWords, priceWords, soldWords, toneOf } from './group-buy-words.ts';
import { JoinedSection } from './joined-section.tsx';
import { TargetBar } from './target-bar.tsx';

/** One group buy, whole: how it goes, what is sold, whose teams are filling, who ordered. */
export function GroupBuyBody({ groupBuy }: { groupBuy: GroupBuyDetail }): ReactNode {
  const { progress } = groupBuy;
  const mayOrders = useMay('order.read');
  return (
    <Panel>
      <Now groupBuy={groupBuy} />
      {progress === null ? null : (
        <PanelSection title={`「${progress.title}」的目标，${count(progress.communities)}个小区一起`}>
          <TargetBar {...progress} />
        </PanelSection>
      )}
      <Items groupBuy={groupBuy} />
      <Teams groupBuy={groupBuy} />
      {mayOrders && groupBuy.orders > 0 ? <JoinedSection groupBuyId={groupBuy.groupBuyId} /> : null}
      <Whose groupBuy={groupBuy} />
      <GroupBuyActs groupBuy={groupBuy} />
    </Panel>
  );
}

function Now({ groupBuy }: { groupBuy: GroupBuyDetail }): ReactNode {
  const now = useNow(30_000);
  const forming = formingOf(groupBuy, now);
  return (
    <PanelSection
      title={soldWords(groupBuy)}
      action={<StateWord tone={toneOf(groupBuy)}>{groupBuy.stateName}</StateWord>}
    >
      <Facts
        facts={[
          [
            '截单',
            groupBuy.state === 'open'
              ? `${dateTime(groupBuy.cutOffAt, now)}，${timeLeft(groupBuy.cutOffAt, now)}`
              : dateTime(groupBuy.cutOffAt, now),
          ],
          [
            '成团',
            forming === undefined ? undefined : forming.atRisk ? (
              <StateWord key="risk" tone="warn">
                {forming.words}
              </StateWord>
            ) : (
              forming.words
            ),
          ],
          ['等付款', groupBuy.unpaidOrders === 0 ? undefined : `${count(groupBuy.unpaidOrders)}单占着位`],
          ['没成的', groupBuy.failedOrders === 0 ? undefined : `${count(groupBuy.failedOrders)}单`],
          ['原路退回', groupBuy.refundedFen === 0 ? undefined : yuan(groupBuy.refundedFen)],
          ['取消原因', groupBuy.cancelReasonName ?? undefined],
        ]}
      />
    </PanelSection>
  );
}

function Items({ groupBuy }: { groupBuy: GroupBuyDetail }): ReactNode {
  const units = new Map(groupBuy.totals.map((total) => [total.skuId, total.units]));
  return (
    <PanelSection title={`卖什么（${groupBuy.items.length} 样）`}>
      <ul className="group-items">
        {groupBuy.items.map((item) => (
          <li key={item.skuId}>
            <Thumb imageId={item.imageId} />
            <span className="two">
              <span>{item.name}</span>
              <small>
                {[priceWords(item, groupBuy.tierBy), limitWords(item)].filter((part) => part !== undefined).join('；')}
              </small>
            </span>
            <strong>
              {count(units.get(item.skuId) ?? 0)}
              {item.unit}
            </strong>
          </li>
        ))}
      </ul>
    </PanelSection>
  );
}

function Teams({ groupBuy }: { groupBuy: GroupBuyDetail }): ReactNode {
  const now = useNow();
  if (groupBuy.teams.length === 0) return null;
  return (
    <PanelSection title="还没满的团">
      <ul className="group-teams">
        {groupBuy.teams.map((team) => (
          <li key={team.teamId}>
            <span>{team.openedBy === '' ? '整个小区' : `${team.openedBy}开的`}</span>
            <span>
              {count(team.paid)}/{count(team.size)}人付了款
              {team.held > team.paid ? `，${count(team.held - team.paid)}人在付` : ''}
            </span>
            <small>{timeLeft(team.expiresAt, now)}</small>
          </li>
        ))}
      </ul>
    </PanelSection>
  );
}

function Whose({ groupBuy }: { groupBuy: GroupBuyDetail }): ReactNode {
  const now = useNow();
  return (
    <PanelSection title="谁开的，在哪提">
      <Facts
        facts={[
          [
            '团长',
            groupBuy.touchpointId === null ? (
              '没有团长'
            ) : (
              <Link key="leader" to="/touchpoints" search={{ person: groupBuy.touchpointId } as never}>
                {groupBuy.leaderName}
              </Link>
            ),
          ],
          ['谁开的', groupBuy.openedBy === 'leader' ? '团长自己' : '总部'],
          [
            '联合活动',
            groupBuy.campaignId === null ? undefined : (
              <Link key="campaign" to="/goods/campaigns" search={{ campaign: groupBuy.campaignId } as never}>
                看整个活动
              </Link>
            ),
          ],
          ['自提点', groupBuy.pickupPointName || '没有'],
          ['提货', date(`${groupBuy.pickupOn}T00:00:00+08:00`, now)],
          ['开团', dateTime(groupBuy.opensAt, now)],
          ['说明', groupBuy.words === '' ? undefined : groupBuy.words],
        ]}
      />
    </PanelSection>
  );
}
