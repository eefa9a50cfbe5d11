import { useState, type ReactNode } from 'react';
import type { AudienceAnswer } from '#modules/cdp/contract';
import { count } from '../../../../shared/format.ts';
import { StateTabs } from '../../../parts/state-tabs.tsx';
import { AutoPlays } from './auto-plays.tsx';
import { History } from './history.tsx';
import { ExportMembers, Members } from './members.tsx';
import { Snapshots } from './snapshots.tsx';

/** Who is in, who came and went, and what the list was before. */
export function AudienceBody({ audience }: { audience: AudienceAnswer }): ReactNode {
  const live = audience.state === 'live';
  const [tab, setTab] = useState(live ? 'members' : 'history');
  const tabs = [
    { value: 'members', label: '名单', count: audience.memberCount },
    { value: 'history', label: '进出' },
    { value: 'snapshots', label: '快照' },
  ];
  return (
    <div className="audience-body">
      <p className="audience-figure">
        <strong>{count(audience.memberCount)}</strong> 个小区现在在里面
      </p>
      {live ? <AutoPlays audienceId={audience.id} /> : null}
      <StateTabs label="看什么" tabs={tabs} value={tab} onChange={setTab}>
        {tab === 'members' ? <ExportMembers audienceId={audience.id} /> : null}
      </StateTabs>
      {tab === 'members' ? <Members audience={audience} /> : null}
      {tab === 'history' ? <History audienceId={audience.id} /> : null}
      {tab === 'snapshots' ? <Snapshots audience={audience} /> : null}
    </div>
  );
}
