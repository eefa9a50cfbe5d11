import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import type { AreaPriceAnswer } from '#modules/commerce/contract';
import { dateTime, yuan } from '../../../shared/format.ts';
import { useNow } from '../../../shared/use-now.ts';
import { AREA_KINDS } from '../../parts/area-kinds.ts';
import { Facts, Panel, PanelSection } from '../../parts/panel-section.tsx';
import { StateWord } from '../../parts/state-word.tsx';
import { PRODUCTS_KEY } from '../goods/goods-paths.ts';
import { EndEntry } from './end-entry.tsx';
import { PRICE_STATES, PRICE_TONES, PRICES_KEY, PRICES_PATH, spanInWords } from './price-words.ts';

interface AreaPriceBodyProps {
  readonly price: AreaPriceAnswer;
  readonly mayEdit: boolean;
  /** It leaves the list of what holds. */
  readonly onEnded: () => void;
}

/** One entry of a price list. What was charged stays: it can only be ended. */
export function AreaPriceBody({ price, mayEdit, onEnded }: AreaPriceBodyProps): ReactNode {
  const now = useNow();
  const [ending, setEnding] = useState(false);
  return (
    <Panel>
      <PanelSection
        title={yuan(price.priceFen)}
        action={<StateWord tone={PRICE_TONES[price.state]}>{PRICE_STATES[price.state]}</StateWord>}
      >
        <Facts
          facts={[
            ['卖什么', price.name],
            ['在哪里', `${price.areaName}（${AREA_KINDS[price.areaKind]}）`],
            ['什么时候', spanInWords(price, now)],
            ['报价上写', price.why],
            ['定价', `${dateTime(price.signedAt, now)}${price.signedBy === null ? ' · 演示自带' : ''}`],
          ]}
        />
      </PanelSection>
      {mayEdit && price.state !== 'over' ? (
        <div>
          <Button onClick={() => setEnding(true)}>结束这条价目</Button>
          <p className="panel-note">价目不能改，只能结束，再加一条新的：卖过的价都有据可查。</p>
          {ending ? (
            <EndEntry
              title="结束这条价目"
              lead={`${price.areaName}的${price.name}，${yuan(price.priceFen)}。结束后按上一级的价卖。`}
              path={`${PRICES_PATH}/${price.priceId}/end`}
              to={price.to}
              stale={[PRICES_KEY, PRODUCTS_KEY]}
              onClose={() => setEnding(false)}
              onEnded={onEnded}
            />
          ) : null}
        </div>
      ) : null}
    </Panel>
  );
}
