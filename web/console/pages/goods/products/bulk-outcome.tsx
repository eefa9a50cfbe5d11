import { Button } from 'antd';
import type { ReactNode } from 'react';
import { count } from '../../../../shared/format.ts';
import { Icon } from '../../../../shared/icons.tsx';
import { Ring } from '../../../../shared/logo.tsx';
import { ProblemLine } from '../../../../shared/states.tsx';
import { undoneSentence, useUndo } from './use-undo.ts';
import type { ProductDesk } from './use-products.ts';

/** What came of the last edit of many, with the way back. */
export function BulkOutcome({ desk }: { desk: ProductDesk }): ReactNode {
  const { outcome, tell } = desk;
  return outcome === undefined ? null : (
    <Told key={outcome.editId} outcome={outcome} onForget={() => tell(undefined)} />
  );
}

interface ToldProps {
  readonly outcome: NonNullable<ProductDesk['outcome']>;
  readonly onForget: () => void;
}

function Told({ outcome, onForget }: ToldProps): ReactNode {
  const undo = useUndo();
  return (
    <div className="goods-outcome" role="status">
      <p>
        <Ring by="people" />
        <span>
          {undo.answer === undefined
            ? `${outcome.title}：改了 ${count(outcome.changed)} 个规格。`
            : `${undoneSentence(undo.answer)}。`}
        </span>
        {undo.answer === undefined ? (
          <Button size="small" loading={undo.busy} onClick={() => void undo.run(outcome.editId)}>
            撤销
          </Button>
        ) : null}
        <Button
          size="small"
          type="text"
          aria-label="知道了"
          icon={<Icon name="close" size={14} />}
          onClick={onForget}
        />
      </p>
      <ProblemLine problem={undo.problem} />
    </div>
  );
}
