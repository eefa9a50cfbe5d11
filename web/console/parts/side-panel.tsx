import { Button } from 'antd';
import { useEffect, useEffectEvent, useId, useRef, type ReactNode } from 'react';
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
  const panel = useRef<HTMLElement>(null);
  const close = useEffectEvent(onClose);
  useEffect(() => {
    const element = panel.current;
    const onKey = (event: KeyboardEvent): void => {
      // A list that is open in the panel closes first.
      const popup = event.target instanceof Element ? event.target.closest('[aria-expanded="true"]') : null;
      if (event.key === 'Escape' && !event.defaultPrevented && popup === null) close();
    };
    element?.addEventListener('keydown', onKey);
    return () => element?.removeEventListener('keydown', onKey);
  }, []);
  return (
    <aside className="side-panel" aria-labelledby={headingId} ref={panel}>
      <header>
        <div>
          <h2 id={headingId} ref={heading} tabIndex={-1}>
            {title}
          </h2>
          {subtitle === undefined ? null : <p>{subtitle}</p>}
        </div>
        <Button type="text" aria-label="关上" icon={<Icon name="close" />} onClick={onClose} />
      </header>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, so the keyboard must reach it */}
      <div className="side-panel-body" tabIndex={0} role="group" aria-labelledby={headingId}>
        {children}
      </div>
      {footer === undefined ? null : <footer>{footer}</footer>}
    </aside>
  );
}
