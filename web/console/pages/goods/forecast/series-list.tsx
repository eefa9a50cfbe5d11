import type { ReactNode } from 'react';
import type { ForecastItem } from '#modules/intelligence/contract';
import { count } from '../../../../shared/format.ts';
import { Export, Jump, Two } from '../../../parts/list-parts.tsx';
import { ListTable, type Column } from '../../../parts/list-table.tsx';
import { StateTabs } from '../../../parts/state-tabs.tsx';
import { StateWord } from '../../../parts/state-word.tsx';
import { MEASURES, METHODS, signedUnits, type Measure } from './forecast-words.ts';
import { seriesIdOf, type SeriesDesk } from './use-series-desk.ts';
import { WeekSpark } from './week-spark.tsx';

const tenth = (value: number): number => Math.round(value * 10) / 10;

function columnsOf({ measure }: SeriesDesk): readonly Column<ForecastItem>[] {
  return [
    {
      key: 'sku',
      title: measure === 'receipts' ? '看什么' : '商品',
      width: 160,
      always: true,
      render: (row) => <Two first={<strong>{row.skuName}</strong>} second={row.skuCode} />,
    },
    {
      key: 'place',
      title: measure === 'community' ? '小区' : '在哪里',
      width: 112,
      always: true,
      render: (row) => <Two first={row.placeName} second={row.cityName} />,
    },
    { key: 'week', title: '往后七天', width: 132, always: true, render: (row) => <WeekSpark days={row.days} /> },
    {
      key: 'tomorrow',
      title: '头一天',
      width: 112,
      align: 'right',
      render: (row) => <FirstDay row={row} />,
    },
    {
      key: 'total',
      title: '七天一共',
      width: 96,
      align: 'right',
      always: true,
      render: (row) => (
        <strong className="forecast-total">
          {count(Math.round(row.total))}
          {row.unit}
        </strong>
      ),
    },
    {
      key: 'why',
      title: '主要看',
      width: 150,
      render: (row) => <Strongest row={row} />,
    },
    {
      key: 'method',
      title: '怎么算的',
      width: 120,
      render: (row) => (
        <span title={METHODS[row.method].why}>
          <StateWord tone={METHODS[row.method].tone}>{METHODS[row.method].word}</StateWord>
        </span>
      ),
    },
  ];
}

function FirstDay({ row }: { row: ForecastItem }): ReactNode {
  const [first] = row.days;
  if (first === undefined) return '—';
  const { mean, low, high } = first;
  if (low === high) return count(tenth(mean));
  return <Two align="right" first={count(tenth(mean))} second={`${count(tenth(low))}–${count(tenth(high))}`} />;
}

function Strongest({ row }: { row: ForecastItem }): ReactNode {
  const [first] = row.reasons;
  return first === undefined ? (
    '和平常差不多'
  ) : (
    <Two first={first.name} second={`${signedUnits(first.units)}${row.unit}`} />
  );
}

/** What is forecast, and the file of it. */
export function SeriesTabs({ desk }: { desk: SeriesDesk }): ReactNode {
  return (
    <StateTabs
      label="看什么的预测"
      value={desk.measure}
      onChange={(value) => desk.setMeasure(value as Measure)}
      tabs={(Object.keys(MEASURES) as Measure[]).map((value) => ({ value, label: MEASURES[value] }))}
    >
      <Export path={desk.exportPath} />
    </StateTabs>
  );
}

/** Every series of the newest forecast, most first. */
export function SeriesList({ desk }: { desk: SeriesDesk }): ReactNode {
  const { list, measure } = desk;
  const all = columnsOf(desk);
  return (
    <ListTable
      name={`forecasts-${measure}`}
      noun="预测"
      measure="条"
      columns={desk.openId === undefined ? all : all.filter(({ always }) => always === true)}
      list={list}
      idOf={seriesIdOf}
      openId={desk.openId}
      onOpen={(row) => desk.open(seriesIdOf(row))}
      empty={emptyOf(desk)}
    />
  );
}

const NOTHING: Readonly<Record<Measure, { title: string; hint: string }>> = {
  units: { title: '没有可预测的商品', hint: '卖过的商品，夜里就会有预测。' },
  receipts: { title: '没有客流预测', hint: '导入历史时，不填商品编码的行就是门店小票数。' },
  community: { title: '没有小区订货的预测', hint: '小区里有人订过，夜里就会有预测。' },
};

function emptyOf({ measure, filtered, origin, goToData }: SeriesDesk): {
  title: string;
  hint?: string;
  action?: ReactNode;
} {
  if (origin === null) {
    return {
      title: '还没有预测',
      hint: '有三个星期的销量就能预测。没有的话先导入历史，再跑一次。',
      action: <Jump onClick={goToData}>去「数据」导入、跑一次</Jump>,
    };
  }
  if (filtered) return { title: '这样筛下来没有预测', hint: '放宽上面那句话里的条件再看看。' };
  return NOTHING[measure];
}
