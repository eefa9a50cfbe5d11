import { useState, type ReactNode } from 'react';
import type { MyProjectDetail } from '#modules/fulfilment/contract';
import { Icon } from '../../../shared/icons.tsx';
import { useNow } from '../../../shared/use-now.ts';
import { ago } from '../../my/lead-words.ts';
import { useDraft } from '../../my/use-draft.ts';
import { submitMilestone, takeBack } from '../../my/works-acts.ts';
import {
  hindrance,
  noteOf,
  onPhone,
  photoIdsOf,
  photosOf,
  takesPhotos,
  type MilestoneAfter,
} from '../../my/works-steps.ts';
import { Sheet } from '../../parts/sheet.tsx';
import { tellEnd } from '../../parts/tell-end.ts';

interface SubmitBarProps {
  readonly project: MyProjectDetail;
  readonly all: readonly MilestoneAfter[];
  readonly of: MilestoneAfter;
}

/** The next action of a milestone: to submit it, or whom it waits for. */
export function SubmitBar({ project, all, of }: SubmitBarProps): ReactNode {
  const now = useNow(60_000);
  const { item, submitting } = of;
  if (submitting !== undefined) return <Waiting of={of} />;
  if (takesPhotos(project, of)) return <Submit project={project} all={all} of={of} />;
  if (item.state !== 'submitted' || project.state !== 'active') return null;
  return <p className="works-waits">{item.submittedAt === null ? '' : ago(item.submittedAt, now)}提交了，等业主确认</p>;
}

/** It was submitted without a network: it goes after its photos, and until then it can be taken back. */
function Waiting({ of }: { of: MilestoneAfter }): ReactNode {
  const draft = useDraft<string>(noteName(of));
  const back = async (): Promise<void> => {
    if (of.submitting === undefined) return;
    draft.keep(noteOf(of.submitting.body));
    await takeBack(of.submitting.opId);
  };
  const photos = onPhone(of);
  return (
    <>
      <p className="next-note">
        <Icon name="waiting" size={20} />{' '}
        {photos > 0 ? `还有 ${photos} 张照片没传完，传完就提交` : '连上网就提交给业主'}
      </p>
      <button type="button" className="button button-second" onClick={() => void back()}>
        先不提交，再改改
      </button>
    </>
  );
}

function Submit({ project, all, of }: SubmitBarProps): ReactNode {
  const [open, setOpen] = useState(false);
  const [faulty, setFaulty] = useState(false);
  const draft = useDraft<string>(noteName(of));
  const photos = photosOf(of);
  const hinders = hindrance(all, of);
  const note = draft.value ?? noteOf(of.refused?.body);
  const submit = async (): Promise<void> => {
    if (note.trim() === '') return setFaulty(true);
    setOpen(false);
    if (of.refused !== undefined) await takeBack(of.refused.opId);
    const end = await submitMilestone(project, of.item, { note: note.trim(), photoIds: photoIdsOf(of) });
    // A refused one keeps what was written, in the op itself.
    draft.keep(undefined);
    tellEnd(end, '交给业主验收了');
  };
  return (
    <>
      <Refused of={of} />
      {hinders === undefined ? null : <p className="next-note">{hinders}</p>}
      <button
        type="button"
        className="button button-main"
        disabled={hinders !== undefined}
        onClick={() => setOpen(true)}
      >
        提交验收{photos === 0 ? '' : `（${photos} 张）`}
      </button>
      <Sheet
        open={open}
        title={`提交「${of.item.name}」`}
        hint={`${photos} 张照片交给业主看${onPhone(of) > 0 ? `，${onPhone(of)} 张还在手机里，先传它们` : ''}。交了就不能改。`}
        onClose={() => setOpen(false)}
      >
        <div className="page-stack">
          <label className="field-label" htmlFor="works-note">
            写一句做了什么，业主看得到
          </label>
          <textarea
            id="works-note"
            className="field"
            rows={3}
            maxLength={500}
            value={note}
            aria-invalid={faulty && note.trim() === ''}
            onChange={(event) => draft.keep(event.target.value)}
          />
          {faulty && note.trim() === '' ? (
            <p className="field-fault" role="alert">
              写一句做了什么，再交给业主
            </p>
          ) : null}
          <button type="button" className="button button-main" onClick={() => void submit()}>
            交给业主
          </button>
        </div>
      </Sheet>
    </>
  );
}

/** Why the server did not take the last submission: mostly photos that have not arrived. */
function Refused({ of: { refused } }: { of: MilestoneAfter }): ReactNode {
  if (refused?.state.kind !== 'refused') return null;
  return (
    <p className="works-refused" role="alert">
      <Icon name="alert" size={20} />
      <span>上次没交成：{refused.state.reason}</span>
    </p>
  );
}

const noteName = ({ item }: MilestoneAfter): string => `milestone:${item.milestoneId}`;
