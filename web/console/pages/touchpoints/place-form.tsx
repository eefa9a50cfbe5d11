import { Button, Input } from 'antd';
import { useId, useState, type ReactNode } from 'react';
import type { TaskDetail } from '#modules/touchpoints/contract';
import { api } from '../../../shared/api.ts';
import { count } from '../../../shared/format.ts';
import { useAct } from '../../../shared/query.tsx';
import { ProblemLine } from '../../../shared/states.tsx';
import { CandidateList } from './candidate-list.tsx';
import { PATHS, TASKS_KEY, TOUCHPOINTS_KEY } from './touchpoint-paths.ts';
import { PLACE_REASONS } from './touchpoint-words.ts';

/** Gives a task to somebody by hand: who could, what each has on their hands, and why this one. */
export function PlaceForm({ task, onDone }: { task: TaskDetail; onDone: () => void }): ReactNode {
  const reasonId = useId();
  const [touchpointId, setTouchpointId] = useState<string>();
  const [reason, setReason] = useState('');
  const placing = useAct(
    (body: { touchpointId: string; reason: string }, key) => api.post(PATHS.place(task.taskId), { body, key }),
    { stale: [TASKS_KEY, TOUCHPOINTS_KEY], onDone },
  );
  const candidates = task.candidates.filter((each) => each.touchpointId !== task.touchpointId);
  const chosen = candidates.find((each) => each.touchpointId === touchpointId);
  const ready = chosen !== undefined && reason.trim().length >= 2;
  return (
    <form
      className="place"
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) void placing.run({ touchpointId: chosen.touchpointId, reason: reason.trim() });
      }}
    >
      <h3>{task.state === 'unplaced' ? '没人接，指派给谁？' : '改派给谁？'}</h3>
      <CandidateList candidates={candidates} offers={task.offers} chosenId={touchpointId} onChoose={setTouchpointId} />
      {candidates.length === 0 ? null : (
        <>
          <label htmlFor={reasonId}>为什么是这一位</label>
          <div className="place-chips" role="group" aria-label="常用理由">
            {PLACE_REASONS.map((each) => (
              <button key={each} type="button" aria-pressed={reason === each} onClick={() => setReason(each)}>
                {each}
              </button>
            ))}
          </div>
          <Input
            id={reasonId}
            value={reason}
            maxLength={200}
            placeholder="点一个，或自己写一句"
            onChange={(event) => setReason(event.target.value)}
          />
          <ProblemLine problem={placing.problem} />
          <p className="person-buttons">
            {task.state === 'unplaced' ? null : <Button onClick={onDone}>不改派</Button>}
            <Button type="primary" htmlType="submit" disabled={!ready} loading={placing.busy}>
              {chosen === undefined ? `从${count(candidates.length)}位里挑一位` : `派给${chosen.name}`}
            </Button>
          </p>
        </>
      )}
    </form>
  );
}
