import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button, Progress } from 'antd';
import type { ReactNode } from 'react';
import type { PlayRunAnswer } from '#modules/intelligence/contract';
import { api } from '../../../shared/api.ts';
import { count } from '../../../shared/format.ts';
import { Await } from '../../../shared/states.tsx';
import { useLiveQuery } from '../../../shared/use-live.ts';
import { PATHS, PLAYS_KEY } from './play-paths.ts';
import { skippedReasons } from './skipped-reasons.ts';

const TOPICS = ['play'];
/** A run that skips everything proposes nothing, so no live message would tell of its end. */
const LOOK_AGAIN_MS = 1_500;

/** How far a run has come, and in the end what it left out and why. The address can be opened again later. */
export function RunProgress({ runId, onAgain }: { runId: string; onAgain: () => void }): ReactNode {
  const queryKey = [...PLAYS_KEY, 'run', runId];
  const query = useQuery({
    queryKey,
    queryFn: ({ signal }) => api.get<PlayRunAnswer>(PATHS.run(runId), { signal }),
    refetchInterval: ({ state }) => (state.data?.finishedAt === null ? LOOK_AGAIN_MS : false),
  });
  useLiveQuery(TOPICS, queryKey);
  return <Await query={query}>{(run) => <Run run={run} onAgain={onAgain} />}</Await>;
}

function Run({ run, onAgain }: { run: PlayRunAnswer; onAgain: () => void }): ReactNode {
  const finished = run.finishedAt !== null;
  const share = run.total === 0 ? 100 : Math.floor((run.done / run.total) * 100);
  return (
    <section className="run" aria-label="进度">
      <p className="page-figure" role="status">
        <strong>{count(run.proposed)}</strong>
        {finished ? '份方案出好了，等你批' : '份方案已经出来'}
      </p>
      <Progress
        percent={share}
        showInfo={false}
        status={finished ? 'normal' : 'active'}
        strokeColor="var(--system)"
        aria-label="进度"
      />
      <p className="generate-rule">
        {finished
          ? `看完了${count(run.total)}个小区${run.skipped.length === 0 ? '，每个都有合适的。' : `，${count(run.skipped.length)}个没有出：`}`
          : `看了${count(run.done)}/${count(run.total)}个小区，可以先去忙别的，出好的会自己进「待批」。`}
      </p>
      <ul className="run-skipped">
        {skippedReasons(run.skipped).map(({ why, communities }) => (
          <li key={why}>
            <strong>{count(communities)}个小区</strong>
            {why}
          </li>
        ))}
      </ul>
      <p className="generate-go">
        {run.audienceId === null ? null : (
          <Link to="/plays" search={{ audience: run.audienceId } as never} className="plays-generate">
            去批这些方案
          </Link>
        )}
        {finished ? (
          <Button type="text" onClick={onAgain}>
            再给别的人群出方案
          </Button>
        ) : null}
      </p>
    </section>
  );
}
