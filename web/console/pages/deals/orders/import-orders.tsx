import { Button } from 'antd';
import { type ReactNode } from 'react';
import type { z } from 'zod';
import type { importOrdersAnswer } from '#modules/commerce/contract';
import { api } from '../../../../shared/api.ts';
import { count } from '../../../../shared/format.ts';
import { Icon } from '../../../../shared/icons.tsx';
import { useAct } from '../../../../shared/query.tsx';
import { useMay } from '../../../../shared/session.tsx';
import { Empty, ProblemLine } from '../../../../shared/states.tsx';
import { DropFile } from '../../../parts/drop-file.tsx';
import { ImportResult } from '../../../parts/import-result.tsx';
import { PageFrame } from '../../../parts/page-frame.tsx';
import { csvOf, saveFile } from '../../../parts/save-csv.ts';
import { ORDER_IMPORT_PATH, ORDERS_KEY } from '../deals-paths.ts';

type Imported = z.infer<typeof importOrdersAnswer>;

const TITLES = ['来源', '平台订单号', '门店编码', '下单时间', '规格编码', '数量', '实付金额', '配送费'];

/** 导入平台订单: one line of an order a row; what cannot be taken over is named by row, the rest came in. */
export function ImportOrders({ onClose }: { onClose: () => void }): ReactNode {
  const mayAct = useMay('order.act');
  const upload = useAct(
    (file: File, key) => {
      const body = new FormData();
      body.append('file', file);
      return api.post<Imported>(ORDER_IMPORT_PATH, { body, key, timeoutMs: 300_000 });
    },
    { stale: [ORDERS_KEY] },
  );
  return (
    <PageFrame
      title="导入平台订单"
      question="别的平台卖出的单，怎么进来"
      actions={<Button onClick={onClose}>回到订单</Button>}
    >
      {!mayAct ? (
        <Empty title="你不能导入订单" hint="需要的话请管理员给你开权限。" />
      ) : upload.answer !== undefined ? (
        <Outcome answer={upload.answer} onAgain={upload.forget} onClose={onClose} />
      ) : (
        <div className="deal-import">
          <p>
            一行一件商品，同一单的几行写同一个平台订单号。同一个来源的同一个单号只进一次，扣门店的库存，不收款。
            <Button
              type="link"
              icon={<Icon name="download" size={16} />}
              onClick={() => saveFile('平台订单.csv', csvOf(TITLES, []))}
            >
              下载空表
            </Button>
          </p>
          <DropFile
            accept=".xlsx,.csv"
            busy={upload.busy}
            hint="Excel 或 CSV，最多 2,000 行、10 MB。读得懂的单马上进来，读不懂的逐行告诉你。"
            onFile={(file) => void upload.run(file)}
          />
          <ProblemLine problem={upload.problem} />
        </div>
      )}
    </PageFrame>
  );
}

interface OutcomeProps {
  readonly answer: Imported;
  readonly onAgain: () => void;
  readonly onClose: () => void;
}

function Outcome({ answer: { imported, known, faults }, onAgain, onClose }: OutcomeProps): ReactNode {
  return (
    <div className="deal-import">
      {imported + known === 0 ? (
        <p className="import-bar">
          <span className="import-answer">
            <strong>0</strong> 单进来了，{count(faults.length)} 处有问题，改好再导一次。
          </span>
          <Button type="primary" onClick={onAgain}>
            换个文件
          </Button>
        </p>
      ) : (
        <ImportResult
          figure={imported}
          unit="单进来了"
          lines={[
            known === 0 ? undefined : `${count(known)} 单以前导过，没有重复进。`,
            faults.length === 0 ? '没有问题行。' : `${count(faults.length)} 处有问题，改好再导一次，进来的不会重复。`,
          ]}
          back="看订单"
          onAgain={onAgain}
          onClose={onClose}
        />
      )}
      {faults.length === 0 ? null : (
        <section className="deal-faults-card" aria-label="问题行">
          <p className="deal-import-bar">
            <strong>问题行</strong>
            <Button
              type="text"
              icon={<Icon name="download" size={16} />}
              onClick={() =>
                saveFile(
                  '问题行.csv',
                  csvOf(
                    ['行', '平台订单号', '问题'],
                    faults.map(({ row, externalId, message }) => [row, externalId, message]),
                  ),
                )
              }
            >
              导出
            </Button>
          </p>
          <table className="deal-lines deal-faults">
            <thead>
              <tr>
                <th scope="col">行</th>
                <th scope="col">平台订单号</th>
                <th scope="col">问题</th>
              </tr>
            </thead>
            <tbody>
              {faults.map(({ row, externalId, message }, at) => (
                <tr key={at}>
                  <th scope="row">{row}</th>
                  <td>{externalId === '' ? '—' : externalId}</td>
                  <td className="import-fault">{message}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </div>
  );
}
