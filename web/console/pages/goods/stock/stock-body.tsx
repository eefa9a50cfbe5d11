import { useQuery } from '@tanstack/react-query';
import { Button, InputNumber } from 'antd';
import { useState, type ReactNode } from 'react';
import type { MovementItem, StockItem } from '#modules/inventory/contract';
import { api } from '../../../../shared/api.ts';
import { count, dateTime } from '../../../../shared/format.ts';
import { Ring } from '../../../../shared/logo.tsx';
import { useAct } from '../../../../shared/query.tsx';
import { useMay } from '../../../../shared/session.tsx';
import { Await, ProblemLine, ProblemView, Skeleton } from '../../../../shared/states.tsx';
import { useNow } from '../../../../shared/use-now.ts';
import { Panel, PanelSection } from '../../../parts/panel-section.tsx';
import { useList } from '../../../parts/use-list.ts';
import { STOCK_KEY, stockPath } from '../goods-paths.ts';
import { ActForm } from './act-form.tsx';
import { deltasOf } from './stock-words.ts';

interface At {
  readonly placeId: string;
  readonly skuId: string;
}

/** One item at one place: its counters, what can be done, and every movement. */
export function OpenStock({ placeId, skuId }: At): ReactNode {
  const query = useQuery({
    queryKey: [...STOCK_KEY, 'one', placeId, skuId],
    queryFn: ({ signal }) => api.get<StockItem>(stockPath(placeId, skuId), { signal }),
  });
  const mayEdit = useMay('stock.edit');
  return (
    <Await query={query}>
      {(row) => (
        <Panel>
          <Counters row={row} />
          {mayEdit ? <ActForm row={row} /> : null}
          <Threshold key={row.lowBelow} row={row} mayEdit={mayEdit} />
          <Movements row={row} />
        </Panel>
      )}
    </Await>
  );
}

/** 可售 = 在库 + 在途 − 已占用, written as the sum that it is. */
function Counters({ row }: { row: StockItem }): ReactNode {
  return (
    <dl className="stock-sum">
      <div>
        <dt>可售</dt>
        <dd>
          {count(row.available)}
          <small>{row.skuUnit}</small>
        </dd>
      </div>
      <span aria-hidden="true">=</span>
      <div>
        <dt>在库</dt>
        <dd>{count(row.onHand)}</dd>
      </div>
      <span aria-hidden="true">+</span>
      <div>
        <dt>在途</dt>
        <dd>{count(row.incoming)}</dd>
      </div>
      <span aria-hidden="true">−</span>
      <div>
        <dt>已占用</dt>
        <dd>{count(row.reserved)}</dd>
      </div>
    </dl>
  );
}

function Threshold({ row, mayEdit }: { row: StockItem; mayEdit: boolean }): ReactNode {
  const [lowBelow, setLowBelow] = useState<number | null>(row.lowBelow);
  const act = useAct(
    (value: number | null, key) =>
      api.put(`${stockPath(row.placeId, row.skuId)}/threshold`, { body: { lowBelow: value }, key }),
    { stale: [STOCK_KEY] },
  );
  if (!mayEdit) {
    return row.lowBelow === null ? null : (
      <p className="panel-note">
        可售少于{count(row.lowBelow)}
        {row.skuUnit}就提醒。
      </p>
    );
  }
  return (
    <PanelSection title="预警线">
      <div className="stock-line">
        可售少于
        <InputNumber<number>
          aria-label="预警线"
          min={1}
          precision={0}
          placeholder="不提醒"
          value={lowBelow}
          onChange={setLowBelow}
        />
        {row.skuUnit}就提醒
        <Button loading={act.busy} disabled={lowBelow === row.lowBelow} onClick={() => void act.run(lowBelow)}>
          存下
        </Button>
      </div>
      <ProblemLine problem={act.problem} />
    </PanelSection>
  );
}

function Movements({ row }: { row: StockItem }): ReactNode {
  const list = useList<MovementItem>(
    [...STOCK_KEY, 'movements', row.placeId, row.skuId, row.revision],
    `${stockPath(row.placeId, row.skuId)}/movements`,
    { limit: 20 },
  );
  const now = useNow();
  return (
    <PanelSection title="怎么变成这样的">
      {list.rows === undefined ? (
        list.problem === undefined ? (
          <Skeleton rows={4} />
        ) : (
          <ProblemView problem={list.problem} onRetry={list.retry} />
        )
      ) : (
        <ol className="stock-moves">
          {list.rows.map((move) => (
            <li key={move.revision}>
              <Ring by={move.byHand ? 'people' : 'system'} />
              <span>
                {move.kindName}
                {move.reasonName === null || move.reasonName === move.kindName ? '' : `（${move.reasonName}）`}
              </span>
              <span className="stock-delta">{deltasOf(move)}</span>
              <time dateTime={move.movedAt}>{dateTime(move.movedAt, now)}</time>
            </li>
          ))}
        </ol>
      )}
      {list.hasMore ? (
        <Button size="small" loading={list.loadingMore} onClick={list.loadMore}>
          再看一些
        </Button>
      ) : null}
    </PanelSection>
  );
}
