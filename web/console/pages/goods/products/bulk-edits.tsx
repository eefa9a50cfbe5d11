import { Button } from 'antd';
import type { ReactNode } from 'react';
import type { BulkEditAnswer } from '#modules/commerce/contract';
import { count, dateTime } from '../../../../shared/format.ts';
import { useMay } from '../../../../shared/session.tsx';
import { Empty, ProblemLine, ProblemView, Skeleton } from '../../../../shared/states.tsx';
import { useNow } from '../../../../shared/use-now.ts';
import { StateWord } from '../../../parts/state-word.tsx';
import { useList } from '../../../parts/use-list.ts';
import { BULK_KEY, BULK_PATH } from '../goods-paths.ts';
import { undoneSentence, useUndo } from './use-undo.ts';

/** Edits of many, the newest first, each with its way back. */
export function BulkEdits(): ReactNode {
  const list = useList<BulkEditAnswer>(BULK_KEY, BULK_PATH, { limit: 30 });
  if (list.rows === undefined) {
    return list.problem === undefined ? <Skeleton /> : <ProblemView problem={list.problem} onRetry={list.retry} />;
  }
  if (list.rows.length === 0) return <Empty title="还没有批量改过" hint="在列表里选上商品，就能一起改价、上下架。" />;
  return (
    <>
      <ul className="bulk-edits">
        {list.rows.map((edit) => (
          <Edit key={edit.editId} edit={edit} />
        ))}
      </ul>
      {list.hasMore ? (
        <Button block loading={list.loadingMore} onClick={list.loadMore}>
          再看一些
        </Button>
      ) : null}
    </>
  );
}

function Edit({ edit }: { edit: BulkEditAnswer }): ReactNode {
  const now = useNow();
  const mayEdit = useMay('product.edit');
  const mayPrice = useMay('price.edit');
  const undo = useUndo();
  const mayUndo = mayEdit && (edit.kind !== 'price' || mayPrice);
  return (
    <li>
      <div>
        <strong>{edit.title}</strong>
        <small>
          {count(edit.changed)} 个规格 · {dateTime(edit.madeAt, now)}
        </small>
      </div>
      {edit.undoneAt === null && undo.answer === undefined ? (
        mayUndo ? (
          <Button size="small" loading={undo.busy} onClick={() => void undo.run(edit.editId)}>
            撤销<span className="visually-hidden">{edit.title}</span>
          </Button>
        ) : null
      ) : (
        <StateWord tone="neutral">已撤销</StateWord>
      )}
      {undo.answer === undefined ? null : <p className="panel-note">{undoneSentence(undo.answer)}。</p>}
      <ProblemLine problem={undo.problem} />
    </li>
  );
}
