import { Button } from 'antd';
import { useEffect, useId, useRef, type KeyboardEvent, type ReactNode } from 'react';
import { Icon } from '../../shared/icons.tsx';

export interface SidePanelProps {
  readonly title: string;
  readonly subtitle?: ReactNode;
  readonly onClose: () => void;
  readonly children: ReactNode;
  /** Buttons, always in sight. */
  readonly footer?: ReactNode;
}

/** The detail beside its list. Takes the focus when it opens; Escape gives it back to the list. */
export function SidePanel({ title, subtitle, onClose, children, footer }: SidePanelProps): ReactNode {
  const headingId = useId();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    heading.current?.focus({ preventScroll: true });
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    };
  }, []);
  const onKey = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && !event.defaultPrevented) onClose();
  };
  return (
    <aside className="side-panel" aria-labelledby={headingId} onKeyDown={onKey}>
      <header>
        <div>
          <h2 id={headingId} ref={heading} tabIndex={-1}>
            {title}
          </h2>
          {subtitle === undefined ? null : <p>{subtitle}</p>}
        </div>
        <Button type="text" aria-label="关上" icon={<Icon name="close" />} onClick={onClose} />
      </header>
      <div className="side-panel-body" tabIndex={0} role="group" aria-labelledby={headingId}>
        {children}
      </div>
      {footer === undefined ? null : <footer>{footer}</footer>}
    </aside>
  );
}
