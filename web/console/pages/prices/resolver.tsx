import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { PackagePrices } from '#modules/commerce/contract';
import { api } from '../../../shared/api.ts';
import { yuan } from '../../../shared/format.ts';
import { Await, Empty } from '../../../shared/states.tsx';
import { CommunityFinder } from '../../parts/community-finder.tsx';
import { Jump } from '../../parts/list-parts.tsx';
import { PRICES_KEY } from './price-words.ts';
import type { PriceDesk } from './use-prices.ts';

/** What a package and its options cost in one community now, and what each price goes before. */
export function Resolver({ desk }: { desk: PriceDesk }): ReactNode {
  const packageId = desk.package?.id;
  const { community } = desk;
  const query = useQuery({
    queryKey: [...PRICES_KEY, 'place', packageId, community],
    queryFn: ({ signal }) =>
      api.get<PackagePrices>(`/api/commerce/packages/${packageId}/prices`, {
        query: { communityId: community },
        signal,
      }),
    enabled: packageId !== undefined && community !== undefined,
    placeholderData: (before) => before,
  });
  return (
    <div className="price-place">
      <div className="price-ask">
        在
        <CommunityFinder label="按名字找小区" onFind={({ id }) => desk.set('community', id)} />
        卖什么价？
      </div>
      {community === undefined ? (
        <Empty title="先选一个小区" hint="看这里按哪份价目卖，别的价目为什么没用上。" />
      ) : (
        <Await query={query}>{(prices) => <Holding prices={prices} desk={desk} />}</Await>
      )}
    </div>
  );
}

function Holding({ prices, desk }: { prices: PackagePrices; desk: PriceDesk }): ReactNode {
  const toList = (): void => desk.look('lists');
  return (
    <section aria-labelledby="place-prices">
      <h2 id="place-prices">{prices.communityName}现在卖</h2>
      <table className="price-table">
        <thead>
          <tr>
            <th scope="col">卖什么</th>
            <th scope="col">现价</th>
            <th scope="col">为什么</th>
            <th scope="col">没用上的</th>
          </tr>
        </thead>
        <tbody>
          <Row name={prices.name} unit={prices.unit} price={prices} strong />
          {prices.options.map((option) => (
            <Row key={option.code} name={option.name} unit={`/${option.unit}`} price={option} />
          ))}
        </tbody>
      </table>
      <p className="panel-note">
        近的先算：小区、门店、城市、全国，都没有就按标价。<Jump onClick={toList}>看价目</Jump>
      </p>
    </section>
  );
}

interface RowProps {
  readonly name: string;
  readonly unit: string;
  readonly price: Pick<PackagePrices, 'priceFen' | 'why' | 'passedOver'>;
  readonly strong?: boolean;
}

function Row({ name, unit, price, strong = false }: RowProps): ReactNode {
  return (
    <tr>
      <th scope="row">{strong ? <strong>{name}</strong> : name}</th>
      <td>
        <strong>{yuan(price.priceFen)}</strong>
        {unit}
      </td>
      <td>{price.why}</td>
      <td>
        <PassedOver prices={price.passedOver} />
      </td>
    </tr>
  );
}

/** What a price goes before, the nearest first. */
export function PassedOver({ prices }: { prices: PackagePrices['passedOver'] }): ReactNode {
  if (prices.length === 0) return <span className="price-none">没有别的</span>;
  return prices.map((other) => (
    <span key={`${other.priceId}${other.why}`} className="price-passed">
      <s>{yuan(other.priceFen)}</s> {other.why}
    </span>
  ));
}
