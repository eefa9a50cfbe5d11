import { useState, type ReactNode } from 'react';
import type { ApiProblem } from '../../../shared/problem.ts';
import { ProblemLine } from '../../../shared/states.tsx';
import { Sheet } from '../../parts/sheet.tsx';

interface CodeSheetProps {
  readonly open: boolean;
  readonly title: string;
  readonly hint: string;
  readonly digits: number;
  readonly busy: boolean;
  readonly problem: ApiProblem | undefined;
  readonly onCode: (code: string) => void;
  readonly onClose: () => void;
}

/** Digits that somebody reads aloud; the last one asks by itself. */
export function CodeSheet({ open, title, hint, onClose, ...rest }: CodeSheetProps): ReactNode {
  return (
    <Sheet open={open} title={title} hint={hint} onClose={onClose}>
      <CodeField label={title} {...rest} />
    </Sheet>
  );
}

type CodeFieldProps = Pick<CodeSheetProps, 'digits' | 'busy' | 'problem' | 'onCode'> & { readonly label: string };

export function CodeField({ label, digits, busy, problem, onCode }: CodeFieldProps): ReactNode {
  const [code, setCode] = useState('');
  const type = (text: string): void => {
    const next = text.replaceAll(/\D/g, '').slice(0, digits);
    setCode(next);
    if (next.length === digits && next !== code) onCode(next);
  };
  return (
    <div className="page-stack">
      <input
        className="field code-field"
        inputMode="numeric"
        autoComplete="off"
        aria-label={label}
        aria-invalid={problem !== undefined}
        value={code.replaceAll(/(\d{4})(?=\d)/g, '$1 ')}
        onChange={(event) => type(event.target.value)}
      />
      <ProblemLine problem={problem} />
      <button
        type="button"
        className="button button-main"
        disabled={busy || code.length < digits}
        onClick={() => onCode(code)}
      >
        {busy ? '正在查…' : code.length < digits ? `还差 ${digits - code.length} 位` : '查一下'}
      </button>
    </div>
  );
}
