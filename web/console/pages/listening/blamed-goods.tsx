import type { ReactNode } from 'react';
import type { AlertDetail } from '#modules/intelligence/contract';
import { count, dateTime } from '../../../shared/format.ts';
import { useNow } from '../../../shared/use-now.ts';
import { PanelSection } from '../../parts/panel-section.tsx';
import { elsewhereSentence } from './listening-words.ts';

/** Which goods the complaints name, who else complains of them, and in which batches they came. */
export function BlamedGoods({ goods }: Pick<AlertDetail, 'goods'>): ReactNode {
  const now = useNow();
  if (goods.length === 0) return null;
  return (
    <PanelSection title="点名的商品">
      <ul className="blamed-goods">
        {goods.map((each) => (
          <li key={each.item}>
            <p className="clusters-head">
              <strong>{each.name}</strong>
              <small>{count(each.people)} 人提到</small>
            </p>
            <p className="panel-note">{elsewhereSentence(each)}</p>
            {each.batches.map(({ placeName, sentAt, units }) => (
              <p key={sentAt} className="panel-note">
                {dateTime(sentAt, now)} 从{placeName}发到这里 {count(units)} 件
              </p>
            ))}
          </li>
        ))}
      </ul>
    </PanelSection>
  );
}
