import { useState, type ReactNode } from 'react';
import { createPortal } from 'react-dom';
import type { MyTask } from '#modules/touchpoints/contract';
import { Icon } from '../../../shared/icons.tsx';
import { useModal } from '../../parts/use-modal.ts';
import { forwardPoster, posterFileName, savesByLongPress } from './forwarding.ts';

/** Of every poster, in CSS pixels; the picture is sized before it is there. */
export const POSTER = { width: 750, height: 1334 } as const;

/** The whole poster, to be kept by a long press (where that is how one keeps pictures) or by the button. */
export function PosterView({ open, ...rest }: WholeProps & { readonly open: boolean }): ReactNode {
  return open ? <Whole {...rest} /> : null;
}

interface WholeProps {
  readonly task: MyTask;
  readonly onClose: () => void;
}

function Whole({ task, onClose }: WholeProps): ReactNode {
  const [shown, setShown] = useState(false);
  const body = useModal(onClose);
  const longPress = savesByLongPress(navigator.userAgent);
  const done = (): void => {
    if (longPress && shown) forwardPoster(task);
    onClose();
  };
  return createPortal(
    <div
      ref={body}
      className="poster-view"
      role="dialog"
      aria-modal
      aria-label={`${task.communityName}的海报`}
      tabIndex={-1}
    >
      <button type="button" className="icon-button poster-close" aria-label="关上" onClick={onClose}>
        <Icon name="close" size={28} />
      </button>
      <img
        src={task.posterUrl}
        {...POSTER}
        alt={`${task.communityName} ${task.packageName}的海报，带二维码`}
        onLoad={() => setShown(true)}
      />
      <div className="poster-foot">
        <p>{longPress ? '长按图片，选「保存图片」或「发送给朋友」' : '存到手机，再到群里发图'}</p>
        {longPress ? (
          <button type="button" className="button button-main" onClick={done}>
            存好了
          </button>
        ) : (
          <a
            className="button button-main"
            href={task.posterUrl}
            download={posterFileName(task)}
            onClick={() => {
              forwardPoster(task);
              onClose();
            }}
          >
            保存海报
          </a>
        )}
      </div>
    </div>,
    document.body,
  );
}
