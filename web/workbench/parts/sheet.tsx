import { useId, type ReactNode } from 'react';
import { createPortal } from 'react-dom';
import { Icon } from '../../shared/icons.tsx';
import { useModal } from './use-modal.ts';
import { Veil } from './veil.tsx';

interface SheetProps {
  readonly open: boolean;
  readonly title: string;
  /** One line under the title. */
  readonly hint?: ReactNode;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** A few choices from the bottom edge, where the thumb is. */
export function Sheet({ open, ...rest }: SheetProps): ReactNode {
  return open ? createPortal(<OpenSheet {...rest} />, document.body) : null;
}

/** Mounted while the sheet is open: takes the focus, keeps it, gives it back. */
function OpenSheet({ title, hint, onClose, children }: Omit<SheetProps, 'open'>): ReactNode {
  const id = useId();
  const body = useModal(onClose);
  return (
    <Veil at="bottom" onTap={onClose}>
      <div ref={body} role="dialog" aria-modal aria-labelledby={id} tabIndex={-1} className="sheet-body">
        <div className="sheet-head">
          <h2 id={id}>{title}</h2>
          <button type="button" className="icon-button" aria-label="关上" onClick={onClose}>
            <Icon name="close" size={24} />
          </button>
        </div>
        {hint === undefined ? null : <p className="sheet-hint">{hint}</p>}
        {children}
      </div>
    </Veil>
  );
}
