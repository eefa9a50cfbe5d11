import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { AudienceHistoryAnswer } from '#modules/cdp/contract';
import { dateTime } from '../../../../shared/format.ts';
import { useList } from '../../../parts/use-list.ts';
import { AUDIENCES_KEY, audiencePath } from '../audience-paths.ts';
import { PanelList } from './panel-list.tsx';

type Move = AudienceHistoryAnswer['items'][number];

const CAUSES: Readonly<Record<Move['cause'], string>> = {
  facts: '小区有了变化',
  window: '时间过了',
  rule: '条件改了',
  archive: '人群归档',
};

/** Who came and went, the newest first. */
export function History({ audienceId }: { audienceId: string }): ReactNode {
  const list = useList<Move>([...AUDIENCES_KEY, 'history', audienceId], `${audiencePath(audienceId)}/history`);
  return (
    <PanelList
      list={list}
      idOf={(move) => move.id}
      empty="还没有小区进出过"
      hint="每一次进和出都会记在这里，带着当时的数字。"
    >
      {(move) => (
        <>
          <span>
            <span className="history-line">
              <em className={`history-${move.kind}`}>{move.kind === 'entered' ? '进' : '出'}</em>
              <Link to="/communities" search={{ open: move.communityId } as never}>
                {move.name}
              </Link>
            </span>
            <small>
              {CAUSES[move.cause]}
              {move.why === '' ? '' : `：${move.kind === 'left' ? '当时 ' : ''}${move.why}`}
            </small>
          </span>
          <small>{dateTime(move.occurredAt)}</small>
        </>
      )}
    </PanelList>
  );
}
