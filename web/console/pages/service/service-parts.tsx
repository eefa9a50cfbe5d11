import { Button } from 'antd';
import type { ReactNode } from 'react';
import './service.css';

interface FormEndProps {
  readonly verb: string;
  readonly fault: string | undefined;
  readonly busy: boolean;
  readonly onDo: () => void;
  readonly onClose: () => void;
}

/** The end of a form: what is missing, the way back, and the act. */
export function FormEnd({ verb, fault, busy, onDo, onClose }: FormEndProps): ReactNode {
  return (
    <div className="service-form-end">
      {fault === undefined ? null : <span>{fault}</span>}
      <Button onClick={onClose}>先不了</Button>
      <Button type="primary" disabled={fault !== undefined} loading={busy} onClick={onDo}>
        {verb}
      </Button>
    </div>
  );
}
