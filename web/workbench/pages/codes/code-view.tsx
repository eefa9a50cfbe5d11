import type { ReactNode } from 'react';
import { createPortal } from 'react-dom';
import type { CodeItem } from '#modules/growth/contract';
import { Icon } from '../../../shared/icons.tsx';
import { codePath } from '../../my/works-paths.ts';
import { useModal } from '../../parts/use-modal.ts';
import { CodePicture } from './code-picture.tsx';

/** One code over the whole screen, for somebody else's camera; the printed sheet and the bare code to keep. */
export function CodeView({ code, onClose }: { code: CodeItem; onClose: () => void }): ReactNode {
  const body = useModal(onClose);
  return createPortal(
    <div ref={body} className="code-view" role="dialog" aria-modal aria-label={`${code.label}的二维码`} tabIndex={-1}>
      <button type="button" className="icon-button code-close" aria-label="关上" onClick={onClose}>
        <Icon name="close" size={28} />
      </button>
      <div className="code-whole">
        <h2>微信扫一扫，约上门</h2>
        <CodePicture code={code} />
        <p className="code-letters">{code.code}</p>
        <p>{code.label}</p>
      </div>
      <div className="code-keep">
        <a className="button button-second" href={codePath(code.code, 'qr.png')} download={`${code.code}.png`}>
          <Icon name="download" size={22} /> 存二维码
        </a>
        <a
          className="button button-second"
          href={codePath(code.code, 'poster.png')}
          download={`${code.label}-${code.code}.png`}
        >
          <Icon name="download" size={22} /> 存海报
        </a>
      </div>
    </div>,
    document.body,
  );
}
