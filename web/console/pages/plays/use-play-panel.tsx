import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { api } from '../../../shared/api.ts';
import { Await } from '../../../shared/states.tsx';
import { useLiveQuery } from '../../../shared/use-live.ts';
import type { SidePanelProps } from '../../parts/side-panel.tsx';
import { PlayDetail } from './play-detail.tsx';
import { PlayEdit } from './play-edit.tsx';
import { PATHS, PLAYS_KEY, type Play } from './play-paths.ts';
import { STATE_NAMES } from './play-words.ts';
import type { PlayDesk } from './use-play-desk.ts';

const TOPICS = ['play'];

/** The open play beside its list: to be read, or to be edited. */
export function usePlayPanel(desk: PlayDesk): SidePanelProps | undefined {
  const id = desk.openId;
  const queryKey = [...PLAYS_KEY, 'one', id];
  const query = useQuery({
    queryKey,
    queryFn: ({ signal }) => api.get<Play>(PATHS.play(id ?? ''), { signal }),
    enabled: id !== undefined,
  });
  useLiveQuery(id === undefined ? [] : TOPICS, queryKey);
  if (id === undefined) return undefined;
  const row = query.data ?? desk.rows.find((each) => each.id === id);
  const leave = (): void => (desk.editing ? desk.edit(undefined) : desk.open(undefined));
  return {
    title: row?.communityName ?? '方案',
    subtitle: row === undefined ? '' : `${STATE_NAMES[row.state]} · ${row.packageName} · ${row.cityName}`,
    onClose: leave,
    children: (
      <Await query={query}>
        {(play) =>
          desk.editing ? (
            <PlayEdit key={play.id} play={play} onDone={() => desk.edit(undefined)} />
          ) : (
            <PlayDetail play={play} />
          )
        }
      </Await>
    ),
    ...(query.data === undefined || desk.editing ? {} : { footer: footerOf(query.data, desk) }),
  };
}

function footerOf(play: Play, desk: PlayDesk): ReactNode {
  const { decisions, mayDecide } = desk;
  if (!mayDecide) return undefined;
  if (play.state === 'approved' && play.forwardedAt === null) {
    return <Button onClick={() => desk.ask({ decision: 'withdrawn', subjects: [play] })}>撤回</Button>;
  }
  if (play.state !== 'proposed') return undefined;
  return (
    <>
      <Button onClick={() => desk.ask({ decision: 'rejected', subjects: [play] })} aria-keyshortcuts="r">
        驳回 <kbd className="kbd">R</kbd>
      </Button>
      <Button onClick={() => desk.edit(play.id)} aria-keyshortcuts="e">
        改一改 <kbd className="kbd">E</kbd>
      </Button>
      <Button
        type="primary"
        loading={decisions.busy}
        onClick={() => void decisions.approve([play])}
        aria-keyshortcuts="a"
      >
        批准 <kbd className="kbd kbd-on-fill">A</kbd>
      </Button>
    </>
  );
}
