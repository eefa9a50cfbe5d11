import type { ReactNode } from 'react';
import { chosenOf, toggled, type ChoiceItem, type GroupDraft } from '../../my/group-draft.ts';
import { kindKey, kindWords, limitWords, price } from '../../my/group-words.ts';
import { Thumb } from '../../parts/thumb.tsx';

interface GoodsChoiceProps {
  readonly items: readonly ChoiceItem[];
  readonly draft: GroupDraft;
  readonly onChange: (draft: GroupDraft) => void;
}

/** What may be sold, by how it comes together: of one group buy all items do so the same way. */
export function GoodsChoice({ items, draft, onChange }: GoodsChoiceProps): ReactNode {
  const chosen = chosenOf(draft, items);
  const kinds = [...Map.groupBy(items, kindKey).entries()];
  const taken = chosen[0] === undefined ? undefined : kindKey(chosen[0]);
  return kinds.map(([kind, of], at) => (
    <section key={kind} className="card" aria-labelledby={`kind-${at}`}>
      <h2 id={`kind-${at}`}>{of[0] === undefined ? '' : kindWords(of[0])}</h2>
      {taken !== undefined && taken !== kind ? (
        <p className="group-note">一个团只卖一种，选这里会换掉上面选的。</p>
      ) : null}
      <ul className="goods-rows">
        {of.map((item) => (
          <li key={item.skuId}>
            <label className="goods-row goods-pick">
              <Thumb fileId={item.imageId} />
              <span className="goods-name">
                {item.name}
                <small>
                  <b>{price(item.priceFen)}</b>
                  {item.unit === '' ? '' : `/${item.unit}`}
                  {item.originalFen === null ? null : <s>{price(item.originalFen)}</s>}
                </small>
                <Limits item={item} />
              </span>
              <input
                type="checkbox"
                checked={chosen.includes(item)}
                onChange={() => onChange(toggled(draft, items, item))}
              />
            </label>
          </li>
        ))}
      </ul>
    </section>
  ));
}

function Limits({ item }: { item: ChoiceItem }): ReactNode {
  const by = item.tierBy === 'people' ? '人' : item.unit || '份';
  const tiers = item.tiers.map((tier) => `满${tier.from}${by}${price(tier.priceFen)}`);
  const words = [...tiers, limitWords(item)].filter((each) => each !== '').join('，');
  return words === '' ? null : <small>{words}</small>;
}
