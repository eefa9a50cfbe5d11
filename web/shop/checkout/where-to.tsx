import type { ReactNode } from 'react';
import type { ShopGroupBuy, ShopPickupPoint } from '#modules/commerce/contract';
import { Icon } from '../../shared/icons.tsx';
import type { Cart } from '../cart/cart.ts';
import { dayWords } from '../parts/left-words.ts';
import type { missingOf, OrderChoice } from './order-body.ts';
import { usePointsOf } from './use-place.ts';

interface WhereToProps {
  readonly cart: Cart;
  readonly group: ShopGroupBuy | undefined;
  readonly choice: OrderChoice;
  readonly onChange: (part: Partial<OrderChoice>) => void;
  readonly fault: ReturnType<typeof missingOf>;
}

/** Where the goods go, and when. */
export function WhereTo({ cart, group, choice, onChange, fault }: WhereToProps): ReactNode {
  const home = usePointsOf(cart.place).data;
  const points = home?.pickupPoints ?? [];
  const isGroup = cart.place.kind === 'group';
  const usual = group?.pickupPoint?.pickupPointId ?? null;
  const picked = choice.pickupPointId ?? usual;
  return (
    <section className="shop-card buy-where" aria-labelledby="where">
      <h2 id="where">
        <Icon name="place" size={18} />
        {isGroup ? (group === undefined ? '提货' : `${dayWords(group.pickupOn, Date.parse(group.now))}自提`) : '怎么拿'}
      </h2>
      {isGroup ? null : (
        <div className="buy-modes" role="group" aria-label="怎么拿">
          {(['delivery', 'pickup'] as const).map((mode) => (
            <button key={mode} type="button" aria-pressed={choice.mode === mode} onClick={() => onChange({ mode })}>
              {mode === 'delivery' ? '送到家' : '自己去取'}
            </button>
          ))}
        </div>
      )}
      {choice.mode === 'delivery' ? (
        <Address
          choice={choice}
          communityName={cart.place.communityName}
          onChange={onChange}
          fault={fault}
          words={home?.deliveryWords ?? null}
        />
      ) : isGroup && points.length < 2 ? (
        <Point point={group?.pickupPoint} />
      ) : (
        <fieldset className="buy-points">
          <legend className="visually-hidden">自提点</legend>
          {points.map((point, at) => (
            <label key={point.pickupPointId}>
              <input
                type="radio"
                name="point"
                id={at === 0 ? 'buy-point' : undefined}
                checked={point.pickupPointId === picked}
                onChange={() => onChange({ pickupPointId: point.pickupPointId })}
              />
              <Point point={point} />
            </label>
          ))}
          {fault?.field === 'point' ? (
            <p className="buy-fault" role="alert">
              {fault.words}
            </p>
          ) : null}
        </fieldset>
      )}
      {isGroup ? <p className="shop-hint">到货会发消息和提货码，凭码取货。</p> : null}
    </section>
  );
}

function Point({ point }: { point: Pick<ShopPickupPoint, 'name' | 'address'> | null | undefined }): ReactNode {
  if (point === null || point === undefined) return null;
  return (
    <span className="buy-point">
      <strong>{point.name}</strong>
      <small>{point.address}</small>
    </span>
  );
}

interface AddressProps extends Pick<WhereToProps, 'choice' | 'onChange' | 'fault'> {
  readonly communityName: string;
  readonly words: string | null;
}

function Address({ choice, communityName, onChange, fault, words }: AddressProps): ReactNode {
  const wrong = fault?.field === 'address';
  return (
    <div className="buy-address">
      <label htmlFor="buy-address">{communityName} 里的楼栋门牌</label>
      <input
        id="buy-address"
        type="text"
        maxLength={120}
        autoComplete="street-address"
        placeholder="3幢2单元501"
        value={choice.address}
        aria-invalid={wrong}
        aria-describedby="buy-address-fault"
        onChange={(event) => onChange({ address: event.target.value })}
      />
      <p id="buy-address-fault" className="buy-fault" aria-live="polite">
        {wrong ? fault.words : ''}
      </p>
      <p className="shop-hint">{words === null ? '只有送货的人看得到。' : `${words}。只有送货的人看得到。`}</p>
    </div>
  );
}
