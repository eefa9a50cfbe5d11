import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import type { AuditItem, DifferencesAnswer } from '#modules/inventory/contract';
import { api } from '../../../../shared/api.ts';
import { count, dateTime } from '../../../../shared/format.ts';
import { Await } from '../../../../shared/states.tsx';
import { useLiveQuery } from '../../../../shared/use-live.ts';
import { useNow } from '../../../../shared/use-now.ts';
import { ListTable, type Column } from '../../../parts/list-table.tsx';
import { StateWord } from '../../../parts/state-word.tsx';
import { useList } from '../../../parts/use-list.ts';
import { AUDITS_PATH, STOCK_KEY } from '../goods-paths.ts';
import { auditAnswer, signed } from './stock-words.ts';
import type { StockDesk } from './use-stock.ts';

const columns: readonly Column<AuditItem>[] = [
  { key: 'at', title: '什么时候查的', width: 170, always: true, render: (row) => <At at={row.finishedAt} /> },
  { key: 'rows', title: '查了', width: 110, align: 'right', render: (row) => `${count(row.rowsChecked)}样` },
  {
    key: 'differences',
    title: '对不上',
    width: 150,
    always: true,
    render: (row) =>
      row.differences === 0 ? (
        <StateWord tone="good">都对得上</StateWord>
      ) : (
        <StateWord tone="bad">{count(row.differences)}处</StateWord>
      ),
  },
];

function At({ at }: { at: string }): ReactNode {
  return dateTime(at, useNow());
}

/** Each night the counters are compared with the ledger of movements and with reservations. */
export function AuditList({ desk }: { desk: StockDesk }): ReactNode {
  const [runId, setRunId] = useState<string>();
  const list = useList<AuditItem>([...STOCK_KEY, 'audits'], AUDITS_PATH, { topics: ['stock-audit'] });
  const answer = auditAnswer(list.rows?.[0]);
  return (
    <>
      <p className="panel-note">
        {answer.unit === '还没有对过账' ? answer.unit : `${answer.figure}${answer.unit}。${answer.why ?? ''}`}
        每晚把每样货的数和它的流水、占用对一遍。
      </p>
      <ListTable
        name="stock-audits"
        noun="检查"
        measure="次"
        columns={columns}
        list={list}
        idOf={(row) => row.runId}
        openId={runId}
        onOpen={(row) => setRunId(row.runId === runId ? undefined : row.runId)}
        empty={{ title: '还没有对过账', hint: '每晚自动对一次，第二天早上看这里。' }}
      />
      {runId === undefined ? null : <Differences key={runId} runId={runId} desk={desk} />}
    </>
  );
}

function Differences({ runId, desk }: { runId: string; desk: StockDesk }): ReactNode {
  const queryKey = [...STOCK_KEY, 'differences', runId];
  const query = useQuery({
    queryKey,
    queryFn: ({ signal }) =>
      api.get<DifferencesAnswer>(`${AUDITS_PATH}/${runId}/differences`, { query: { limit: 200 }, signal }),
  });
  useLiveQuery(['stock-audit'], queryKey);
  return (
    <section className="stock-differences" aria-label="对不上的">
      <Await query={query}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="panel-note">这一次都对得上。</p>
          ) : (
            <table className="goods-table">
              <thead>
                <tr>
                  <th scope="col">商品</th>
                  <th scope="col">在哪里</th>
                  <th scope="col">什么对不上</th>
                  <th scope="col" className="figure">
                    记着
                  </th>
                  <th scope="col" className="figure">
                    应该是
                  </th>
                  <th scope="col" className="figure">
                    差
                  </th>
                </tr>
              </thead>
              <tbody>
                {items.map((item) => (
                  <tr key={`${item.placeId}/${item.skuId}/${item.kind}`}>
                    <th scope="row">
                      <button type="button" className="jump" onClick={() => desk.open(`${item.placeId}/${item.skuId}`)}>
                        {item.skuName}
                      </button>
                    </th>
                    <td>{item.placeName}</td>
                    <td>{item.kindName}</td>
                    <td className="figure">{count(item.counter)}</td>
                    <td className="figure">{count(item.ledger)}</td>
                    <td className="figure">{signed(item.counter - item.ledger)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          )
        }
      </Await>
    </section>
  );
}
