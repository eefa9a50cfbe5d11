import { Button } from 'antd';
import type { ReactNode } from 'react';
import type { AudienceAnswer, snapshotAnswer } from '#modules/cdp/contract';
import type { z } from 'zod';
import { api } from '../../../../shared/api.ts';
import { count, dateTime } from '../../../../shared/format.ts';
import { useAct } from '../../../../shared/query.tsx';
import { useMay } from '../../../../shared/session.tsx';
import { ProblemLine } from '../../../../shared/states.tsx';
import { useList } from '../../../parts/use-list.ts';
import { AUDIENCES_KEY, audiencePath } from '../audience-paths.ts';
import { PanelList } from './panel-list.tsx';

type Snapshot = z.infer<typeof snapshotAnswer>;

/** The list as it was at times that somebody wanted to keep. */
export function Snapshots({ audience }: { audience: AudienceAnswer }): ReactNode {
  const path = `${audiencePath(audience.id)}/snapshots`;
  const key = [...AUDIENCES_KEY, 'snapshots', audience.id];
  const list = useList<Snapshot>(key, path);
  const mayKeep = useMay('audience.edit') && audience.state === 'live';
  const mayExport = useMay('export.data');
  const keep = useAct((_: undefined, actKey) => api.post<Snapshot>(path, { key: actKey }), { stale: [key] });
  return (
    <>
      {mayKeep ? (
        <Button className="audience-keep" loading={keep.busy} onClick={() => void keep.run(undefined)}>
          把现在的名单存一份
        </Button>
      ) : null}
      <ProblemLine problem={keep.problem} />
      <PanelList
        list={list}
        idOf={(snapshot) => snapshot.id}
        empty="还没有存过快照"
        hint="活动开始前存一份，之后就能说清当时圈的是谁。"
      >
        {(snapshot) => (
          <>
            <span>
              <span>
                {dateTime(snapshot.takenAt)}，{count(snapshot.memberCount)} 个小区
              </span>
              <small>{snapshot.sentence}</small>
            </span>
            {mayExport ? (
              <a href={`${audiencePath(audience.id)}/export?snapshotId=${snapshot.id}`} download>
                导出
              </a>
            ) : null}
          </>
        )}
      </PanelList>
    </>
  );
}
