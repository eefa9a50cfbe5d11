import { Button, Modal } from 'antd';
import { useId, type ReactNode } from 'react';

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
  /** It has fields of one line: Enter in them does it, too. */
  readonly byEnter?: boolean;
  readonly onAct: () => void;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** One thing to do, with what it needs to know, or to leave. */
export function ActDialog({ title, width, verb, leave = '先不了', ...rest }: ActDialogProps): ReactNode {
  const { danger = false, ready, busy, byEnter = false, onAct, onClose, children } = rest;
  const form = useId();
  const does = byEnter ? { htmlType: 'submit' as const, form } : { onClick: onAct };
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
      {byEnter ? (
        <form
          id={form}
          className="form-stack"
          onSubmit={(event) => {
            event.preventDefault();
            if (ready && !busy) onAct();
          }}
        >
          {children}
        </form>
      ) : (
        children
      )}
    </Modal>
  );
}
