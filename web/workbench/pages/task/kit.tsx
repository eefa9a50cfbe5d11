import { useState, type ReactNode } from 'react';
import type { MyTask } from '#modules/touchpoints/contract';
import { Icon } from '../../../shared/icons.tsx';
import { ByHand } from '../../parts/by-hand.tsx';
import { Sheet } from '../../parts/sheet.tsx';
import { POSTER, PosterView } from '../../parts/poster-view.tsx';
import { forwardPoster, forwardWords, posterOf } from './forwarding.ts';

/** The material: words, link and poster, each to be used on its own. */
export function Kit({ task }: { task: MyTask }): ReactNode {
  const [byHand, setByHand] = useState<string>();
  const copy = async (what: 'copy_text' | 'link', text: string): Promise<void> => {
    if (!(await forwardWords(task, what))) setByHand(text);
  };
  return (
    <section className="card kit" aria-labelledby="kit">
      <h2 id="kit">{task.headline}</h2>
      <p className="kit-script">{task.script}</p>
      <button type="button" className="button button-second" onClick={() => void copy('copy_text', task.forwardText)}>
        <Icon name="copy" size={22} /> 复制文案
      </button>
      <p className="kit-link">{task.shareUrl}</p>
      <button type="button" className="button button-second" onClick={() => void copy('link', task.shareUrl)}>
        <Icon name="link" size={22} /> 复制链接
      </button>
      <Poster task={task} />
      <Sheet open={byHand !== undefined} title="手动复制" onClose={() => setByHand(undefined)}>
        <ByHand text={byHand ?? ''} onDone={() => setByHand(undefined)} />
      </Sheet>
    </section>
  );
}

/** A tap shows it whole, to be saved. */
function Poster({ task }: { task: MyTask }): ReactNode {
  const [open, setOpen] = useState(false);
  const [failed, setFailed] = useState(0);
  const [attempt, setAttempt] = useState(0);
  if (failed > attempt) {
    return (
      <div className="poster-missing" role="alert">
        <Icon name="offline" size={26} />
        <p>海报没有下载下来。网络好一点再试，文案和链接现在就能用。</p>
        <button type="button" className="button button-second" onClick={() => setAttempt(failed)}>
          再下载一次
        </button>
      </div>
    );
  }
  return (
    <>
      <button type="button" className="poster-thumb" onClick={() => setOpen(true)}>
        <img
          key={attempt}
          src={task.posterUrl}
          {...POSTER}
          alt={`${task.communityName} ${task.packageName}的海报`}
          onError={() => setFailed(attempt + 1)}
        />
        <span>
          <Icon name="download" size={22} /> 看大图，保存海报
        </span>
      </button>
      <PosterView
        poster={posterOf(task)}
        onKept={() => forwardPoster(task)}
        open={open}
        onClose={() => setOpen(false)}
      />
    </>
  );
}
