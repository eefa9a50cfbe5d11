import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import type { ListingAnswer } from '#modules/commerce/contract';
import { dateTime } from '../../../../shared/format.ts';
import { useNow } from '../../../../shared/use-now.ts';
import { AREA_KINDS } from '../../../parts/area-kinds.ts';
import { Facts, Panel, PanelSection } from '../../../parts/panel-section.tsx';
import { StateWord } from '../../../parts/state-word.tsx';
import { EndEntry } from '../../prices/end-entry.tsx';
import { PRICE_STATES, PRICE_TONES, spanInWords } from '../../prices/price-words.ts';
import { LISTINGS_KEY, LISTINGS_PATH, PRODUCTS_KEY } from '../goods-paths.ts';
import { thingKindOf, THINGS } from './frame-words.ts';

interface ListingBodyProps {
  readonly listing: ListingAnswer;
  readonly mayEdit: boolean;
  readonly onEnded: () => void;
}

/** One entry of the assortment. It can only be ended: what was sold where stays on record. */
export function ListingBody({ listing, mayEdit, onEnded }: ListingBodyProps): ReactNode {
  const now = useNow();
  const [ending, setEnding] = useState(false);
  return (
    <Panel>
      <PanelSection
        title={listing.listed ? '在卖' : '不卖'}
        action={<StateWord tone={PRICE_TONES[listing.state]}>{PRICE_STATES[listing.state]}</StateWord>}
      >
        <Facts
          facts={[
            ['什么', `${listing.name}（${THINGS[thingKindOf(listing)]}）`],
            ['在哪里', `${listing.areaName}（${AREA_KINDS[listing.areaKind]}）`],
            ['什么时候', spanInWords(listing, now)],
            ['定的时间', `${dateTime(listing.signedAt, now)}${listing.signedBy === null ? ' · 演示自带' : ''}`],
          ]}
        />
      </PanelSection>
      {mayEdit && listing.state !== 'over' ? (
        <div>
          <Button onClick={() => setEnding(true)}>结束这条选品</Button>
          {ending ? (
            <EndEntry
              title="结束这条选品"
              lead={`${listing.areaName}的${listing.name}，现在是「${listing.listed ? '在卖' : '不卖'}」。结束后按上一级的算。`}
              path={`${LISTINGS_PATH}/${listing.listingId}/end`}
              to={listing.to}
              stale={[LISTINGS_KEY, PRODUCTS_KEY]}
              onClose={() => setEnding(false)}
              onEnded={onEnded}
            />
          ) : null}
        </div>
      ) : null}
    </Panel>
  );
}
