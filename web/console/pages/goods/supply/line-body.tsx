import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { SupplyLineAnswer } from '#modules/intelligence/contract';
import { count, dateTime, yuan } from '../../../../shared/format.ts';
import { Reasons, type Reason } from '../../../../shared/reasons.tsx';
import { asProblem } from '../../../../shared/problem.ts';
import { Await } from '../../../../shared/states.tsx';
import { useNow } from '../../../../shared/use-now.ts';
import { Facts, Panel, PanelSection } from '../../../parts/panel-section.tsx';
import { ReasonBars } from '../forecast/reason-bars.tsx';
import { SeriesChart } from '../forecast/series-chart.tsx';
import { useSeries } from '../forecast/use-series.ts';
import { AmountField } from './amount-field.tsx';
import { isOpen } from './supply-draft.ts';
import { amountWords, dayWords, wholeYuan } from './supply-words.ts';
import type { SupplyDesk } from './use-supply-desk.ts';
import { decidedSentence, whySentences } from './why-words.ts';

interface LineBodyProps {
  readonly line: SupplyLineAnswer;
  readonly desk: SupplyDesk;
}

/** Why a line is proposed: what is expected, what is there, what moved the forecast, and how it went before. */
export function LineBody({ line, desk }: LineBodyProps): ReactNode {
  const { basis, unit } = line;
  return (
    <Panel>
      <Amounts line={line} desk={desk} />
      <Why line={line} />
      <PanelSection title="什么推动了预测">
        <ReasonBars reasons={basis.reasons} unit={unit} />
      </PanelSection>
      <PanelSection
        title="六周卖了多少，七天还会卖多少"
        action={
          <Link to="/goods/forecast" search={{ series: `${line.placeId}/${line.skuId}` } as never}>
            看这条预测
          </Link>
        }
      >
        <Past line={line} />
      </PanelSection>
      <PanelSection title="货">
        <Facts
          facts={[
            ['到货', line.kind === 'discount' ? undefined : dayWords(line.arrivesOn)],
            ['能卖几天', basis.keepsDays === null ? '不会过期' : `${count(basis.keepsDays)} 天，到货当天也算`],
            ['一箱', line.kind === 'order' ? `${count(basis.pack)}${unit}` : undefined],
            ['卖价', yuan(basis.priceFen)],
            ['进价', `${yuan(basis.costFen)}，卖一${unit}赚 ${yuan(Math.max(0, basis.priceFen - basis.costFen))}`],
            ['多赚', line.worthFen <= 0 ? undefined : `${wholeYuan(line.worthFen)}，和什么也不做比`],
          ]}
        />
      </PanelSection>
    </Panel>
  );
}

const VERBS: Readonly<Record<SupplyLineAnswer['kind'], string>> = { order: '订', transfer: '调', discount: '卖' };

function Amounts({ line, desk }: LineBodyProps): ReactNode {
  const verb = VERBS[line.kind];
  return (
    <dl className="supply-amounts">
      <div>
        <dt>建议{verb}</dt>
        <dd className="supply-proposed">{amountWords(line, line.proposed)}</dd>
      </div>
      <div>
        <dt>
          {line.state === 'proposed' ? '你定' : '定了'}
          {line.kind === 'discount' ? '（元）' : `（${line.unit}）`}
        </dt>
        <dd>
          {desk.mayTake && isOpen(line) ? (
            <AmountField line={line} desk={desk} />
          ) : line.decided === null ? (
            '—'
          ) : (
            <span className={line.state === 'changed' ? 'supply-people' : undefined}>
              {amountWords(line, line.decided)}
            </span>
          )}
        </dd>
      </div>
    </dl>
  );
}

function Why({ line }: { line: SupplyLineAnswer }): ReactNode {
  const now = useNow();
  const decided = decidedSentence(line);
  const reasons: Reason[] = whySentences(line).map((sentence) => ({ sentence }));
  if (decided !== undefined) {
    reasons.push({
      sentence: decided,
      by: 'people',
      ...(line.decidedAt === null ? {} : { note: dateTime(line.decidedAt, now) }),
    });
  }
  return (
    <PanelSection title="为什么">
      <Reasons reasons={reasons} title="理由" />
    </PanelSection>
  );
}

const NOT_FOUND = 404;

function Past({ line }: { line: SupplyLineAnswer }): ReactNode {
  const query = useSeries(line.placeId, line.skuId);
  if (query.error !== null && asProblem(query.error).status === NOT_FOUND) {
    return <p className="panel-note">最新一次预测里没有这样货。</p>;
  }
  return <Await query={query}>{(series) => <SeriesChart series={series} />}</Await>;
}
