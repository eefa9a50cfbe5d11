import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import { startOfBusinessDay } from '#kernel/time';
import type { HistoryAnswer } from '#modules/intelligence/contract';
import { api } from '../../../../shared/api.ts';
import { count, date } from '../../../../shared/format.ts';
import { Icon } from '../../../../shared/icons.tsx';
import { useAct } from '../../../../shared/query.tsx';
import { useMay } from '../../../../shared/session.tsx';
import { ProblemLine } from '../../../../shared/states.tsx';
import { DropFile } from '../../../parts/drop-file.tsx';
import { ImportResult } from '../../../parts/import-result.tsx';
import { csvOf, saveFile } from '../../../parts/save-csv.ts';
import { FORECAST_KEY, HISTORY_PATH } from './forecast-paths.ts';
import '../../../parts/import-parts.css';

const TITLES = ['门店编码', '商品编码', '日期', '销量', '缺货小时', '折扣', '活动'];
const EXAMPLES: readonly (readonly string[])[] = [
  ['S001', 'F001', '2026-11-02', '36', '2', '', ''],
  ['S001', '', '2026-11-02', '412', '', '', ''],
  ['S001', 'F001', '2026-12-12', '', '', '0.8', '是'],
];
const FIELDS: Readonly<Record<string, string>> = {
  place: '门店编码',
  sku: '商品编码',
  day: '日期',
  sold: '销量',
  outOfStock: '缺货小时',
  discount: '折扣',
  activity: '活动',
};

interface Sent {
  readonly file: File;
  readonly save: boolean;
}

async function sendFile({ file, save }: Sent, key: string): Promise<HistoryAnswer> {
  const body = new FormData();
  body.append('file', file);
  return api.post<HistoryAnswer>(HISTORY_PATH, { query: save ? { save: true } : {}, body, key, timeoutMs: 300_000 });
}

/** Brings in what was sold before the books began here: a file is read first, and taken over once somebody has seen its faults. */
export function ImportHistory({ onDone }: { onDone: () => void }): ReactNode {
  const [file, setFile] = useState<File>();
  const act = useAct(sendFile, { stale: [FORECAST_KEY] });
  const mayEdit = useMay('stock.edit');
  const again = (): void => {
    setFile(undefined);
    act.forget();
  };
  const choose = (chosen: File): void => {
    setFile(chosen);
    void act.run({ file: chosen, save: false });
  };
  const answer = file === undefined ? undefined : act.answer;
  return (
    <section className="forecast-part" aria-labelledby="forecast-history">
      <header>
        <h2 id="forecast-history">导入历史销量</h2>
        <Button
          type="link"
          icon={<Icon name="download" size={16} />}
          onClick={() => saveFile('历史销量.csv', csvOf(TITLES, EXAMPLES))}
        >
          下载模板
        </Button>
      </header>
      {!mayEdit ? (
        <p className="panel-note">你不能导入。需要的话请管理员给你开改库存的权限。</p>
      ) : answer === undefined ? (
        <>
          <p className="panel-note">
            一行一个地方、一样货、一天。不填商品编码的行是门店小票数；「缺货小时」写那天有几个小时没货；「折扣」写实付是平时的几成，八折写
            0.8。以后的日子只写折扣和活动，预测会算进去。同一天再导一次，后一次算。
          </p>
          <DropFile
            accept=".csv,.xlsx"
            busy={act.busy}
            hint="CSV 或 Excel，最多 30 万行、32 MB。先看一遍，不会马上改数。"
            onFile={choose}
          />
          <ProblemLine problem={act.problem} />
        </>
      ) : answer.isSaved ? (
        <ImportResult
          figure={answer.good}
          unit="行历史进来了"
          lines={[
            spanSentence(answer),
            answer.bad === 0 ? undefined : `${count(answer.bad)} 行有问题没有导入。`,
            '再跑一次预测就用上了。',
          ]}
          back="看跑过的"
          onAgain={again}
          onClose={onDone}
        />
      ) : (
        <Check
          answer={answer}
          name={file?.name ?? ''}
          busy={act.busy}
          onAgain={again}
          onSave={() => {
            if (file !== undefined) void act.run({ file, save: true });
          }}
        >
          <ProblemLine problem={act.problem} />
        </Check>
      )}
    </section>
  );
}

const dayOf = (day: string): string => date(startOfBusinessDay(day));

function spanSentence({ from, to, series }: HistoryAnswer): string | undefined {
  if (from === null || to === null) return undefined;
  return `${dayOf(from)}到${dayOf(to)}，${count(series)}个门店商品。`;
}

interface CheckProps {
  readonly answer: HistoryAnswer;
  readonly name: string;
  readonly busy: boolean;
  readonly onAgain: () => void;
  readonly onSave: () => void;
  readonly children: ReactNode;
}

/** What is in the file, before anything is taken over. */
function Check({ answer, name, busy, onAgain, onSave, children }: CheckProps): ReactNode {
  const { good, bad, faults } = answer;
  return (
    <div className="forecast-check">
      <p className="import-answer" role="status">
        <strong>{count(good)}</strong> 行可以导入{bad === 0 ? '，没有问题行' : `，${count(bad)} 行有问题`}。
        {spanSentence(answer)}
        <small>{name}</small>
      </p>
      {faults.length === 0 ? null : <Faults answer={answer} />}
      {children}
      <div className="forecast-check-acts">
        <Button onClick={onAgain}>换个文件</Button>
        <Button type="primary" disabled={good === 0} loading={busy} onClick={onSave}>
          确认导入 {count(good)} 行
        </Button>
      </div>
    </div>
  );
}

function Faults({ answer: { faults, bad } }: { answer: HistoryAnswer }): ReactNode {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, so the keyboard must reach it
    <div className="forecast-faults" tabIndex={0} role="group" aria-label="有问题的行">
      <table className="goods-table">
        <thead>
          <tr>
            <th scope="col" className="figure">
              行
            </th>
            <th scope="col">哪一列</th>
            <th scope="col">怎么了</th>
          </tr>
        </thead>
        <tbody>
          {faults.map(({ lineNumber, field, message }) => (
            <tr key={`${lineNumber}/${field}`}>
              <td className="figure">{count(lineNumber)}</td>
              <td>{FIELDS[field] ?? field}</td>
              <td className="import-fault">{message}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {bad > faults.length ? <p className="panel-note">先列这些；改好再传一次，剩下的会接着列。</p> : null}
    </div>
  );
}
