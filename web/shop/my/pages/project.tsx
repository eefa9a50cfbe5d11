import { useState, type ReactNode } from 'react';
import type { MilestoneItem, ProjectDetail } from '#modules/fulfilment/contract';
import { api } from '../../../shared/api.ts';
import { dateTime } from '../../../shared/format.ts';
import { useAct } from '../../../shared/query.tsx';
import { Await, ProblemLine } from '../../../shared/states.tsx';
import { Card, Facts, MyPage } from '../parts/page.tsx';
import { SlotPicker } from '../parts/slot-picker.tsx';
import { keyOf, OWN } from '../paths.ts';
import { useOwn } from '../use-own.ts';

type Round = MilestoneItem['rounds'][number];

/** The works, milestone by milestone: photos to look at, and one's word on each. */
export function ProjectPage({ params }: { params: Readonly<Record<string, string>> }): ReactNode {
  const projectId = params['projectId'] ?? '';
  const query = useOwn<ProjectDetail>('projects', projectId);
  return (
    <Await query={query}>
      {(it) => (
        <MyPage title="施工" lead={`${it.packageName} · ${it.communityName}`}>
          <Card title={`${it.confirmed}/${it.milestones} 个节点已验收`} state={{ words: it.stateName }}>
            <Facts
              rows={[
                ['订单', it.orderNumber],
                ['开工', dateTime(it.startedAt)],
                ['完工', it.completedAt === null ? null : dateTime(it.completedAt)],
              ]}
            />
            {it.state !== 'completed' ? null : (
              // Made when it is asked for, if it is not there yet.
              <a
                className="my-file"
                href={`${OWN.projects}/${projectId}/delivery.pdf`}
                target="_blank"
                rel="noreferrer"
              >
                打开交付档案（PDF）
              </a>
            )}
          </Card>
          <ol className="my-milestones">
            {it.milestoneList.map((milestone) => (
              <li key={milestone.milestoneId}>
                <Milestone projectId={projectId} milestone={milestone} />
              </li>
            ))}
          </ol>
          {it.state === 'active' ? <BookInstall projectId={projectId} /> : null}
        </MyPage>
      )}
    </Await>
  );
}

function Milestone({ projectId, milestone }: { projectId: string; milestone: MilestoneItem }): ReactNode {
  const last = milestone.rounds.at(-1);
  const earlier = milestone.rounds.slice(0, -1);
  const tone = milestone.state === 'confirmed' ? 'good' : milestone.state === 'submitted' ? 'waiting' : 'over';
  // The owner is who reads this.
  const words = milestone.state === 'submitted' ? '等你确认' : milestone.stateName;
  return (
    <Card title={milestone.name} state={{ words, tone }}>
      {last === undefined ? <p className="my-note">{milestone.instruction}</p> : <RoundView round={last} />}
      {milestone.state === 'submitted' ? <Answer projectId={projectId} milestone={milestone} /> : null}
      {earlier.length === 0 ? null : (
        <details>
          <summary>之前的 {earlier.length} 次</summary>
          {earlier.map((round) => (
            <RoundView key={round.round} round={round} />
          ))}
        </details>
      )}
    </Card>
  );
}

function RoundView({ round }: { round: Round }): ReactNode {
  return (
    <div className="my-round">
      <p>{round.note}</p>
      <div className="my-photos">
        {round.photos.map((photo, at) => (
          <a key={photo.photoId} href={photo.url} target="_blank" rel="noreferrer">
            <img src={photo.url} alt={`第 ${at + 1} 张照片`} loading="lazy" width="96" height="96" />
          </a>
        ))}
      </div>
      <small>
        {round.roleName} {round.touchpointName} · {dateTime(round.submittedAt)}
      </small>
      {round.comment === null ? null : <p className="my-comment">你说：{round.comment}</p>}
    </div>
  );
}

/** 没问题 is one tap; 返工 asks what is wrong, so that it can be mended. */
function Answer({ projectId, milestone }: { projectId: string; milestone: MilestoneItem }): ReactNode {
  const [rejecting, setRejecting] = useState(false);
  const [comment, setComment] = useState('');
  const base = `${OWN.projects}/${projectId}/milestones/${milestone.milestoneId}`;
  const stale = [keyOf('projects')];
  const confirm = useAct((round: number, key: string) => api.post(`${base}/confirm`, { body: { round }, key }), {
    stale,
  });
  const reject = useAct(
    (input: { round: number; comment: string }, key: string) => api.post(`${base}/reject`, { body: input, key }),
    { stale },
  );
  if (rejecting) {
    return (
      <div className="my-asking" role="group" aria-label="要返工">
        <label htmlFor="reject-comment">哪里不行？写清楚，师傅好返工</label>
        <textarea
          id="reject-comment"
          rows={3}
          maxLength={500}
          value={comment}
          onChange={(event) => setComment(event.target.value)}
        />
        <ProblemLine problem={reject.problem} />
        <div>
          <button type="button" disabled={reject.busy} onClick={() => setRejecting(false)}>
            再看看
          </button>
          <button
            type="button"
            className="my-strong"
            disabled={reject.busy || comment.trim().length < 2}
            onClick={() => void reject.run({ round: milestone.round, comment: comment.trim() })}
          >
            {reject.busy ? '正在发送…' : '要求返工'}
          </button>
        </div>
      </div>
    );
  }
  return (
    <div className="my-answer">
      <ProblemLine problem={confirm.problem} />
      <button type="button" disabled={confirm.busy} onClick={() => setRejecting(true)}>
        要返工
      </button>
      <button
        type="button"
        className="my-main"
        disabled={confirm.busy}
        onClick={() => void confirm.run(milestone.round)}
      >
        {confirm.busy ? '正在确认…' : '没问题，验收'}
      </button>
    </div>
  );
}

interface Held {
  readonly holdId: string;
}

/** Picking when the technician comes. */
function BookInstall({ projectId }: { projectId: string }): ReactNode {
  const [open, setOpen] = useState(false);
  const base = `${OWN.projects}/${projectId}`;
  const book = useAct(
    async (startsAt: string, key: string) => {
      const held = await api.post<Held>(`${base}/holds`, { body: { startsAt }, key: `${key}-hold` });
      return api.post(`${base}/visits`, { body: { holdId: held.holdId }, key });
    },
    { stale: [keyOf('visits'), keyOf('projects')], onDone: () => setOpen(false) },
  );
  return (
    <Card title="约施工时间">
      {open ? (
        <SlotPicker path={`${base}/slots`} busy={book.busy} problem={book.problem} onPick={(at) => void book.run(at)} />
      ) : (
        <>
          {book.answer === undefined ? null : <p className="my-next">约好了，在「我的」里能看到谁来、什么时候来。</p>}
          <button type="button" className="my-main" onClick={() => setOpen(true)}>
            {book.answer === undefined ? '选个施工时间' : '再约一次'}
          </button>
        </>
      )}
    </Card>
  );
}
