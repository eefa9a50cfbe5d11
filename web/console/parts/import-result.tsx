import { Button } from 'antd';
import type { ReactNode } from 'react';
import { count } from '../../shared/format.ts';
import { Icon } from '../../shared/icons.tsx';
import './import-parts.css';

interface ImportResultProps {
  readonly figure: number;
  readonly unit: string;
  readonly lines: readonly (string | undefined)[];
  /** The way back to what was filled: `看小区`. */
  readonly back: string;
  readonly onAgain: () => void;
  readonly onClose: () => void;
}

/** The last step: what came in, and what did not. */
export function ImportResult({ figure, unit, lines, back, onAgain, onClose }: ImportResultProps): ReactNode {
  return (
    <section className="import-result" aria-label="导入结果" role="status">
      <Icon name="sent" size={28} />
      <p className="import-answer">
        <strong>{count(figure)}</strong> {unit}
      </p>
      {lines.map((line) => (line === undefined ? null : <p key={line}>{line}</p>))}
      <div>
        <Button onClick={onAgain}>再导一个文件</Button>
        <Button type="primary" onClick={onClose}>
          {back}
        </Button>
      </div>
    </section>
  );
}
