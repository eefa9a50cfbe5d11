import { Button } from 'antd';
import type { ReactNode } from 'react';
import { count } from '../../../../shared/format.ts';
import { Icon } from '../../../../shared/icons.tsx';

interface ImportResultProps {
  readonly figure: number;
  readonly unit: string;
  readonly lines: readonly (string | undefined)[];
  readonly onAgain: () => void;
  readonly onClose: () => void;
}

/** The last step: what came in, and what did not. */
export function ImportResult({ figure, unit, lines, onAgain, onClose }: ImportResultProps): ReactNode {
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
          看小区
        </Button>
      </div>
    </section>
  );
}
