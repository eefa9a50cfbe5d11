import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { Segmented } from 'antd';
import type { ReactNode } from 'react';
import type { AccuracyAnswer } from '#modules/intelligence/contract';
import { api } from '../../../../shared/api.ts';
import { AreaTabs } from '../../../parts/area-tabs.tsx';
import { choicesOf, useCities } from '../../../parts/choices.ts';
import { choiceBlank } from '../../../parts/filter-blanks.ts';
import { FilterSentence, type Blank } from '../../../parts/filter-sentence.tsx';
import { PageFrame, type PageAnswer } from '../../../parts/page-frame.tsx';
import type { SidePanelProps } from '../../../parts/side-panel.tsx';
import { usePlaceChoices } from '../stock/use-stock.ts';
import { Accuracy } from './accuracy.tsx';
import { Backtest } from './backtest.tsx';
import { Data } from './data.tsx';
import { ACCURACY_PATH, FORECAST_KEY } from './forecast-paths.ts';
import { accuracyAnswer, originAnswer, VIEWS, type ForecastView } from './forecast-words.ts';
import { SeriesBody } from './series-body.tsx';
import { SeriesList, SeriesTabs } from './series-list.tsx';
import { seriesIdOf, useSeriesDesk, type SeriesDesk } from './use-series-desk.ts';
import '../goods.css';
import './forecast.css';

const DEFAULT_WEEKS = 8;
const WEEKS = [4, 13, 26];

/** 接下来一周能卖多少，预测准不准？ */
export default function ForecastPage(): ReactNode {
  const desk = useSeriesDesk();
  const accuracy = useAccuracy(desk);
  const answer = answerOf(desk, accuracy.data);
  return (
    <PageFrame
      title="预测"
      question="接下来一周能卖多少，预测准不准？"
      tabs={<AreaTabs area="goods" />}
      {...(answer === undefined ? {} : { answer })}
      {...(desk.view === 'series' || desk.view === 'accuracy' ? { filter: <Filter desk={desk} /> } : {})}
      panel={desk.view === 'series' ? panelOf(desk) : undefined}
    >
      <div className="forecast-top">
        <Segmented<ForecastView>
          aria-label="看什么"
          value={desk.view}
          options={(Object.keys(VIEWS) as ForecastView[]).map((value) => ({ value, label: VIEWS[value] }))}
          onChange={desk.look}
        />
        {desk.view === 'series' ? <SeriesTabs desk={desk} /> : null}
      </div>
      <View desk={desk} accuracy={accuracy} />
    </PageFrame>
  );
}

function View({ desk, accuracy }: { desk: SeriesDesk; accuracy: UseQueryResult<AccuracyAnswer> }): ReactNode {
  switch (desk.view) {
    case 'series':
      return <SeriesList desk={desk} />;
    case 'accuracy':
      return <Accuracy query={accuracy} />;
    case 'backtest':
      return <Backtest />;
    case 'data':
      return <Data />;
  }
}

/** How many weeks are looked back on. */
function weeksOf({ filters }: SeriesDesk): number {
  const weeks = Number(filters.weeks);
  return WEEKS.includes(weeks) ? weeks : DEFAULT_WEEKS;
}

function useAccuracy(desk: SeriesDesk): UseQueryResult<AccuracyAnswer> {
  const query = { weeks: weeksOf(desk), cityId: desk.filters.city };
  return useQuery({
    queryKey: [...FORECAST_KEY, 'accuracy', query],
    queryFn: ({ signal }) => api.get<AccuracyAnswer>(ACCURACY_PATH, { query, signal }),
    enabled: desk.view === 'accuracy',
    placeholderData: (before) => before,
  });
}

function answerOf(desk: SeriesDesk, accuracy: AccuracyAnswer | undefined): PageAnswer | undefined {
  if (desk.view === 'accuracy') return accuracy && accuracyAnswer(accuracy, weeksOf(desk));
  return desk.view === 'series' && desk.origin !== undefined ? originAnswer(desk.origin, desk.list.rows) : undefined;
}

function Filter({ desk }: { desk: SeriesDesk }): ReactNode {
  const city = choiceBlank('city', '城市', '所有城市', choicesOf(useCities()));
  const places = choiceBlank('place', '仓或门店', '所有仓和门店', usePlaceChoices(desk.filters.city));
  const weeks = choiceBlank(
    'weeks',
    '近几周',
    `近${DEFAULT_WEEKS}周`,
    WEEKS.map((value) => ({ value: String(value), label: `近${value}周` })),
  );
  return (
    <FilterSentence
      parts={desk.view === 'accuracy' ? ['看', city, weeks, '的预测准不准'] : partsOf(desk, city, places)}
      values={desk.filters}
      onChange={desk.filter}
    />
  );
}

/** Communities are found by their city, receipts are of no item. */
function partsOf({ measure }: SeriesDesk, city: Blank, places: Blank): (string | Blank)[] {
  if (measure === 'receipts') return ['看', city, '、', places, '的客流'];
  const text: Blank = { kind: 'text', name: 'text', label: '编码或名字', any: '不限' };
  return measure === 'community'
    ? ['看', city, '的小区订的货，编码或名字有', text]
    : ['看', city, '、', places, '里的货，编码或名字有', text];
}

function panelOf(desk: SeriesDesk): SidePanelProps | undefined {
  const { openId } = desk;
  if (openId === undefined) return undefined;
  const [placeId = '', skuId = ''] = openId.split('/');
  const row = desk.list.rows?.find((each) => seriesIdOf(each) === openId);
  return {
    title: row?.skuName ?? '预测',
    subtitle: row === undefined ? '' : [row.placeName, row.skuCode].filter((part) => part !== '').join(' · '),
    onClose: () => desk.open(undefined),
    children: <SeriesBody key={openId} placeId={placeId} skuId={skuId} />,
  };
}
