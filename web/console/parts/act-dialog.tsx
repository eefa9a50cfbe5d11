import { Button, Modal } from 'antd';
import type { ReactNode } from 'react';

interface ActDialogProps {
  readonly title: string;
  readonly width: number;
  /** What the button does, as a verb. */
  readonly verb: ReactNode;
  /** What leaving it is called. */
  readonly leave?: string;
  readonly danger?: boolean;
  /** Nothing is missing. */
  readonly ready: boolean;
  readonly busy: boolean;
  /** The form within, which the button and Enter submit; without one, the button acts. */
  readonly formId?: string;
  readonly onAct?: () => void;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** One thing to do, with what it needs to know, or to leave. */
export function ActDialog({ title, width, verb, leave = '先不了', ...rest }: ActDialogProps): ReactNode {
  const { danger = false, ready, busy, formId, onAct, onClose, children } = rest;
  const does = formId === undefined ? { onClick: onAct } : { htmlType: 'submit' as const, form: formId };
  const footer = [
    <Button key="close" onClick={onClose}>
      {leave}
    </Button>,
    <Button key="do" type="primary" danger={danger} disabled={!ready} loading={busy} {...does}>
      {verb}
    </Button>,
  ];
  return (
    <Modal open title={title} onCancel={onClose} footer={footer} width={width} closable={{ 'aria-label': '关上' }}>
      {children}
    </Modal>
  );
}
