import { useState, type ReactNode } from 'react';
import { createPortal } from 'react-dom';
import { Icon } from '../../shared/icons.tsx';
import { useModal } from './use-modal.ts';

/** Of every poster, in CSS pixels; the picture is sized before it is there. */
export const POSTER = { width: 750, height: 1334 } as const;

/** The whole poster, to be kept by a long press (where that is how one keeps pictures) or by the button. */
export function PosterView({ open, ...rest }: WholeProps & { readonly open: boolean }): ReactNode {
  return open ? <Whole {...rest} /> : null;
}

/** A poster is drawn when it is asked for. */
const WORDS = {
  coming: '海报正在画，等几秒…',
  shown: '',
  failed: '海报没有下载下来。网络好一点再打开，文案和链接现在就能用。',
} as const;

export interface Poster {
  readonly url: string;
  /** Whose it is, for those who cannot see it: `翠苑二区 防水回访`. */
  readonly of: string;
  readonly fileName: string;
}

interface WholeProps {
  readonly poster: Poster;
  /** It was saved, as far as the phone tells. */
  readonly onKept?: () => void;
  readonly onClose: () => void;
}

/** WeChat and the browsers of iPhones keep a picture by a long press; a download would go nowhere people look. */
export function savesByLongPress(agent: string): boolean {
  return /MicroMessenger|iPhone|iPad/i.test(agent);
}

export function downloadPoster({ url, fileName }: Poster): void {
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName;
  link.click();
}

function Whole({ poster, onKept, onClose }: WholeProps): ReactNode {
  const [state, setState] = useState<'coming' | 'shown' | 'failed'>('coming');
  const shown = state === 'shown';
  const body = useModal(onClose);
  const longPress = savesByLongPress(navigator.userAgent);
  const done = (): void => {
    if (longPress && shown) onKept?.();
    onClose();
  };
  return createPortal(
    <div ref={body} className="poster-view" role="dialog" aria-modal aria-label={`${poster.of}的海报`} tabIndex={-1}>
      <button type="button" className="icon-button poster-close" aria-label="关上" onClick={onClose}>
        <Icon name="close" size={28} />
      </button>
      <img
        src={poster.url}
        {...POSTER}
        alt={`${poster.of}的海报，带二维码`}
        className={shown ? undefined : 'poster-coming'}
        onLoad={() => setState('shown')}
        onError={() => setState('failed')}
      />
      <div className="poster-foot">
        <p role="status">
          {!shown ? WORDS[state] : longPress ? '长按图片，选「保存图片」或「发送给朋友」' : '存到手机，再到群里发图'}
        </p>
        {longPress ? (
          <button type="button" className="button button-main" onClick={done}>
            存好了
          </button>
        ) : (
          <a
            className="button button-main"
            href={poster.url}
            download={poster.fileName}
            onClick={() => {
              onKept?.();
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
