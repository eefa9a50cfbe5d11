import { Button, Input, Modal } from 'antd';
import { useId, useState, type KeyboardEvent, type ReactNode } from 'react';
import type { ApiProblem } from '../../shared/problem.ts';
import { ProblemLine } from '../../shared/states.tsx';
import './reason-dialog.css';

export interface ReasonDialogProps {
  readonly title: string;
  /** What happens then, in a sentence. */
  readonly lead?: ReactNode;
  /** Reasons that people often give; a tap takes one. */
  readonly frequent: readonly string[];
  /** On the button: `驳回`. */
  readonly verb: string;
  readonly busy: boolean;
  readonly problem: ApiProblem | undefined;
  readonly onSubmit: (reason: string) => void;
  readonly onClose: () => void;
  /** Longest reason that the server takes. */
  readonly maxLength?: number;
  /** What becomes of the reason, in the empty field. */
  readonly placeholder?: string;
  /** What else has to be said: an amount, a day. */
  readonly fields?: ReactNode;
  /** Something in the fields is missing or wrong. */
  readonly blocked?: boolean;
}

const DEFAULT_PLACEHOLDER = '点上面的，或者自己写一句。系统会记住，下次少提';

/** Asks why, before something is turned down, taken back or changed by hand. Mount it to open it. */
export function ReasonDialog(props: ReasonDialogProps): ReactNode {
  const { title, lead, frequent, verb, busy, problem, onSubmit, onClose, maxLength = 200, placeholder } = props;
  const { fields, blocked = false } = props;
  const fieldId = useId();
  const [reason, setReason] = useState('');
  const ready = reason.trim().length >= 2 && !blocked;
  const submit = (): void => {
    if (ready && !busy) onSubmit(reason.trim());
  };
  const onKey = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit();
  };
  const footer = [
    <Button key="close" onClick={onClose}>
      先不了
    </Button>,
    <Button key="do" type="primary" disabled={!ready} loading={busy} onClick={submit}>
      {verb}
    </Button>,
  ];
  return (
    <Modal open title={title} onCancel={onClose} footer={footer} width={480} closable={{ 'aria-label': '关上' }}>
      <div className="reason-dialog">
        {lead === undefined ? null : <p>{lead}</p>}
        {fields}
        <div className="reason-dialog-chips" role="group" aria-label="常用理由">
          {frequent.map((each) => (
            <button key={each} type="button" aria-pressed={reason === each} onClick={() => setReason(each)}>
              {each}
            </button>
          ))}
        </div>
        <label htmlFor={fieldId}>理由</label>
        <Input.TextArea
          id={fieldId}
          value={reason}
          maxLength={maxLength}
          autoSize={{ minRows: 2, maxRows: 5 }}
          placeholder={placeholder ?? DEFAULT_PLACEHOLDER}
          onChange={(event) => setReason(event.target.value)}
          onKeyDown={onKey}
        />
        <ProblemLine problem={problem} />
      </div>
    </Modal>
  );
}
