import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { startOfBusinessDay } from '#kernel/time';
import type { SeriesAnswer } from '#modules/intelligence/contract';
import { dayWithWeekday } from '../../../../shared/format.ts';
import { Await } from '../../../../shared/states.tsx';
import { Panel, PanelSection } from '../../../parts/panel-section.tsx';
import { StateWord } from '../../../parts/state-word.tsx';
import { METHODS } from './forecast-words.ts';
import { ReasonBars } from './reason-bars.tsx';
import { SeriesChart } from './series-chart.tsx';
import { useSeries } from './use-series.ts';

/** One series: how it went, how it will go, and what moves it. */
export function SeriesBody({ placeId, skuId }: { placeId: string; skuId: string }): ReactNode {
  return <Await query={useSeries(placeId, skuId)}>{(series) => <Series series={series} />}</Await>;
}

function Series({ series }: { series: SeriesAnswer }): ReactNode {
  const { word, tone, why } = METHODS[series.method];
  const [first] = series.days;
  return (
    <Panel>
      <PanelSection title="六周卖了多少，七天还会卖多少">
        <SeriesChart series={series} />
      </PanelSection>
      <PanelSection
        title={
          first === undefined ? '什么推动了预测' : `${dayWithWeekday(startOfBusinessDay(first.day))}为什么是这个数`
        }
      >
        <ReasonBars reasons={series.reasons} unit={series.unit} />
      </PanelSection>
      <PanelSection title="怎么算的" action={<StateWord tone={tone}>{word}</StateWord>}>
        <p className="panel-note">{why}</p>
      </PanelSection>
      {series.skuCode === '' ? null : (
        <Link to="/goods/supply" search={{ place: series.placeId, text: series.skuCode, state: 'all' } as never}>
          看今天给它的补货建议
        </Link>
      )}
    </Panel>
  );
}
