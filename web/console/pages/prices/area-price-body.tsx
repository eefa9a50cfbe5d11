import { Button, Input, Modal, Radio } from 'antd';
import { useState, type ReactNode } from 'react';
import { businessDay } from '#kernel/time';
import type { AreaPriceAnswer } from '#modules/commerce/contract';
import { api } from '../../../shared/api.ts';
import { dateTime, yuan } from '../../../shared/format.ts';
import { useAct } from '../../../shared/query.tsx';
import { ProblemLine } from '../../../shared/states.tsx';
import { useNow } from '../../../shared/use-now.ts';
import { Facts, Panel, PanelSection } from '../../parts/panel-section.tsx';
import { StateWord } from '../../parts/state-word.tsx';
import { AREA_KINDS, PRICE_STATES, PRICE_TONES, PRICES_KEY, PRICES_PATH, spanInWords } from './price-words.ts';

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
            ['卖什么', price.optionName ?? price.packageName],
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
          {ending ? <EndDialog price={price} onClose={() => setEnding(false)} onEnded={onEnded} /> : null}
        </div>
      ) : null}
    </Panel>
  );
}

interface EndDialogProps {
  readonly price: AreaPriceAnswer;
  readonly onClose: () => void;
  readonly onEnded: () => void;
}

function EndDialog({ price, onClose, onEnded }: EndDialogProps): ReactNode {
  const today = businessDay(new Date(useNow()));
  const [when, setWhen] = useState<'now' | 'day'>('now');
  const [lastDay, setLastDay] = useState('');
  const act = useAct(
    (day: string | null, key) => api.post(`${PRICES_PATH}/${price.priceId}/end`, { body: { lastDay: day }, key }),
    { stale: [PRICES_KEY], onDone: onEnded },
  );
  const ready = when === 'now' || lastDay >= today;
  const footer = [
    <Button key="close" onClick={onClose}>
      先不了
    </Button>,
    <Button
      key="do"
      type="primary"
      disabled={!ready}
      loading={act.busy}
      onClick={() => void act.run(when === 'now' ? null : lastDay)}
    >
      {when === 'now' ? '现在结束' : '到那天结束'}
    </Button>,
  ];
  return (
    <Modal open title="结束这条价目" onCancel={onClose} footer={footer} width={440} closable={{ 'aria-label': '关上' }}>
      <div className="price-end">
        <p>
          {price.areaName}的{price.optionName ?? price.packageName}，{yuan(price.priceFen)}。结束后按上一级的价卖。
        </p>
        <Radio.Group value={when} onChange={(event) => setWhen(event.target.value as 'now' | 'day')}>
          <Radio value="now">现在就结束</Radio>
          <Radio value="day">卖到某一天</Radio>
        </Radio.Group>
        {when === 'day' ? (
          <Input
            aria-label="最后一天"
            type="date"
            min={today}
            max={price.to ?? undefined}
            value={lastDay}
            onChange={(event) => setLastDay(event.target.value)}
            style={{ width: 200 }}
          />
        ) : null}
        <ProblemLine problem={act.problem} />
      </div>
    </Modal>
  );
}
