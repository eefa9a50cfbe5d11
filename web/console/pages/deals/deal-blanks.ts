import { choicesOf, useCities, useStores, type Choice } from '../../parts/choices.ts';
import type { Blank } from '../../parts/filter-sentence.tsx';
import { BOARD_PERIODS } from '../boards/board-words.ts';
import { useWorkerChoices } from '../service/use-services.ts';

const choice = (name: string, label: string, any: string, options: readonly Choice[]): Blank => ({
  kind: 'choice',
  name,
  label,
  any,
  options,
});

export const PERIOD: Blank = choice(
  'period',
  '时间',
  '任何时候',
  BOARD_PERIODS.map(({ value, label }) => ({ value, label })),
);

export const useCityBlank = (): Blank => choice('city', '城市', '所有城市', choicesOf(useCities()));

export const useStoreBlank = (cityId: string | undefined): Blank =>
  choice('store', '门店', '所有门店', choicesOf(useStores(cityId)));

/** Whoever visits homes; of the city or store that was chosen. */
export const useSellerBlank = (cityId: string | undefined, storeId: string | undefined): Blank =>
  choice('seller', '销售', '任何人', useWorkerChoices({ cityId, storeId }));

/** A filter that comes with a link from another page; left out while there is none. */
export const given = (name: string, label: string, value: string | undefined): (string | Blank)[] =>
  value === undefined ? [] : ['，只看', choice(name, label, '不限', [{ value, label: `这个${label}` }])];
