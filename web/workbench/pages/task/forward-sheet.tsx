import { useState, type ReactNode } from 'react';
import type { MyTask } from '#modules/touchpoints/contract';
import { ByHand } from '../../parts/by-hand.tsx';
import { say } from '../../parts/toast.tsx';
import { Sheet } from '../../parts/sheet.tsx';
import { downloadPoster, PosterView, savesByLongPress } from '../../parts/poster-view.tsx';
import { Way } from '../../parts/way.tsx';
import { forwardPoster, forwardWords, posterOf } from './forwarding.ts';

interface ForwardSheetProps {
  readonly task: MyTask;
  readonly open: boolean;
  readonly onClose: () => void;
}

/** Three ways into the group; each does its thing and counts as forwarded. */
export function ForwardSheet({ task, open, onClose }: ForwardSheetProps): ReactNode {
  const [byHand, setByHand] = useState<'copy_text' | 'link'>();
  const [poster, setPoster] = useState(false);
  const copy = async (what: 'copy_text' | 'link'): Promise<void> => {
    if (await forwardWords(task, what)) onClose();
    else setByHand(what);
  };
  const save = (): void => {
    onClose();
    if (savesByLongPress(navigator.userAgent)) {
      setPoster(true);
      return;
    }
    downloadPoster(posterOf(task));
    forwardPoster(task);
    say('海报存好了，去群里发图');
  };
  const close = (): void => {
    setByHand(undefined);
    onClose();
  };
  return (
    <>
      <Sheet open={open} title={`转发到${task.communityName}的群`} onClose={close}>
        {byHand === undefined ? (
          <div className="forward-ways">
            <Way icon="copy" name="复制文案" hint="带链接，粘贴就能发" first onClick={() => void copy('copy_text')} />
            <Way icon="download" name="保存海报" hint="图上有二维码" onClick={save} />
            <Way icon="link" name="复制链接" hint="只要链接" onClick={() => void copy('link')} />
          </div>
        ) : (
          <ByHand text={byHand === 'copy_text' ? task.forwardText : task.shareUrl} onDone={close} />
        )}
      </Sheet>
      <PosterView
        poster={posterOf(task)}
        onKept={() => forwardPoster(task)}
        open={poster}
        onClose={() => setPoster(false)}
      />
    </>
  );
}
