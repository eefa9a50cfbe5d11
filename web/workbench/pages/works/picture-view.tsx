import type { ReactNode } from 'react';
import { createPortal } from 'react-dom';
import { Icon } from '../../../shared/icons.tsx';
import { useModal } from '../../parts/use-modal.ts';

export interface ShownPicture {
  readonly key: string;
  readonly url: string | undefined;
  /** One line below it. */
  readonly says: string;
}

interface PictureViewProps {
  readonly pictures: readonly ShownPicture[];
  readonly at: number;
  readonly onAt: (at: number) => void;
  readonly onClose: () => void;
  /** What can be done with this one. */
  readonly children?: ReactNode;
}

/** One photo over the whole screen, with the ones before and after it. */
export function PictureView({ pictures, at, onAt, onClose, children }: PictureViewProps): ReactNode {
  const body = useModal(onClose);
  const shown = pictures[at];
  if (shown === undefined) return null;
  const says = [`${at + 1} / ${pictures.length}`, shown.says].filter((each) => each !== '').join(' · ');
  return createPortal(
    <div ref={body} className="poster-view" role="dialog" aria-modal aria-label="照片" tabIndex={-1}>
      <button type="button" className="icon-button poster-close" aria-label="关上" onClick={onClose}>
        <Icon name="close" size={28} />
      </button>
      <img src={shown.url} alt={`第 ${at + 1} 张照片`} />
      <div className="poster-foot">
        <div className="works-turn">
          <button
            type="button"
            className="icon-button"
            aria-label="上一张"
            disabled={at === 0}
            onClick={() => onAt(at - 1)}
          >
            <Icon name="back" size={26} />
          </button>
          <p>{says}</p>
          <button
            type="button"
            className="icon-button"
            aria-label="下一张"
            disabled={at === pictures.length - 1}
            onClick={() => onAt(at + 1)}
          >
            <Icon name="forward" size={26} />
          </button>
        </div>
        {children}
      </div>
    </div>,
    document.body,
  );
}
