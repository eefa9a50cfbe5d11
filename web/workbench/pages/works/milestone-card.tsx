import { useState, type ReactNode } from 'react';
import type { MilestoneItem, MyProjectDetail } from '#modules/fulfilment/contract';
import { dateTime } from '../../../shared/format.ts';
import { Ring } from '../../../shared/logo.tsx';
import { useNow } from '../../../shared/use-now.ts';
import { ago } from '../../my/lead-words.ts';
import { noteOf, rejectionOf, takesPhotos, type MilestoneAfter } from '../../my/works-steps.ts';
import { sentPicture } from '../../my/pictures.ts';
import { Drafts } from './drafts.tsx';
import { PictureView } from './picture-view.tsx';
import { StateWord } from './state-word.tsx';

type Round = MilestoneItem['rounds'][number];

/** One milestone: what its owner wants redone, what the photos must show, the photos, and what was submitted before. */
export function MilestoneCard({ project, of }: { project: MyProjectDetail; of: MilestoneAfter }): ReactNode {
  const { item } = of;
  const rejected = rejectionOf(item);
  const takes = takesPhotos(project, of);
  const rounds = item.rounds.toReversed();
  const last = takes ? undefined : rounds[0];
  const before = rounds.filter((round) => round !== last);
  return (
    <>
      {rejected === undefined || !takes ? null : <Rejection round={rejected} />}
      <section className="card works-now" aria-labelledby="milestone">
        <div className="works-head">
          <h2 id="milestone">{item.name}</h2>
          <StateWord of={of} />
        </div>
        {takes ? (
          <p className="works-must">
            <Ring by="system" />
            <span>{item.instruction}</span>
          </p>
        ) : null}
        {takes || of.submitting !== undefined ? <Drafts project={project} of={of} takes={takes} /> : null}
        {of.submitting === undefined ? null : <p className="works-note">{noteOf(of.submitting.body)}</p>}
        {of.submitting === undefined && last !== undefined ? <RoundView round={last} /> : null}
        {before.length === 0 || of.submitting !== undefined ? null : (
          <details className="works-before">
            <summary>之前交过 {before.length} 次</summary>
            {before.map((round) => (
              <RoundView key={round.round} round={round} />
            ))}
          </details>
        )}
      </section>
    </>
  );
}

/** What the owner said no to, before everything else. */
function Rejection({ round }: { round: Round }): ReactNode {
  const now = useNow(60_000);
  return (
    <section className="card card-people works-said" aria-labelledby="said">
      <h2 id="said">业主{round.answeredAt === null ? '' : ago(round.answeredAt, now)}说要返工</h2>
      <p>{round.comment === null || round.comment === '' ? '业主没有留下说明，打电话问一声。' : round.comment}</p>
    </section>
  );
}

function RoundView({ round }: { round: Round }): ReactNode {
  const [open, setOpen] = useState<number>();
  const pictures = round.photos.map((photo) => ({
    key: photo.photoId,
    url: sentPicture(photo.photoId) ?? photo.url,
    says: photo.takenAt === null ? '' : `${dateTime(photo.takenAt)} 拍的`,
  }));
  return (
    <div className="works-round">
      <p>{round.note}</p>
      <ul className="works-pictures">
        {pictures.map((picture, at) => (
          <li key={picture.key}>
            <button type="button" className="works-picture" onClick={() => setOpen(at)}>
              <img src={picture.url} alt={`第 ${at + 1} 张，点开看大图`} loading="lazy" width={200} height={200} />
            </button>
          </li>
        ))}
      </ul>
      <small>
        第 {round.round} 次 · {round.roleName} {round.touchpointName} · {dateTime(round.submittedAt)}
        {round.answeredAt === null || round.answer === null
          ? ''
          : ` · 业主 ${dateTime(round.answeredAt)} ${round.answer === 'confirmed' ? '确认了' : '要返工'}`}
      </small>
      {round.answer !== 'rejected' || round.comment === null ? null : (
        <p className="works-comment">
          <Ring by="people" />
          <span>业主说：{round.comment}</span>
        </p>
      )}
      {open === undefined ? null : (
        <PictureView pictures={pictures} at={open} onAt={setOpen} onClose={() => setOpen(undefined)} />
      )}
    </div>
  );
}
