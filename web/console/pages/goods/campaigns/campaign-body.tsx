import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button, Progress } from 'antd';
import { useState, type ReactNode } from 'react';
import type { CampaignDetail, CampaignPreview, GroupBuyItem } from '#modules/commerce/contract';
import { api } from '../../../../shared/api.ts';
import { count, dateTime, yuan } from '../../../../shared/format.ts';
import { useAct } from '../../../../shared/query.tsx';
import { useMay } from '../../../../shared/session.tsx';
import { Await, ProblemLine } from '../../../../shared/states.tsx';
import { useLiveQuery } from '../../../../shared/use-live.ts';
import { useNow } from '../../../../shared/use-now.ts';
import { Facts, Panel, PanelSection } from '../../../parts/panel-section.tsx';
import { StateWord } from '../../../parts/state-word.tsx';
import { useList } from '../../../parts/use-list.ts';
import { campaignPath, CAMPAIGNS_KEY, GROUP_BUY_TOPICS, GROUP_BUYS_KEY, GROUP_BUYS_PATH } from '../goods-paths.ts';
import { CancelDialog } from '../group-buys/cancel-dialog.tsx';
import {
  formingOf,
  limitWords,
  priceWords,
  soldWords,
  toneOf,
  type CancelReason,
} from '../group-buys/group-buy-words.ts';
import { TargetBar } from '../group-buys/target-bar.tsx';
import { Thumb } from '../thumb.tsx';
import { CampaignForm } from './campaign-form.tsx';
import { CAMPAIGN_TONES, leftOutGroups, previewWords } from './campaign-words.ts';

/** While it is being launched, its progress is asked for. */
const LAUNCH_MS = 1_500;
const NAMED = 12;

interface OpenCampaignProps {
  readonly id: string;
  /** Opens another one. */
  readonly onOpen: (id: string) => void;
}

export function OpenCampaign({ id, onOpen }: OpenCampaignProps): ReactNode {
  const queryKey = [...CAMPAIGNS_KEY, 'one', id];
  const query = useQuery({
    queryKey,
    queryFn: ({ signal }) => api.get<CampaignDetail>(campaignPath(id), { signal }),
    refetchInterval: ({ state }) => (state.data?.state === 'launching' ? LAUNCH_MS : false),
  });
  useLiveQuery(GROUP_BUY_TOPICS, queryKey);
  return <Await query={query}>{(campaign) => <CampaignBody campaign={campaign} onOpen={onOpen} />}</Await>;
}

/** One campaign, whole: how far it is, what is sold, and how each community goes. */
function CampaignBody({
  campaign,
  onOpen,
}: { campaign: CampaignDetail } & Pick<OpenCampaignProps, 'onOpen'>): ReactNode {
  const [writing, setWriting] = useState<'change' | 'like'>();
  if (writing !== undefined) {
    const done = (id: string): void => {
      setWriting(undefined);
      if (id !== campaign.campaignId) onOpen(id);
    };
    return <CampaignForm {...{ [writing]: campaign }} onDone={done} onClose={() => setWriting(undefined)} />;
  }
  return (
    <Panel>
      <Now campaign={campaign} />
      <Plan campaign={campaign} onWrite={setWriting} />
      {campaign.state === 'draft' ? <Launch campaign={campaign} /> : null}
      {campaign.state === 'launching' ? <Launching campaign={campaign} /> : null}
      {campaign.launch.opened > 0 ? <Communities campaign={campaign} /> : null}
      <Items campaign={campaign} />
      <Terms campaign={campaign} />
      <CancelCampaign campaign={campaign} />
    </Panel>
  );
}

function Now({ campaign }: { campaign: CampaignDetail }): ReactNode {
  const { target, percent } = campaign;
  const reached = target && { orders: campaign.orders, people: campaign.people, fen: campaign.goodsFen }[target.kind];
  return (
    <PanelSection
      title={soldWords(campaign)}
      action={<StateWord tone={CAMPAIGN_TONES[campaign.state]}>{campaign.stateName}</StateWord>}
    >
      {target === null || percent === null ? null : (
        <TargetBar kind={target.kind} target={target.amount} reached={reached} percent={percent} />
      )}
    </PanelSection>
  );
}

interface PlanProps {
  readonly campaign: CampaignDetail;
  readonly onWrite: (what: 'change' | 'like') => void;
}

/** A draft can still be planned anew, and any campaign is a pattern for the next. */
function Plan({ campaign, onWrite }: PlanProps): ReactNode {
  const mayEdit = useMay('group_buy.edit');
  if (!mayEdit) return null;
  return (
    <div className="campaign-acts">
      {campaign.state === 'draft' ? <Button onClick={() => onWrite('change')}>改一改</Button> : null}
      <Button onClick={() => onWrite('like')}>照着再开一个</Button>
    </div>
  );
}

/** Before the launch: where it would open and where it cannot, and the launch itself. */
function Launch({ campaign }: { campaign: CampaignDetail }): ReactNode {
  const now = useNow();
  const mayEdit = useMay('group_buy.edit');
  const path = campaignPath(campaign.campaignId);
  const query = useQuery({
    queryKey: [...CAMPAIGNS_KEY, 'preview', campaign.campaignId],
    queryFn: ({ signal }) => api.get<CampaignPreview>(`${path}/preview`, { signal, timeoutMs: 60_000 }),
    enabled: mayEdit,
  });
  const launch = useAct((_: undefined, key) => api.post(`${path}/launch`, { key, timeoutMs: 300_000 }), {
    stale: [CAMPAIGNS_KEY, GROUP_BUYS_KEY],
  });
  const watched = useQuery({
    queryKey: [...CAMPAIGNS_KEY, 'one', campaign.campaignId],
    queryFn: ({ signal }) => api.get<CampaignDetail>(path, { signal }),
    refetchInterval: launch.busy ? LAUNCH_MS : false,
  });
  if (!mayEdit) return null;
  if (launch.busy && watched.data?.state === 'launching') return null;
  return (
    <PanelSection title="开团之前">
      <Await query={query}>
        {(preview) => (
          <div className="launch">
            <p>
              <strong>{previewWords(preview, now)}。</strong>
            </p>
            {leftOutGroups(preview.leftOut).map(({ why, names }) => (
              <p key={why} className="launch-out">
                <StateWord tone="warn">{why}</StateWord> {names.slice(0, NAMED).join('、')}
                {names.length > NAMED ? `等${count(names.length)}个` : ''}
              </p>
            ))}
            {preview.leftOutTotal > preview.leftOut.length ? (
              <p className="panel-note">一共{count(preview.leftOutTotal)}个小区开不了，只列了前面的。</p>
            ) : null}
            <ProblemLine problem={launch.problem} />
            <Button
              type="primary"
              disabled={preview.ready === 0}
              loading={launch.busy}
              onClick={() => void launch.run(undefined)}
            >
              给{count(preview.ready)}个小区开团
            </Button>
          </div>
        )}
      </Await>
    </PanelSection>
  );
}

function Launching({ campaign }: { campaign: CampaignDetail }): ReactNode {
  const { done, total, opened, leftOut } = campaign.launch;
  const share = total === 0 ? 0 : Math.floor((done * 100) / total);
  return (
    <PanelSection title="正在开团">
      <Progress percent={share} aria-label={`正在开团，${share}%`} />
      <p className="panel-note" role="status">
        看了{count(done)}/{count(total)}个小区，开了{count(opened)}个
        {leftOut === 0 ? '' : `，${count(leftOut)}个开不了`}。关上这一页也会开完。
      </p>
    </PanelSection>
  );
}

/** How each community goes: the one that sold most first. */
function Communities({ campaign }: { campaign: CampaignDetail }): ReactNode {
  const now = useNow();
  const list = useList<GroupBuyItem>(GROUP_BUYS_KEY, GROUP_BUYS_PATH, {
    query: { campaignId: campaign.campaignId },
    topics: GROUP_BUY_TOPICS,
    limit: 200,
  });
  const rows = [...(list.rows ?? [])].toSorted((a, b) => b.orders - a.orders);
  const { leftOut } = campaign.launch;
  return (
    <PanelSection
      title={`${count(campaign.launch.opened)}个小区${leftOut === 0 ? '' : `，${count(leftOut)}个没开成`}`}
      action={
        <Link to="/goods/group-buys" search={{ campaign: campaign.campaignId, state: 'all' } as never}>
          在团购里看
        </Link>
      }
    >
      <ProblemLine problem={list.problem} />
      <div className="bulk-preview-rows">
        <table className="goods-table">
          <thead>
            <tr>
              <th scope="col">小区</th>
              <th scope="col">状态</th>
              <th scope="col">卖了</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => {
              const forming = formingOf(row, now);
              return (
                <tr key={row.groupBuyId}>
                  <th scope="row">
                    <Link to="/goods/group-buys" search={{ buy: row.groupBuyId, state: 'all' } as never}>
                      {row.communityName}
                    </Link>
                  </th>
                  <td>
                    <StateWord tone={forming?.atRisk === true ? 'warn' : toneOf(row)}>
                      {row.state === 'open' && forming !== undefined ? forming.words : row.stateName}
                    </StateWord>
                  </td>
                  <td>{soldWords(row)}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      {list.hasMore ? (
        <Button block loading={list.loadingMore} onClick={list.loadMore}>
          再看一些
        </Button>
      ) : null}
    </PanelSection>
  );
}

function Items({ campaign }: { campaign: CampaignDetail }): ReactNode {
  return (
    <PanelSection title={`卖什么（${campaign.items.length} 样）`}>
      <ul className="group-items">
        {campaign.items.map((item) => (
          <li key={item.skuId}>
            <Thumb imageId={item.imageId} />
            <span className="two">
              <span>{item.name}</span>
              <small>
                {[priceWords({ ...item, finalFen: null }, campaign.tierBy), limitWords(item)]
                  .filter((part) => part !== undefined)
                  .join('；')}
              </small>
            </span>
          </li>
        ))}
      </ul>
    </PanelSection>
  );
}

function Terms({ campaign }: { campaign: CampaignDetail }): ReactNode {
  const now = useNow();
  const { teamSize, teamHours } = campaign;
  return (
    <PanelSection title="怎么开">
      <Facts
        facts={[
          [
            '成团',
            teamSize === null
              ? undefined
              : `${count(teamSize)}人，${teamHours === null ? '整个小区算一个团' : `${teamHours}小时内`}`,
          ],
          ['开团', dateTime(campaign.opensAt, now)],
          ['截单', campaign.cutOffAt === null ? '按各地规则' : dateTime(campaign.cutOffAt, now)],
          ['说明', campaign.words === '' ? undefined : campaign.words],
          ['建的时间', dateTime(campaign.createdAt, now)],
        ]}
      />
    </PanelSection>
  );
}

function CancelCampaign({ campaign }: { campaign: CampaignDetail }): ReactNode {
  const mayEdit = useMay('group_buy.edit');
  const [asking, setAsking] = useState(false);
  const cancel = useAct(
    (reason: CancelReason, key) =>
      api.post(`${campaignPath(campaign.campaignId)}/cancel`, { body: { reason }, key, timeoutMs: 120_000 }),
    { stale: [CAMPAIGNS_KEY, GROUP_BUYS_KEY], onDone: () => setAsking(false) },
  );
  if (!mayEdit || campaign.state === 'cancelled') return null;
  const sold =
    campaign.orders === 0
      ? '还没有人下单。'
      : `没截单的团都取消，一共${count(campaign.orders)}单、${yuan(campaign.goodsFen)}，没结算的原路退回。`;
  return (
    <div>
      <Button danger onClick={() => setAsking(true)}>
        取消整个活动
      </Button>
      {asking ? (
        <CancelDialog
          title={`取消「${campaign.title}」`}
          lead={`${sold}取消了就不能再开回来。`}
          busy={cancel.busy}
          problem={cancel.problem}
          onSubmit={(reason) => void cancel.run(reason)}
          onClose={() => setAsking(false)}
        />
      ) : null}
    </div>
  );
}
