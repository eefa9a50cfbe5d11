import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import { Icon } from '../../../../shared/icons.tsx';
import type { ApiProblem } from '../../../../shared/problem.ts';
import { ProblemLine } from '../../../../shared/states.tsx';
import { DropFile } from '../../../parts/drop-file.tsx';
import { FilterSentence } from '../../../parts/filter-sentence.tsx';
import { saveFile } from '../../../parts/save-csv.ts';
import { templateOf, type ImportKindFacts } from './import-kinds.ts';

interface ChooseFileProps {
  readonly facts: ImportKindFacts;
  readonly busy: boolean;
  readonly problem: ApiProblem | undefined;
  readonly onFile: (file: File, datum: string) => void;
}

const DATUMS = [
  { value: 'gcj02', label: '高德、腾讯地图' },
  { value: 'bd09', label: '百度地图' },
];

/** The first step: what the file looks like, and the file. */
export function ChooseFile({ facts, busy, problem, onFile }: ChooseFileProps): ReactNode {
  const [datum, setDatum] = useState<string>();
  return (
    <div className="choose-file">
      <p>{facts.hint}</p>
      <div className="choose-file-columns">
        <span>列：</span>
        {facts.columns.map((title) => (
          <code key={title} className={title.endsWith('*') ? 'choose-file-needed' : undefined}>
            {title}
          </code>
        ))}
        <Button
          type="link"
          icon={<Icon name="download" size={16} />}
          onClick={() => saveFile(`双轮-${facts.title}模板.csv`, templateOf(facts))}
        >
          下载模板
        </Button>
      </div>
      {facts.placed === true ? (
        <FilterSentence
          parts={[
            '文件里的经纬度来自',
            { kind: 'choice', name: 'datum', label: '坐标来源', any: 'GPS 设备（WGS-84）', options: DATUMS },
            '，进来时会换成同一种',
          ]}
          values={{ datum }}
          onChange={(_name, value) => setDatum(value)}
        />
      ) : null}
      <DropFile
        accept=".csv,.txt,.xlsx,.jsonl"
        busy={busy}
        hint={`${
          facts.into === 'territory' ? 'CSV 或 Excel，最多 2 万行、10 MB' : 'CSV 或 JSON Lines，最多 30 万行、30 MB'
        }。先看一遍，不会马上改数据。`}
        onFile={(file) => onFile(file, datum ?? 'wgs84')}
      />
      <ProblemLine problem={problem} />
    </div>
  );
}
